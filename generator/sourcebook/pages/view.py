"""The findings as one page reads them, noting every table that is looked into and under which key.

Nobody has to tell, or can forget, what a page depends on; whatever is reached in another way than these tables makes
a page depend on everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from markupsafe import Markup

from sourcebook.records import Article, Entity, Source

from .options import Options
from .prose import Prose
from .sentences import Piece
from .site import Site
from .trails import Trails

Key = str | tuple[str | int, ...]
Noted = tuple[str, Key]

# What most pages show of somebody or of a source, and nothing more: its mentions in other articles do not count then.
LIGHT: Final[Mapping[type[Entity | Source], tuple[str, ...]]] = {
    Entity: ("id", "name", "type", "status"),
    Source: ("id", "name", "kind", "entity", "status"),
}
# Tables whose values are such records, or begin with one.
OF_RECORDS: Final[Mapping[str, type[Entity | Source]]] = {"entities": Entity, "sources": Source}
OF_PAIRS: Final[Mapping[str, type[Entity | Source]]] = {"mentions": Entity, "roles": Entity, "citations": Source}
# What is noted of where the sentence at an offset stands, of its words, and of the sentences between two.
SENTENCE, WORDS, EVIDENCE = "sentence", "words", "evidence"


class View(Site):
    """The findings as a page reads them, noting what is read.

    Args:
        site: the findings; read through, never changed.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self.read: dict[Noted, None] = {}
        self.whole = False
        for name, value in vars(site).items():
            if isinstance(value, Mapping):
                setattr(self, name, _Table(name, value, self))
            elif isinstance(value, Trails):
                setattr(self, name, _Trails(name, value, self))
        self.options = cast("Options", _Options(self, site.options))
        self.prose = cast("Prose", _Prose(self, site.prose))

    def start(self, reads: Iterable[Noted]) -> None:
        """Begin a unit."""
        self.read = dict.fromkeys(reads)
        self.whole = False

    def note(self, table: str, key: Key) -> None:
        """Note that something was looked up."""
        self.read[table, key] = None

    def is_shown(self, article: Article, piece: Piece) -> bool:
        """Return whether a sentence stands on its article's page."""
        if self.is_withheld(article):
            self.note("articles", article.id)
            self.note("_evidence", article.id)
        return self._site.is_shown(article, piece)

    def sentence(self, page: str, article: str, offset: int) -> Markup | None:
        """Return the link to a sentence; of its article no more counts than where that sentence stands."""
        self.note("option", "directory_urls")
        self.note(SENTENCE, (article, offset))
        return self._site.sentence(page, article, offset)

    def evidence(self, article: str, start: int, end: int) -> Markup:
        """Return the sentences around a finding; of its article no more counts than these."""
        self.note(EVIDENCE, (article, start, end))
        return self._site.evidence(article, start, end)

    def words(self, article: str, offset: int) -> str | None:
        """Return the text of a sentence; of its article no more counts."""
        self.note(WORDS, (article, offset))
        return self._site.words(article, offset)

    def __getattr__(self, name: str) -> Any:
        """Return what is no table; who reads it depends on everything."""
        value = getattr(self._site, name)
        if isinstance(value, bool | int | str):
            self.note(".", name)
        else:
            self.whole = True
        return value


class _Table(Mapping[Any, Any]):
    """A table of the findings that notes under which keys it is looked into."""

    def __init__(self, name: str, table: Mapping[Any, Any], view: View) -> None:
        self._name = name
        self._table = table
        self._view = view

    def __getitem__(self, key: Any) -> Any:
        self._view.note(self._name, key)
        return self._shown(self._table[key])

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what stands under a key, noting that it was asked for."""
        self._view.note(self._name, key)
        return self._shown(self._table[key]) if key in self._table else default

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._view.note(f"{self._name}.__contains__", (key,))
        else:
            self._view.note(self._name, cast("Key", key))
        return key in self._table

    def __len__(self) -> int:
        self._view.note("#", self._name)
        return len(self._table)

    def __iter__(self) -> Iterator[Any]:
        self._view.whole = True
        return iter(self._table)

    def _shown(self, value: Any) -> Any:
        if self._name in OF_RECORDS:
            return _Light(value, OF_RECORDS[self._name], self._view)
        if self._name in OF_PAIRS:
            kind = OF_PAIRS[self._name]
            return [(_Light(record, kind, self._view), place) for record, place in value]
        return value


class _Light:
    """Somebody or a source, of whom it is noted when more is asked for than a name."""

    __slots__ = ("_kind", "_of", "_view")

    def __init__(self, of: Entity | Source, kind: type[Entity | Source], view: View) -> None:
        self._of = of
        self._kind = kind
        self._view = view

    def __getattr__(self, name: str) -> Any:
        if name not in LIGHT[self._kind]:
            self._view.note("whole", (self._kind.__name__, self._of.id))
        return getattr(self._of, name)


class _Options:
    """The choices of the site, noting which one is read."""

    def __init__(self, view: View, options: Options) -> None:
        self._view = view
        self._options = options
        self.references = _Table("references", options.references, view)

    def __getattr__(self, name: str) -> Any:
        self._view.note("option", name)
        return getattr(self._options, name)


class _Prose:
    """Counts of words, noting whose."""

    def __init__(self, view: View, prose: Prose) -> None:
        self._view = view
        self._prose = prose

    def __getattr__(self, name: str) -> Any:
        count = getattr(self._prose, name)

        def counted(article: str, *passages: Any) -> Any:
            self._view.note("articles", article)
            return count(article, *passages)

        return counted


class _Trails:
    """Ways from report to report, noting what was asked of them."""

    def __init__(self, name: str, trails: Trails, view: View) -> None:
        self._name = name
        self._trails = trails
        self._view = view

    def __getattr__(self, name: str) -> Any:
        act = getattr(self._trails, name)

        def asked(*what: str | int) -> Any:
            self._view.note(f"{self._name}.{name}", what)
            return act(*what)

        return asked
