"""What a scheme says of others: their lists, the members of a bundle, and its own variants."""

from collections.abc import Iterator, Mapping

from glasshouse.base.errors import GlasshouseError, no_such
from glasshouse.base.yamlfile import Where, validated
from glasshouse.population.library import find_world, world_ids
from glasshouse.scheme.check.faults.dates import meet
from glasshouse.scheme.check.faults.finding import Said
from glasshouse.scheme.language.change import changed
from glasshouse.scheme.language.files import load_scheme, scheme_ids, scheme_path
from glasshouse.scheme.language.model import Member, Scheme

BELONGS_TO_MEMBERS = (
    "score", "accounts", "grades", "limits", "rules", "clean", "lists", "connected", "consequences", "repair", "appeal",
    "tests",
)  # fmt: skip
OF_THE_WRITTEN = ("variants", "tests")


def wrong_others(scheme: Scheme) -> Iterator[Said]:
    """Everything that is wrong with what a scheme says of other schemes of the library."""
    yield from _lists_of_others(scheme)
    yield from _members(scheme)


def found_in_library(name: str) -> Scheme | str:
    """The scheme of the library with this id, as it is written, or a sentence that says why there is none."""
    if name not in scheme_ids():
        return no_such("a scheme of the library", name, scheme_ids())
    try:
        return load_scheme(scheme_path(name))
    except GlasshouseError:
        return f"the scheme {name!r} of the library cannot be read; check it first."


def _lists_of_others(scheme: Scheme) -> Iterator[Said]:
    named: list[tuple[Where, str, str]] = []
    for at, rule in enumerate(scheme.rules):
        if rule.list is not None:
            named.append((("rules", at), rule.list, rule.whose))
    for at, entry in enumerate(scheme.lists):
        if entry.enter.list is not None:
            named.append((("lists", at, "enter"), entry.enter.list, entry.enter.whose))
        elif entry.enter.whose != "own":
            yield ("lists", at, "enter", "whose"), "says whose list; leave it out where there is none."
    known: dict[str, Scheme | str] = {}
    for where, name, whose in named:
        firms = scheme.subjects.kind == "firm"
        if (whose == "leader" and not firms) or (whose == "led firm" and firms):
            only = "firms have a leader" if whose == "leader" else "persons lead a firm"
            yield (*where, "whose"), f"only {only}, and this scheme scores {'firms' if firms else 'persons'}."
            continue
        if wrong := _wrong_list(scheme, name, whose, known):
            yield (*where, "list"), wrong


def _wrong_list(scheme: Scheme, name: str, whose: str, known: dict[str, Scheme | str]) -> str | None:
    """What is wrong with the name of a list of another scheme, if anything is."""
    other, slash, entry = name.partition("/")
    if not slash or not other or not entry:
        own = [one.id for one in scheme.lists]
        meant = " A list of this scheme needs no rule: let what enters it set the grade, too." if name in own else ""
        return f"{name!r} has not the form 'scheme/list', such as 'court-list/defaulters'.{meant}"
    if other == scheme.id:
        return f"{name!r} is a list of this scheme itself; only lists of others are heard."
    there = known.setdefault(other, found_in_library(other))
    if isinstance(there, str):
        return there
    lists = [one.id for one in there.lists]
    if entry not in lists:
        return no_such(f"a list of {other}", entry, lists)
    return _wrong_kind(scheme.subjects.kind, there.subjects.kind, other, whose)


def _wrong_kind(scored: str, listed: str, other: str, whose: str) -> str | None:
    """Why those whom another scheme lists are not those whose list is meant, if so."""
    if whose != "own":
        wanted = "firm" if whose == "led firm" else "person"
        return None if listed == wanted else f"{other} lists {listed}s. Leave 'whose' out."
    if listed == scored:
        return None
    remedy = {"firm": "led firm", "person": "leader"}[listed]
    return f"{other} lists {listed}s, and this scheme scores {scored}s. Add 'whose: {remedy}'."


def _members(scheme: Scheme) -> Iterator[Said]:
    if not scheme.members:
        return
    for key in BELONGS_TO_MEMBERS:
        if getattr(scheme, key):
            yield (key,), "a bundle has no rules of its own: this belongs in one of its members."
    regions = sorted({region.id for world in world_ids() for region in find_world(world).regions})
    for at, member in enumerate(scheme.members):
        where: Where = ("members", at)
        there = found_in_library(member.scheme)
        if member.scheme == scheme.id:
            yield (*where, "scheme"), "is this bundle itself."
        elif isinstance(there, str):
            yield (*where, "scheme"), there
        elif there.members:
            yield (*where, "scheme"), f"{member.scheme} is a bundle, too. Name its members here instead."
        for region in member.region or ():
            if region not in regions:
                yield (*where, "region"), no_such("a region of a world", region, regions)
        if any(_share_a_place(member, one) for one in scheme.members[:at]):
            yield (*where, "scheme"), f"{member.scheme} stands above for the same place and time."


def _share_a_place(one: Member, other: Member) -> bool:
    """Whether two members are the same scheme in the same place at the same time."""
    if one.scheme != other.scheme or not meet(one, other):
        return False
    return one.region is None or other.region is None or bool(set(one.region) & set(other.region))


def varied(scheme: Scheme, changes: Mapping[str, object], name: str) -> Scheme:
    """The scheme with ``changes`` made, without its variants and examples, which are those of the scheme as written.

    ``name`` stands for it in messages; see :func:`glasshouse.scheme.language.change.changed` for the changes.

    Raises
    ------
    GlasshouseError
        If a change names nothing, or what comes out has not the form of a scheme.
    """
    said = scheme.model_dump(mode="json", by_alias=True, exclude_unset=True)
    values = {key: value for key, value in said.items() if key not in OF_THE_WRITTEN}
    return validated(changed(values, changes), {}, Scheme, name)
