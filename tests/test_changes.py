"""What changed between two builds: told as text, for a pull request and as JSON, and on the overview."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from tests.made_up import story

from sourcebook import changes, export, pages
from sourcebook.cli import cli
from sourcebook.curate import agreeing, reading
from sourcebook.errors import SourcebookError
from sourcebook.records import Corpus, Curation


def hows(old: Corpus, new: Corpus) -> set[tuple[str, str, str]]:
    """Return how, kind and words of each change."""
    return {(c.how, c.kind, c.words) for c in changes.between(old, new).changes}


def test_equal_builds_have_no_changes() -> None:
    """Nor does the order of anything count."""
    corpus = story()
    turned = replace(corpus, articles=corpus.articles[::-1], quotes=corpus.quotes[::-1])
    assert changes.between(corpus, turned) == changes.between(corpus, corpus)
    assert changes.shown(changes.between(corpus, corpus), "text") == "nothing changed\n"


def test_gained_lost_and_changed_findings_are_told_apart() -> None:
    """A quotation that went, a number with another value, a date that came."""
    old = story()
    numbers = (replace(old.quantities[0], low=15, high=15), *old.quantities[1:])
    new = replace(old, quotes=old.quotes[1:], quantities=numbers)
    less = replace(old, dates=old.dates[1:])
    assert hows(old, new) == {
        ("lost", "quote", "Close them now, whatever it costs,"),
        ("changed", "number", "14-minute"),
    }
    assert hows(less, old) == {("gained", "date", "late on Tuesday")}


def test_a_finding_with_another_id_at_the_same_words_has_changed() -> None:
    """A newer program may make ids of other parts; the words tell that it is the same."""
    old = story()
    new = replace(old, quantities=(replace(old.quantities[0], id="n-other", low=13), *old.quantities[1:]))
    assert hows(old, new) == {("changed", "number", "14-minute")}


def test_corrections_that_lost_their_place_are_told_whatever_line_they_stand_on() -> None:
    """One that was an orphan before is none of the news."""
    old = replace(story(), curation=Curation(orphaned=("curation.yml:3: reject quote in x: gone",)))
    both = ("curation.yml:9: reject quote in x: gone", "curation.yml:4: add date in y: gone")
    new = replace(story(), curation=Curation(orphaned=both))
    assert changes.between(old, new).orphaned == both[1:]


def test_markdown_holds_no_markup_of_the_articles() -> None:
    """Mentions, links, cells and code of a hostile text stay text."""
    old = story()
    nasty = "@someone [x](http://y) | `code` <img src=x>\n# \u2028 \x1b[31m"
    new = replace(old, entities=(replace(old.entities[0], name=nasty, type="group"), *old.entities[1:]))
    shown = changes.shown(changes.between(old, new), "markdown")
    row = next(line for line in shown.splitlines() if "@someone" in line)
    assert row.count("|") == 6
    assert "`@someone [x](http://y) ¦ 'code' <img src=x> #" in row
    assert "\x1b" not in shown + changes.shown(changes.between(old, new), "text")


def test_json_reloads() -> None:
    """Programs read the changes back."""
    old = story()
    loaded = json.loads(changes.shown(changes.between(replace(old, quotes=()), old), "json"))
    assert {c["how"] for c in loaded["changes"] if c["kind"] == "quote"} == {"gained"}


def test_an_export_reloads_and_what_is_none_is_told() -> None:
    """facts.json reads back as the same findings; other files are one clear line."""
    corpus = story()
    data = export.facts_json(corpus, model="m")
    assert changes.corpus_of(data, file="f.json") == corpus
    for wrong in (b"", b"{}", b"[1]", b"\xff", b"[" * 100_000):
        with pytest.raises(SourcebookError, match="this is no facts"):
            changes.corpus_of(wrong, file="f.json")


def test_the_overview_tells_what_changed_since_the_last_published_build() -> None:
    """Only where that is known."""
    corpus = story()
    since = changes.between(replace(corpus, quotes=corpus.quotes[1:]), corpus)
    shown = {p.path: p.content for p in pages.build(corpus, options=pages.Options(changes=since))}["index.md"]
    assert "Since the last published build" in shown
    assert "1 gained" in shown
    plain = {p.path: p.content for p in pages.build(corpus, options=pages.Options())}["index.md"]
    assert "Since the last" not in plain


def test_diff_reads_files_folders_and_revisions(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit's articles are analysed beside the working tree's, which stays as it is."""
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "seeds"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    (story / "island-times.txt").unlink()
    (story / "late-edition.txt").unlink()
    done = CliRunner().invoke(cli, ["diff", "HEAD", "seeds", "--format", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)["changes"]
    assert {c["id"] for c in told if c["kind"] == "article"} == {"island-times", "late-edition"}
    assert {c["how"] for c in told if c["kind"] == "quote"} == {"lost"}
    wrong = CliRunner().invoke(cli, ["diff", "--", "--output=x", "seeds"])
    assert isinstance(wrong.exception, SourcebookError)


WHO = "by: A, date: 2026-11-21, reason: x"


def corrections(*entries: str) -> reading.Corrections:
    """Return corrections of one article."""
    text = "corrections:\n" + "".join(f"- {{{entry}, article: x, {WHO}}}\n" for entry in entries)
    made = reading.parse(text.encode(), file="a.yml")
    assert not made.errors
    return made


def test_agreement_counts_what_two_people_accepted_rejected_or_saw_differently() -> None:
    """Same words, same kind; values count for an acceptance."""
    one = corrections(
        "do: confirm, what: quote, at: one",
        "do: reject, what: quote, at: two",
        "do: confirm, what: quote, at: three",
        "do: correct, what: number, at: four, set: {value: 4}",
        "do: confirm, what: date, at: five",
    )
    other = corrections(
        "do: confirm, what: quote, at: one",
        "do: reject, what: quote, at: two",
        "do: reject, what: quote, at: three",
        "do: correct, what: number, at: four, set: {value: 5}",
    )
    rows = {row.kind: row for row in agreeing.agreement(one, other)}
    quotes = rows["quote"]
    assert (quotes.both, quotes.accepted, quotes.rejected, quotes.differing) == (3, 1, 1, 1)
    assert (rows["number"].differing, rows["number"].lines) == (1, ((5, 5),))
    assert (rows["date"].only_a, rows["date"].both, rows["date"].alpha) == (1, 0, None)
    assert rows["all"].both == 4


def test_krippendorffs_alpha_is_that_of_the_published_example() -> None:
    """Two observers, nominal values, twelve units: Krippendorff (2011), section B, alpha 0.692."""
    article = [("a", "b"), ("a", "a"), ("b", "b"), ("b", "b"), ("d", "b"), ("c", "c")]
    article += [("c", "c"), ("c", "c"), ("e", "e"), ("d", "d"), ("d", "d"), ("a", "d")]
    assert agreeing.krippendorff(article) == pytest.approx(0.692, abs=5e-4)
    assert agreeing.krippendorff([]) is None
    assert agreeing.krippendorff([("a", "a")]) is None
