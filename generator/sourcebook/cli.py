"""The command line: arguments, progress, exit codes.

Exit codes: 0 all went well; 1 something is wrong that the messages name; 2 the command was not understood.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook import __version__, rings
from sourcebook.changes import FORMATS, Format
from sourcebook.errors import NOTES, CurationError, SourcebookError, WriteError

# The stages are imported by the commands that need them: all together they take longer than most commands, and a site
# is built by a process of MkDocs, which imports them for itself.
if TYPE_CHECKING:
    from sourcebook.analysis import Progress
    from sourcebook.workers import Workers

CACHE = Path(".cache/sourcebook")
# Below this many articles a run is over before a progress bar says anything.
BAR_FROM = 3

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_cache_option = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    default=CACHE,
    show_default=True,
    help="Folder in which findings are kept between runs.",
)
_scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="Analyse articles on the Dask cluster of this scheduler (host:port)."
)
_strict_option = click.option("--strict", is_flag=True, help="End with exit code 1 if any article had an error.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sourcebook")
def cli() -> None:
    """Turn a folder of news articles about one story into a searchable research site."""


@cli.command()
@click.option("--seeds", type=_FOLDER, default=Path("seeds"), show_default=True, help="Folder of articles.")
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="Folder that the site is built from.",
)
@click.option(
    "--pages-only", is_flag=True, help="Only write the Markdown pages in DOCS; the site is built by another program."
)
@click.option("--directory-urls", is_flag=True, help="With --pages-only: link pages as folders, not as .html files.")
@_cache_option
@_scheduler_option
@_strict_option
def build(  # noqa: PLR0913 - an argument for each option, as click has it
    seeds: Path,
    docs: Path,
    cache: Path,
    scheduler: str | None,
    *,
    pages_only: bool,
    directory_urls: bool,
    strict: bool,
) -> None:
    """Build the site: with MkDocs by the settings in mkdocs.yml, or its Markdown pages only."""
    if not pages_only and Path("mkdocs.yml").is_file():
        command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
        told = dict(os.environ)
        if scheduler:
            from sourcebook.workers import SCHEDULER

            told[SCHEDULER] = scheduler
        done = subprocess.run(command, check=False, env=told)  # noqa: S603 - fixed words
        raise click.exceptions.Exit(min(1, done.returncode))
    from sourcebook import pages, pipeline

    options = pages.Options(directory_urls=directory_urls)
    with _progress() as progress:
        result, written = pipeline.build(
            seeds, docs, cache=cache, options=options, workers=_workers(scheduler), progress=progress
        )
    wrong = _report(result.errors)
    click.echo(f"{len(result.corpus.articles)} articles, {written} files written or removed in {docs}")
    if strict and wrong:
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("seeds", type=_FOLDER)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=Path("-"),
    help="File to write; standard output where none is given.",
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Keep findings in this folder.")
@_scheduler_option
@_strict_option
def facts(seeds: Path, output: Path, cache: Path | None, scheduler: str | None, *, strict: bool) -> None:
    """Write every finding on the articles in the folder SEEDS as JSON."""
    from sourcebook import export, pipeline
    from sourcebook.annotate.language import MODEL

    with _progress() as progress:
        result = pipeline.analyse_folder(seeds, cache=cache, workers=_workers(scheduler), progress=progress)
    wrong = _report(result.errors)
    _write(output, export.facts_json(result.corpus, model=MODEL))
    if strict and wrong:
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("what")
@click.option("--seeds", type=click.Path(file_okay=False, path_type=Path), default=Path("seeds"), show_default=True)
@click.option("--name", help="Name of the new file, without suffix.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, help="Seconds.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and from private networks, too.")
def add(what: str, seeds: Path, name: str | None, timeout: float, *, allow_private: bool) -> None:
    """Bring an article into the seeds: WHAT is a web address or a file."""
    from sourcebook.add import add as add_article

    click.echo(f"added {add_article(what, seeds, name=name, timeout=timeout, allow_private=allow_private)}")


@cli.command()
@click.option("--seeds", type=_FOLDER, default=Path("seeds"), show_default=True, help="Folder of articles.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), default=CACHE, show_default=True)
def check(seeds: Path, cache: Path) -> None:
    """Read all articles, their metadata and corrections and say what is wrong with them; no page is written.

    Where there are corrections, the articles are analysed, since it takes their findings to know what an entry means.
    """
    from sourcebook import curate, pipeline, read

    articles, errors = read.read_folder(seeds)
    for article in articles:
        for note in article.notes:
            click.echo(f"{article.path}: note: {note}")
    counted = f"{len(articles)} articles read"
    try:
        if curate.read(seeds).entries:
            with _progress() as progress:
                result = pipeline.analyse_folder(seeds, cache=cache, progress=progress)
            errors = list(result.errors)
            given = result.corpus.curation
            counted += f", {given.applied} of {len(given.entries)} corrections applied"
        else:
            errors = [*errors, *curate.read(seeds).errors]
    except CurationError as error:
        errors = [*errors, error]
    wrong = _report(errors)
    click.echo(f"{counted}, {wrong} errors")
    if wrong:
        raise click.exceptions.Exit(1)


@cli.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default=Path("-"))
@click.option("--curation", is_flag=True, help="The schema of curation.yml instead, for editors.")
def schema(output: Path, *, curation: bool) -> None:
    """Print the JSON Schema of the export."""
    from sourcebook import curate, export

    _write(output, curate.schema_json() if curation else export.schema_json())


@cli.command()
@click.argument("old")
@click.argument("new", default="seeds")
@click.option("--seeds", type=click.Path(path_type=Path), default=Path("seeds"), help="Articles within a revision.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), default=CACHE, show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default=Path("-"))
def diff(old: str, new: str, seeds: Path, form: Format, cache: Path, output: Path) -> None:
    """Say which findings were gained, lost or changed from OLD to NEW, and which corrections lost their place.

    OLD and NEW are facts.json files, folders of articles, or git revisions, whose articles this program then analyses.
    """
    from sourcebook import changes, revisions

    before, after = (revisions.corpus_of(what, seeds=seeds, cache=cache) for what in (old, new))
    _write(output, changes.shown(changes.between(before, after), form).encode("utf-8"))


@cli.command()
@click.argument("one", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("other", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def agreement(one: Path, other: Path) -> None:
    """Compare two people's files of corrections: what both accepted, rejected, or see differently."""
    from sourcebook import curate

    read_both = [curate.parse(path.read_bytes(), file=str(path)) for path in (one, other)]
    wrong = _report([error for each in read_both for error in each.errors])
    rows = curate.agreement(*read_both)
    click.echo("kind          both  accepted  rejected  differing  only one  only other  alpha")
    for row in rows:
        alpha = "-" if row.alpha is None else f"{row.alpha:.3f}"
        counts = f"{row.both:>4}{row.accepted:>10}{row.rejected:>10}{row.differing:>11}{row.only_a:>10}{row.only_b:>12}"
        click.echo(f"{row.kind:<14}{counts}  {alpha}")
    for a, b in rows[-1].lines if rows else ():
        click.echo(f"differ: {one}:{a} and {other}:{b}")
    if wrong:
        raise click.exceptions.Exit(1)


def main() -> None:
    """Run the command line; every error a user can cause ends in one line on standard error."""
    rings.seldom()
    try:
        cli()
    except SourcebookError as error:
        click.echo(f"sourcebook: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(1)


def _workers(scheduler: str | None) -> Workers:
    from sourcebook.workers import Workers, of_this_machine

    return Workers(processes=of_this_machine(), scheduler=scheduler)


def _report(errors: Sequence[SourcebookError]) -> int:
    """Print what went wrong, a line each; return how many are errors and not only notes on files left out."""
    for error in errors:
        note = "note: " if isinstance(error, NOTES) else ""
        click.echo(f"sourcebook: {note}{error}", err=True)
    return sum(1 for error in errors if not isinstance(error, NOTES))


def _write(output: Path, data: bytes) -> None:
    if str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    from sourcebook.store import write_whole

    try:
        write_whole(output, data)
    except OSError as error:
        raise WriteError(
            f"cannot be written: {error.strerror}", file=str(output), remedy="choose another place or make room"
        ) from error


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    from rich import progress
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, object] = {}

        def show(stage: str, done: int, total: int) -> None:
            if total < BAR_FROM:
                return
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done)  # type: ignore[arg-type]

        yield show
