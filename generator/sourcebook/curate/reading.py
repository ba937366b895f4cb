"""Reads curation.yml: each entry that can be understood, and for each other one an error with line and remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sourcebook.curate import nodes, vocabulary
from sourcebook.curate.entries import Corrections, Entry, Place, Selector
from sourcebook.curate.nodes import Written
from sourcebook.curate.values import WrongValueError, checked
from sourcebook.errors import CurationError

NAMES = ("curation.yml", "curation.yaml")
ROOT = "corrections"
_FORM = "write 'corrections:' and below it entries that begin with '- do: …'"
_PLACE = {"article", "at"}


def path_of(folder: Path) -> Path:
    """Return where the corrections of a folder of articles stand, or would stand."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), folder / NAMES[0])


def read(folder: Path) -> Corrections:
    """Read the corrections of a folder of articles; no file means none.

    Raises:
        CurationError: the file cannot be read, is a link out of the folder or is not YAML. The corrections are then
            unknown, and a site made without them would unsay what people said; so nothing is made.
    """
    path = path_of(folder)
    try:
        if not _is_there(folder, path):
            return Corrections(file=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise CurationError(f"the file cannot be read: {error.strerror}", file=path.name, remedy="mend it") from error
    made = parse(data, file=path.name)
    if all((folder / name).is_file() for name in NAMES):
        twice = CurationError(f"{path.name} is there too and is the one read", file=NAMES[1], remedy="make them one")
        return Corrections(file=made.file, entries=made.entries, errors=(*made.errors, twice))
    return made


def _is_there(folder: Path, path: Path) -> bool:
    if not path.is_symlink() and not path.exists():
        return False
    outside = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    if outside or not path.is_file():
        what = "this is a link out of the folder" if outside else "this is not a regular file"
        raise CurationError(f"{what}; it was not read", file=path.name, remedy="put the file itself there")
    return True


def parse(data: bytes, *, file: str) -> Corrections:
    """Return the corrections that a file's bytes hold.

    Raises:
        CurationError: it is not YAML, or not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CurationError("this is not UTF-8", file=file, line=line, remedy="save the file as UTF-8") from error
    node = nodes.compose(text, file=file)
    top = nodes.written(node, file=file) if node is not None else Written(None, 1)
    if top.value is None:
        return Corrections(file=file)
    if not isinstance(top.value, dict) or ROOT not in top.value:
        return _nothing(file, top.line)
    errors = [_unknown(key, [ROOT], file=file, line=top.keys[key]) for key in top.value if key != ROOT]
    listed = top.value[ROOT]
    if listed.value is not None and not isinstance(listed.value, list):
        return _nothing(file, listed.line)
    entries: list[Entry] = []
    for number, item in enumerate(listed.value or ()):
        made, wrong = _entry(item, file, number)
        errors += wrong
        entries += [made] if made is not None else []
    return Corrections(file=file, entries=tuple(entries), errors=tuple(errors))


def _nothing(file: str, line: int) -> Corrections:
    wrong = CurationError("there is no list of corrections", file=file, line=line, remedy=_FORM)
    return Corrections(file=file, errors=(wrong,))


def _entry(item: Written, file: str, number: int) -> tuple[Entry | None, list[CurationError]]:
    if not isinstance(item.value, dict):
        return None, [CurationError("an entry holds 'key: value' lines", file=file, line=item.line, remedy=_FORM)]
    reader = _Reader(item, file)
    entry = reader.entry(number)
    return (None if reader.errors else entry), reader.errors


def _unknown(key: str, known: Iterable[str], *, file: str, line: int | None) -> CurationError:
    near = difflib.get_close_matches(key.lower(), list(known), n=1)
    remedy = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(known)}"
    return CurationError(f"unknown key '{key}'", file=file, line=line, remedy=remedy)


class _Reader:
    """Reads one entry and gathers what is wrong with it."""

    def __init__(self, item: Written, file: str) -> None:
        self._given: dict[str, Written] = item.value
        self._item = item
        self._file = file
        self.errors: list[CurationError] = []

    def entry(self, number: int) -> Entry | None:
        """Return the entry; it is to be used only where no error was found."""
        for key in self._given:
            if key not in vocabulary.KEYS:
                self.errors.append(_unknown(key, vocabulary.KEYS, file=self._file, line=self._item.keys[key]))
        do = self._text("do")
        if do not in vocabulary.ACTIONS:
            return None
        what = self._what(do)
        if what is None:
            return None
        article = self._text("article")
        place = Place(article=article, at=self._at(self._given.get("at"), f"the words that the {what} stands on"))
        note = self._text("note", needed=do == "note")
        made = Entry(
            number=number,
            line=self._item.line,
            do=do,
            what=what,
            place=place,
            others=self._with(do, article),
            values=self._set(do, what),
            was=self._values("was", {**vocabulary.SETS[what], **vocabulary.RATINGS.get(what, {})}),
            note=note,
            by=self._text("by"),
            date=self._text("date"),
            reason=self._text("reason", needed=do != "note"),
        )
        self._check_place(made)
        return made

    def _wrong(self, message: str, key: str | None, remedy: str, text: object = None) -> None:
        line = self._item.keys.get(key or "", self._item.line)
        shown = text if isinstance(text, str) else None
        self.errors.append(CurationError(message, file=self._file, line=line, text=shown, remedy=remedy))

    def _text(self, key: str, *, needed: bool = True) -> str:
        given = self._given.get(key)
        fragment = vocabulary.KEYS[key]
        if given is None or given.value is None:
            if needed:
                about = fragment.get("description") or f"one of {', '.join(fragment['enum'])}"
                self._wrong(f"'{key}' is missing", None, f"add '{key}: …' ({about})")
            return ""
        try:
            return str(checked(given.value, fragment))
        except WrongValueError as error:
            self._wrong(f"'{key}' is wrong", key, f"write {error}", given.value)
            return ""

    def _what(self, do: str) -> str | None:
        possible = vocabulary.ACTIONS[do]
        if "what" not in self._given and (len(possible) == 1 or do == "note"):
            return possible[0]
        what = self._text("what")
        if what and what not in possible:
            self._wrong(f"'{do}' cannot be done to '{what}'", "what", f"it acts on {', '.join(possible)}", None)
        return what if what in possible else None

    def _at(self, given: Written | None, about: str) -> Selector | None:
        if given is None or given.value is None:
            return None
        if isinstance(given.value, str):
            return Selector(exact=given.value)
        values = self._mapping(given, vocabulary.SELECTOR, "at")
        if "exact" not in values:
            self._wrong("'exact' is missing", "at", f"add 'exact: …': {about}")
            return None
        return Selector(**values)

    def _with(self, do: str, article: str) -> tuple[Place, ...]:
        given = self._given.get("with")
        if given is None or given.value is None:
            if do in vocabulary.NEED_WITH:
                self._wrong("'with' is missing", None, "add 'with:' and a list of the other places (article and at)")
            return ()
        if do not in vocabulary.MAY_WITH:
            self._wrong(f"'{do}' takes no 'with'", "with", "remove it")
        items = given.value if isinstance(given.value, list) else [given]
        return tuple(place for item in items if (place := self._other(item, article)) is not None)

    def _other(self, item: Written, article: str) -> Place | None:
        if not isinstance(item.value, dict):
            self._wrong("'with' lists places", "with", "write '- article: …' and 'at: …' for each", item.value)
            return None
        for key in item.value.keys() - _PLACE:
            self.errors.append(_unknown(key, sorted(_PLACE), file=self._file, line=item.keys[key]))
        named = item.value.get("article")
        name = article if named is None or not isinstance(named.value, str) else named.value
        return Place(article=name, at=self._at(item.value.get("at"), "the words it stands on"))

    def _set(self, do: str, what: str) -> dict[str, Any]:
        known = vocabulary.values_of(do, what)
        if do in vocabulary.NEED_SET and "set" not in self._given:
            self._wrong("'set' is missing", None, f"add 'set:' with one of {', '.join(known)}")
        if not known and "set" in self._given:
            self._wrong(f"'{do}' sets nothing", "set", "remove 'set', or write 'do: correct'")
            return {}
        values = self._values("set", known)
        if do == "add":
            self._check_needed(what, values)
        if values.get("low") is not None and values.get("high") is not None and values["low"] > values["high"]:
            self._wrong("'low' is greater than 'high'", "set", "exchange the two")
        return values

    def _check_needed(self, what: str, values: Mapping[str, Any]) -> None:
        for keys in vocabulary.NEEDED.get(what, ()):
            if not values.keys() & set(keys):
                self._wrong(f"'set' does not say {' or '.join(keys)}", "set", f"add '{keys[0]}: …' below 'set:'")

    def _values(self, key: str, known: Mapping[str, Any]) -> dict[str, Any]:
        given = self._given.get(key)
        if given is None or given.value is None or not known:
            return {}
        return self._mapping(given, known, key)

    def _mapping(self, given: Written, known: Mapping[str, Any], key: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if not isinstance(given.value, dict):
            self._wrong(f"'{key}' holds 'key: value' lines", key, f"the keys are {', '.join(known)}", given.value)
            return made
        for name, value in given.value.items():
            line = given.keys[name]
            if name not in known:
                self.errors.append(_unknown(name, known, file=self._file, line=line))
                continue
            try:
                made[name] = checked(value.value, known[name])
            except WrongValueError as error:
                shown = value.value if isinstance(value.value, str) else None
                wrong = CurationError(
                    f"'{name}' is wrong", file=self._file, line=line, text=shown, remedy=f"write {error}"
                )
                self.errors.append(wrong)
        return made

    def _check_place(self, entry: Entry) -> None:
        if entry.place.at is None and entry.what not in vocabulary.WITHOUT_WORDS and not self.errors:
            self._wrong("'at' is missing", None, "add 'at:' with 'exact: …', the words of the article it is about")
        wordless = [place for place in entry.others if place.at is None]
        if wordless and entry.what not in vocabulary.WITHOUT_WORDS and not self.errors:
            self._wrong("a place in 'with' has no words", "with", "add 'at: …' to it")
