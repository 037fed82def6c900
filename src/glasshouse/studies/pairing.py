"""The two worlds of a comparison: what each is made of, brought to the same subjects, and what that would take."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from glasshouse.base.advice import doing
from glasshouse.base.errors import GlasshouseError
from glasshouse.measure.apart import LIFE
from glasshouse.results.comparison import names_of
from glasshouse.scheme.language.files import scheme_path
from glasshouse.scheme.language.model import Scheme
from glasshouse.scheme.library.system import Placement, placement
from glasshouse.scheme.library.system import parts_of as names_in
from glasshouse.storage import provenance
from glasshouse.storage.checkpoint import Checkpoint
from glasshouse.storage.kinds import SIDES
from glasshouse.studies import branching
from glasshouse.studies.branching import Future
from glasshouse.studies.handover import carried, seats
from glasshouse.studies.simulate import OneRun, again
from glasshouse.studies.spec import Parts, Plan, RunSpec, parts_of, plan_of

APART_BYTES = 2 + 2 * (2 * LIFE + 4 + 2 + 4)  # of a comparison, per subject
NOBODY_SCORES = {"person": "none", "firm": "none-firms"}

Both = tuple[OneRun, OneRun]


def sides_of(spec: RunSpec, other: str | Path) -> Both:
    """Both worlds of a comparison: that of ``spec``, and the same with other schemes.

    Where one of them scores firms (or persons) and the other does not, these live there too, and nobody scores them.

    Raises
    ------
    GlasshouseError
        If anything named is wrong, or the schemes are about different subjects.
    """
    beside = replace(spec, scheme=other, parts=spec.parts if spec.parts_beside is None else spec.parts_beside)
    return paired(OneRun(spec, parts_of(spec)), OneRun(beside, parts_of(beside)))


def paired(one: OneRun, two: OneRun) -> Both:
    """Both worlds with the same kinds of subject.

    Raises
    ------
    GlasshouseError
        If the schemes are about different subjects.
    """
    meant = [_meant(side.parts) for side in (one, two)]
    if all(meant) and not meant[0] & meant[1]:
        names = [f"{side.spec.scheme} scores {_many(own)}" for side, own in zip((one, two), meant, strict=True)]
        raise GlasshouseError(
            f"{names[0]} and {names[1]}: they have no subjects in common, so there is nothing to compare. Compare each "
            f"with the world without it: {doing('compare', one.spec.scheme, 'none')}"
        )
    wanted = (meant[0] | meant[1]) or (one.parts.kinds & two.parts.kinds) or {"person"}
    return replace(one, parts=_with_kinds(one.parts, wanted)), replace(two, parts=_with_kinds(two.parts, wanted))


def _meant(parts: Parts) -> set[str]:
    """The kinds of subject that schemes are about; where nobody is scored, whichever the other world has."""
    return parts.kinds if any(_has_rules(one.scheme) for one in parts.placed) else set()


def _has_rules(scheme: Scheme) -> bool:
    return bool(scheme.score or scheme.grades or scheme.lists)


def _many(kinds: set[str]) -> str:
    return " and ".join(sorted(f"{kind}s" for kind in kinds))


def _with_kinds(parts: Parts, wanted: set[str]) -> Parts:
    """The same, with just these kinds of subject, of whom some may be scored by nobody; persons first."""
    kept = [one for one in parts.placed if one.scheme.subjects.kind in wanted]
    missing = wanted - {one.scheme.subjects.kind for one in kept}
    nobody = [placement(scheme_path(NOBODY_SCORES[kind]), parts.catalogue, parts.firms) for kind in sorted(missing)]
    since = max(one.counted_from for one in parts.placed)
    placed: list[Placement] = [*kept, *(replace(one, counted_from=since) for one in nobody)]
    return replace(parts, placed=tuple(placed))


def forked(
    run: Path | str,
    at: str | int,
    one: str | None,
    other: str | None,
    *,
    threads: int | None = None,
    force: bool = False,
) -> tuple[Future, Future]:
    """Two branches of a run from one of its months, with everything checked that can be before anything is simulated.

    Raises
    ------
    GlasshouseError
        As ``branching.future_of`` does, and if one of them lets go of subjects that the other scores.
    """
    a, b = (branching.future_of(run, at, name, threads=threads, force=force) for name in (one, other))
    if a.parts.kinds != b.parts.kinds:
        raise GlasshouseError(
            f"From {a.begins} on {a.spec.scheme} scores {_many(a.parts.kinds)} and {b.spec.scheme} "
            f"{_many(b.parts.kinds)}. Name schemes for the same subjects, such as none or none-firms beside them."
        )
    return a, b


def sides_from(futures: tuple[Future, Future], start: Checkpoint) -> Both:
    """The two worlds of two branches that begin with the same month."""
    one, two = (branching.study_of(each, start) for each in futures)
    return one, two


def plan_from(futures: tuple[Future, Future]) -> Plan:
    """What it would take to live two branches at once, their past apart."""
    sides = [OneRun(each.spec, each.parts) for each in futures]
    left = [OneRun(replace(side.spec, months=side.spec.months - futures[0].month), side.parts) for side in sides]
    whole, short = (plan_of_both((one, two)) for one, two in (sides, left))
    return whole._replace(months=short.months, seconds=short.seconds)


def beside(side: OneRun, scheme: str | Path) -> OneRun:
    """The same world under other schemes, with the same beginning."""
    spec = replace(side.spec, scheme=scheme)
    parts = replace(side.parts, placed=parts_of(spec).placed)
    if side.start is None:
        return OneRun(spec, parts)
    before, after = (seats(one.placed, spec.begins, spec.months) for one in (side.parts, parts))
    return OneRun(spec, parts, carried(side.start, before, after))


def plan_of_both(both: Both) -> Plan:
    """What a comparison of these worlds would take."""
    one, two = (plan_of(side.spec, side.parts) for side in both)
    return one._replace(
        state_bytes=one.state_bytes + two.state_bytes + APART_BYTES * one.people,
        memory_bytes=one.memory_bytes + two.memory_bytes + APART_BYTES * one.people,
        disk_bytes=one.disk_bytes + two.disk_bytes + APART_BYTES * one.people,
        seconds=one.seconds + two.seconds,
    )


def described_both(both: Both) -> dict[str, Any]:
    """What ``comparison.json`` says of a comparison that begins now."""
    infos = [side.contents.info for side in both]
    one = infos[0]
    alike = ("world", "engine", "seed", "months", "follow", "records", "firms", "dated", "begins", "command", "created",
             "versions", "machine")  # fmt: skip
    kinds = list(dict.fromkeys(placed.scheme.subjects.kind for placed in both[0].parts.placed))
    who = ["people" if kind == "person" else "firms" for kind in sorted(kinds, reverse=True)]
    return {
        "run": provenance.sha256(" ".join(info["run"] for info in infos))[:12],
        "sides": [
            {
                "name": name,
                "reference": str(side.spec.scheme),
                "title": _title(side),
                "run": info["run"],
            }
            for name, side, info in zip(SIDES, both, infos, strict=True)
        ],
        **{name: one[name] for name in alike},
        **{name: one[name] for name in ("branch", "burn_in") if one.get(name)},
        "who": who,
        "tables": names_of(who),
    }


def _title(side: OneRun) -> str:
    """What a world is called: its schemes, and the parts of the model that are on."""
    schemes = " + ".join(placed.scheme.title for placed in named(side))
    return f"{schemes}, with {side.spec.parts}" if side.spec.parts else schemes


def named(side: OneRun) -> list[Placement]:
    """The schemes that a world was asked for with, without those that only stand for subjects of the other world."""
    asked = names_in(side.spec.scheme)
    placed = list(side.parts.placed)
    return [one for one in placed if one.scheme.id not in NOBODY_SCORES.values() or one.scheme.id in asked] or placed


def both_again(folder: Path, infos: Sequence[Mapping[str, Any]]) -> Both:
    """Both worlds of a comparison in a folder, to be simulated again."""
    one, two = (again(folder / name, info) for name, info in zip(SIDES, infos, strict=True))
    return one, two
