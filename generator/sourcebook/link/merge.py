"""The evidence on which names of several articles are one, and the joined entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from sourcebook.link import people
from sourcebook.link.nodes import Key, Local, Node, Parts
from sourcebook.name_forms import is_acronym, key, misspelt, same_given
from sourcebook.records import Entity, Form
from sourcebook.text import digest, slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sourcebook.records import EntityType

_MISSPELT = "one letter from "
_Groups = list[list[tuple[str, str]]]
Regroup = Callable[[_Groups], _Groups]


def merge_entities(local: Local, regroup: Regroup | None = None) -> tuple[Iterator[Entity], list[str]]:
    """Return the entities of the folder by id, one after the other, and the id of the joined one for each node.

    Args:
        local: the entities of all articles.
        regroup: as for `link`.
    """
    made = local.nodes
    parts = Parts(len(made))
    _same_names(made, parts)
    people.join_full_names(made, parts)
    people.join_surnames(made, parts)
    people.join_first_names(made, parts)
    groups = [[made[i] for i in part] for part in parts.all()]
    named = sorted(
        ((_name(members), members) for members in (groups if regroup is None else _regrouped(groups, regroup))),
        key=_order,
    )
    ids = [""] * len(made)
    used: dict[str, int] = {}
    for number, (name, members) in enumerate(named):
        identifier = _id(name, members, used)
        used[identifier] = number
        for member in members:
            ids[member.number] = identifier
    return (_entity(local, identifier, *named[used[identifier]]) for identifier in sorted(used)), ids


def _regrouped(groups: list[list[Node]], regroup: Regroup) -> list[list[Node]]:
    by_key = {(node.article, node.local): node for group in groups for node in group}
    said = regroup([[(node.article, node.local) for node in group] for group in groups])
    return [[by_key[key] for key in group] for group in said]


def _same_names(made: list[Node], parts: Parts) -> None:
    """Join entities of one type with the same name, or with a name that the text gives as another's.

    A surname alone that several persons of the folder bear joins nothing, nor does an acronym that the articles give
    to different names.
    """
    seen: dict[tuple[EntityType, Key, str], int] = {}
    told_apart = _told_apart(made)
    bearers = people.bearers(made)
    contested = _contested(made)
    # Articles name the same people in the same ways, and what is made of these is then the same object: its like is
    # joined to what the first of them was joined to.
    first: dict[tuple[EntityType, int], int | None] = {}
    for number, node in enumerate(made):
        like = (node.type, id(node.keys))
        if like in first:
            known = first[like]
            if known is not None:
                parts.join(number, known)
            continue
        first[like] = None
        if node.type == "person" and len(node.key) == 1 and len(bearers.get(node.key[0], ())) > 1:
            continue
        for k in sorted(node.keys):
            if node.key == k or (_is_whole(node, k) and not {k, node.key} & contested):
                suffix = node.generation if k in told_apart else ""
                parts.join(number, seen.setdefault((node.type, k, suffix), number))
                first[like] = number


def _told_apart(made: list[Node]) -> set[Key]:
    """Return the names that father and son bear: "Roe Jr." and "Roe Sr."; who is called "Roe" alone is neither."""
    found: dict[Key, set[str]] = defaultdict(set)
    for node in made:
        if node.type == "person" and node.generation:
            found[node.key].add(node.generation)
    return {k for k, suffixes in found.items() if len(suffixes) > 1}


def _is_whole(node: Node, k: Key) -> bool:
    """Say whether an alias can stand for the entity anywhere: a full name, an acronym, a place's other spelling."""
    if node.type == "person":
        return len(k) > 1
    return len(k) > 1 or node.type == "place" or k in node.short


def _contested(made: list[Node]) -> set[Key]:
    """Return acronyms that stand for different names, and names that stand for different acronyms.

    Two names of one acronym are taken for variants where one's words or their initials agree with it.
    """
    spelled: dict[Key, set[Key]] = defaultdict(set)
    shortened: dict[Key, set[Key]] = defaultdict(set)
    for node in made:
        for short in node.short:
            for full in node.keys - node.short:
                spelled[short].add(full)
                shortened[_plain(full)].add(short)
    given = _given_together(made)
    found: set[Key] = set()
    for short, fulls in spelled.items():
        odd = sorted(f for f in fulls if len(f) > 1 and not _spells(f, short[0]))
        if len({_plain(f) for f in odd}) > 1 and not _are_variants(odd, given):
            found.add(short)
    for full, shorts in shortened.items():
        if len(shorts) > 1 and not any(_spells(full, short[0]) for short in shorts):
            found.update(shorts)
    return found


def _plain(full: Key) -> Key:
    """Return the words without plural and possessive endings, for comparing wordings of one name."""
    return tuple(w.rstrip("s") for w in full if len(w) > 1)


def _spells(full: Key, short: str) -> bool:
    """Say whether the initials of `full` are the acronym, small words left out or not, or begin it."""
    letters = "".join(w[0] for w in full)
    bare = "".join(w[0] for w in full if w not in {"of", "in", "the", "and", "for", "s"})
    return short in {letters, bare} or (len(bare) > 1 and short.startswith(bare))


def _given_together(made: list[Node]) -> dict[Key, set[frozenset[Key]]]:
    """Return for each form of a name the forms that articles give beside it, with itself."""
    found: dict[Key, set[frozenset[Key]]] = defaultdict(set)
    for keys in {node.keys for node in made if len(node.keys) > 1}:
        for k in keys:
            found[k].add(keys)
    return found


def _are_variants(fulls: list[Key], given: Mapping[Key, Iterable[frozenset[Key]]]) -> bool:
    """Say whether all `fulls` are wordings of one name: most words in common, or given beside each other by an article.

    Papers translate a foreign name each in their own way, and one may give two of the translations.
    """
    wanted = frozenset(fulls)
    words = {full: set(_plain(full)) for full in fulls}
    reached, waiting = {fulls[0]}, [fulls[0]]
    while waiting:
        full = waiting.pop()
        beside = frozenset[Key]().union(*(keys & wanted for keys in given.get(full, ())))
        near = beside | {other for other in fulls if _one_wording(words[full], words[other])}
        waiting.extend(near - reached)
        reached |= near
    return len(reached) == len(fulls)


def _one_wording(one: set[str], other: set[str]) -> bool:
    """Say whether two names have most of their words in common."""
    return 2 * len(one & other) >= max(len(one), len(other))


def _order(named: tuple[str, list[Node]]) -> tuple[str, int, str, str]:
    """Order for giving ids: of those with one name the one in most articles keeps it bare."""
    name, members = named
    return slug(name), -len({m.article for m in members}), members[0].type, members[0].article


def _id(name: str, members: list[Node], used: Container[str]) -> str:
    bare = slug(name)
    kind = _type(members)
    for made in (bare, f"{bare}-{kind}"):
        if made not in used:
            return made
    return f"{bare}-{kind}-{digest(name, members[0].article, members[0].local, length=6)}"


def _type(members: list[Node]) -> str:
    tally = Counter(m.type for m in members)
    return max(sorted(tally), key=lambda t: tally[t])


def _name(members: list[Node]) -> str:
    """Return the form in most articles, of equals the most frequent, then the most complete; on ties the first.

    For a person it is a full name that begins as one of the articles' own names does: "Jane Doe Roe", not "Doe Roe".
    Forms that are known to be misspelt give way to others.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    attested: dict[str, int] = defaultdict(int)
    for member in members:
        name, forms = member.name, member.forms
        attested[name] += sum(forms.values())
        # In text order: a set has another order in each process.
        for form in forms if name in forms else (*forms, name):
            if member.why and member.why.get(form, "").startswith(_MISSPELT):
                continue
            counts[form] += forms.get(form, 0)
            articles[form].add(member.article)
    # `min` returns the first of equals, and the forms stand in the order of the articles.
    return min(
        _showable(list(articles), members),
        key=lambda f: (
            f.isupper() and not is_acronym(f),
            -len(articles[f]),
            -counts[f],
            -len(key(f)),
            -attested[f],
        ),
    )


def _showable(forms: list[str], members: list[Node]) -> list[str]:
    """Return the forms that may be the name shown: full names of a person, names of a body that are spelled out."""
    if members[0].type != "person":
        return [f for f in forms if not is_acronym(f)] or forms
    named = Counter(m.key for m in members)
    firsts = {k[0] for k in named if not any(_is_tail(k, o) and named[o] >= named[k] for o in named)}
    full = [f for f in forms if len(key(f)) > 1]
    return [f for f in full if key(f)[0] in firsts] or full or [f for f in forms if " " in f] or forms


def _is_tail(short: Key, whole: Key) -> bool:
    return len(short) < len(whole) and whole[-len(short) :] == short


def _entity(local: Local, made: str, name: str, members: list[Node]) -> Entity:
    counts: dict[str, int] = defaultdict(int)
    articles: dict[str, set[str]] = defaultdict(set)
    why: dict[str, str] = {}
    for member in members:
        forms = member.forms
        for form in dict.fromkeys((*forms, *member.why)) if member.why else forms:
            counts[form] += forms.get(form, 0)
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
        roles=tuple(role for member in members for role in local.roles(member)) if kind == "person" else (),
        mentions=tuple(mention for member in members for mention in local.mentions(member)),
    )


def reason(name: str, form: str) -> str:
    """Return why `form` is taken for `name`, from the two alone."""
    one, other = key(name), key(form)
    if one == other:
        return "same name, other spelling"
    if set(other) <= set(one):
        return "part of the full name"
    if set(one) < set(other):
        return "the name in full"
    wrong = next((b for a in other for b in one if misspelt(a, b)), None)
    if wrong is not None:
        return _MISSPELT + wrong.title()
    if one[-1] == other[-1] and same_given(one[0], other[0]):
        return "other form of the first name"
    return "given as the same in the text"
