"""The evidence on which names of several articles are one, and the joined entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sourcebook.link.nodes import Key, Node, Parts, nodes
from sourcebook.name_forms import is_acronym, key, misspelt
from sourcebook.records import Entity, Form
from sourcebook.text import digest, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sourcebook.records import Analysed

_MISSPELT = "one letter from "


def merge_entities(ordered: Sequence[Analysed]) -> tuple[tuple[Entity, ...], dict[tuple[str, str], str]]:
    """Return the entities of the folder by id, and for each article's local id the joined one.

    Args:
        ordered: the articles in the order of their ids.
    """
    made = nodes(ordered)
    parts = Parts(len(made))
    _same_names(made, parts)
    _full_names(made, parts)
    _surnames(made, parts)
    return _entities([[made[i] for i in part] for part in parts.all()])


def _same_names(made: list[Node], parts: Parts) -> None:
    """Join entities of one type with the same name, or with a whole name that the text gives as another's alias."""
    seen: dict[tuple[str, Key], int] = {}
    fulls = _surname_owners(made)
    for number, node in enumerate(made):
        short = node.type == "person" and len(node.key) == 1
        if short and len(fulls.get(node.key[0], ())) > 1:
            continue
        whole = {k for k in node.keys if len(k) > 1 or k == node.key}
        if node.type != "person":
            whole |= {k for k in node.keys if is_acronym("".join(k).upper())}
        for k in sorted(whole):
            parts.join(number, seen.setdefault((node.type, k), number))


def _surname_owners(made: list[Node]) -> dict[str, set[Key]]:
    found: dict[str, set[Key]] = defaultdict(set)
    for node in made:
        if node.type == "person" and len(node.key) > 1:
            found[node.key[-1]].add(node.key)
    return found


def _full_names(made: list[Node], parts: Parts) -> None:
    """Join full names of persons that differ in a middle name, in "Abu" or in one letter, where only one fits."""
    people = [(i, n) for i, n in enumerate(made) if n.type == "person" and len(n.key) > 1]
    by_key: dict[Key, int] = {}
    for number, node in people:
        by_key.setdefault(node.key, number)
    longer: dict[Key, set[Key]] = defaultdict(set)
    near: dict[tuple[Key, int, Key], set[Key]] = defaultdict(set)
    for k in by_key:
        for cut in _shortened(k):
            longer[cut].add(k)
        for hole in _holes(k):
            near[hole].add(k)
    together = _together(made)
    for k in sorted(by_key):
        fits = [o for o in longer.get(k, ()) if o != k]
        if len({parts.find(by_key[o]) for o in fits}) == 1:
            parts.join(by_key[k], by_key[fits[0]])
        similar = {o for hole in _holes(k) for o in near[hole] if o != k and _one_wrong(k, o)}
        similar = {o for o in similar if frozenset((k, o)) not in together}
        if len({parts.find(by_key[o]) for o in similar}) == 1:
            parts.join(by_key[k], by_key[next(iter(similar))])


def _shortened(full: Key) -> Iterator[Key]:
    """Yield the shorter full names that may stand for `full`: without its first words, without its middle ones."""
    for start in range(1, len(full) - 1):
        yield full[start:]
    if len(full) > 2:
        yield (full[0], full[-1])


def _holes(full: Key) -> Iterator[tuple[Key, int, Key]]:
    """Yield `full` with one word given up to one letter; names one letter apart have such a form in common."""
    for at, word in enumerate(full):
        rest = full[:at] + full[at + 1 :]
        for cut in range(1, len(word) + 1):
            yield rest, at, (word[:cut] + word[cut + 1 :],)


def _one_wrong(one: Key, other: Key) -> bool:
    wrong = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(wrong) == 1 and misspelt(*wrong[0])


def _together(made: list[Node]) -> set[frozenset[Key]]:
    """Return pairs of similar full names that one article keeps apart."""
    by_article: dict[str, dict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for node in made:
        if node.type == "person" and len(node.key) > 1:
            by_article[node.article][node.key[0]].append(node.key)
            by_article[node.article][node.key[-1]].append(node.key)
    found: set[frozenset[Key]] = set()
    for sharing in by_article.values():
        for keys in sharing.values():
            found.update(frozenset((a, b)) for a in keys for b in keys if a != b)
    return found


def _surnames(made: list[Node], parts: Parts) -> None:
    """Give a surname that stands alone in an article to the one person of the folder who bears it."""
    owners: dict[str, set[int]] = defaultdict(set)
    bearer: dict[str, int] = {}
    for number, node in enumerate(made):
        if node.type == "person" and len(node.key) > 1:
            owners[node.key[-1]].add(parts.find(number))
            bearer.setdefault(node.key[-1], number)
    for number, node in enumerate(made):
        if node.type == "person" and len(node.key) == 1 and len(owners.get(node.key[0], ())) == 1:
            parts.join(number, bearer[node.key[0]])


def _entities(joined: list[list[Node]]) -> tuple[tuple[Entity, ...], dict[tuple[str, str], str]]:
    named = sorted(((_name(members), members) for members in joined), key=_order)
    used: set[str] = set()
    ids: dict[tuple[str, str], str] = {}
    made: list[Entity] = []
    for name, members in named:
        made.append(_entity(_id(name, members, used), name, members))
        used.add(made[-1].id)
        ids.update({(m.article, m.entity.id): made[-1].id for m in members})
    return tuple(sorted(made, key=lambda e: e.id)), ids


def _order(named: tuple[str, list[Node]]) -> tuple[str, int, str, str]:
    """Order for giving ids: of those with one name the one in most articles keeps it bare."""
    name, members = named
    return slug(name), -len({m.article for m in members}), members[0].type, members[0].article


def _id(name: str, members: list[Node], used: set[str]) -> str:
    bare = slug(name)
    kind = _type(members)
    for made in (bare, f"{bare}-{kind}"):
        if made not in used:
            return made
    return f"{bare}-{kind}-{digest(name, members[0].article, members[0].entity.id, length=6)}"


def _type(members: list[Node]) -> str:
    tally = Counter(m.type for m in members)
    return max(sorted(tally), key=lambda t: tally[t])


def _name(members: list[Node]) -> str:
    """Return the most complete of the frequent forms that are not known to be misspelt."""
    articles: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for member in members:
        for form, count in member.forms.items():
            if not member.why.get(form, "").startswith(_MISSPELT):
                counts[form] += count
                articles[form] += 1
        articles[member.entity.name] += 1
        counts[member.entity.name] += 0
    whole = [f for f in articles if len(key(f)) > 1] if members[0].type == "person" else list(articles)
    spelled = [f for f in whole if not is_acronym(f)] or whole or list(articles)
    return min(spelled, key=lambda f: (f.isupper() and not is_acronym(f), -articles[f], -len(key(f)), -counts[f], f))


def _entity(made: str, name: str, members: list[Node]) -> Entity:
    counts: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    why: dict[str, str] = {}
    for member in members:
        for form in {*member.forms, *member.why}:
            counts[form] += member.forms[form]
            articles[form].add(member.article)
            if form in member.why:
                why.setdefault(form, member.why[form])
    kind = members[0].type
    return Entity(
        id=made,
        type=kind,
        name=name,
        aliases=tuple(
            Form(form=f, articles=tuple(sorted(articles[f])), count=counts[f], why=why.get(f) or reason(name, f))
            for f in sorted(counts, key=lambda f: (-counts[f], f))
            if f != name
        ),
        roles=tuple(r for m in members for r in m.entity.roles) if kind == "person" else (),
        mentions=tuple(x for m in members for x in m.entity.mentions),
    )


def reason(name: str, form: str) -> str:
    """Return why `form` is taken for `name`, from the two alone."""
    one, other = key(name), key(form)
    if one == other:
        return "same name, other spelling"
    wrong = next((b for a in other for b in one if misspelt(a, b)), None)
    if wrong is not None and not set(other) <= set(one):
        return _MISSPELT + wrong.title()
    if set(other) <= set(one):
        return "part of the full name"
    return "given as the same in the text"
