"""What a page about firms holds for a test that is about natural persons."""

import polars as pl

from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import text_of
from glasshouse.charts.study import OneWorld
from glasshouse.scheme.language.model import Scheme

PERSON = "sole trader"  # the form of a firm that is nobody but a natural person


def natural_persons(study: OneWorld) -> str:
    """How many of the firms are natural persons, and whether the list of a person falls on a firm or the other way."""
    rows = frame(study, "disparities").filter(pl.col("trait") == "form", pl.col("level") == PERSON).to_dicts()
    told = ["This scheme scores firms, so that limbs about persons are not told of it."]
    for row in rows:
        people, under = (text_of(study, row, name) for name in ("people", "sanctioned"))
        told.append(f"{people} of them are sole traders, who are natural persons; {under} of these are under sanction.")
    return " ".join([*told, _linked(study.scheme)]).strip()


def _linked(scheme: Scheme) -> str:
    entered = [one.enter.whose for one in scheme.lists if one.enter.list is not None]
    linked = sum(whose != "own" for whose in (*(rule.whose for rule in scheme.rules), *entered))
    if not linked:
        return "No rule reads a list of the persons who lead the firms."
    return f"{linked} of its rules read a list of the persons who lead the firms."
