"""Livelihoods: they are said of every level, and stages of debt lead to stages and conducts that there are."""

from collections.abc import Iterable

from glasshouse.base.errors import no_such
from glasshouse.base.evidence import Part
from glasshouse.life.model import Effect, Livelihood
from glasshouse.observe.files import Files, entries, list_name


def livelihood_names_every_level(files: Files) -> None:
    """A livelihood says of every level of means and age what it says of any, and of no others."""
    cast = files.cast
    needed = {
        "starting_savings": cast.means,
        "saving_rate": cast.means,
        "in_debt_at_start": cast.means,
        "active": "age",
    }
    for livelihood in files.one(Livelihood):
        for name, trait in needed.items():
            given = getattr(livelihood, name)
            for level in given:
                if level not in cast.traits[trait]:
                    text = no_such(f"a level of {trait}", level, cast.traits[trait])
                    files.wrong("livelihood.yaml", (name, level), text)
            for level in cast.adult_ages() if trait == "age" else cast.traits[trait]:
                if level not in given:
                    files.wrong("livelihood.yaml", (name,), f"{level!r} is missing.")


def debt_stages_exist(files: Files) -> None:
    """Stages of debt, and what leads to them, name stages that there are, each once."""
    for livelihood in files.one(Livelihood):
        known = [stage.id for stage in livelihood.stages]
        for at, stage in enumerate(livelihood.stages):
            if stage.id in known[:at]:
                files.wrong("livelihood.yaml", ("stages", at, "id"), f"{stage.id!r} is written twice. Keep one.")
            for key in ("falls_into", "cures_into"):
                target = getattr(stage, key)
                if target is not None and target not in known:
                    text = no_such("a debt stage", target, known)
                    files.wrong("livelihood.yaml", ("stages", at, key), text)
        for file, parts in entries(files):
            for at, part in enumerate(parts):
                for key, effect in _effects(part):
                    if effect.debt is not None and effect.debt not in known:
                        text = no_such("a debt stage of livelihood.yaml", effect.debt, known)
                        files.wrong(file, (list_name(file), at, key, "debt"), text)


def the_debt_ladder_fits_its_conducts(files: Files) -> None:
    """Every conduct comes about in one way: at a rate, when it falls due, or by the debt ladder."""
    conducts = {conduct.id: conduct for conduct in files.conducts}
    for livelihood in files.one(Livelihood) if conducts else ():
        made = set()
        for at, stage in enumerate(livelihood.stages):
            for key in ("conduct", "cure_conduct"):
                name = getattr(stage, key)
                made.add(name)
                if name is not None and name not in conducts:
                    files.wrong("livelihood.yaml", ("stages", at, key), no_such("a conduct", name, conducts))
        for at, conduct in enumerate(files.conducts):
            occurs = conduct.per_1000_a_year is not None or conduct.due is not None
            if occurs and conduct.id in made:
                text = "has a rate of its own, but the debt ladder makes it. Take out per_1000_a_year and due."
                files.wrong("conducts.yaml", ("conducts", at), text)
            if not occurs and conduct.id not in made:
                text = "can never occur: give it per_1000_a_year or due, or a stage of livelihood.yaml."
                files.wrong("conducts.yaml", ("conducts", at), text)


def _effects(part: Part) -> Iterable[tuple[str, Effect]]:
    for key in ("then", "if_granted", "if_refused"):
        effect = getattr(part, key, None)
        if effect is not None:
            yield key, effect
