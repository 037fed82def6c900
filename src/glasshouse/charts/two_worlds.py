"""Two worlds side by side: what charts call them, and their months in one row each.

a is solid and filled, b is dashed and pale with an outline; colour only repeats that.
"""

from glasshouse.charts.frames import frame
from glasshouse.charts.study import TwoWorlds
from glasshouse.charts.style import SOLID_EDGE, Row
from glasshouse.charts.table import by_month
from glasshouse.storage.kinds import SIDES

DASHES = [SOLID_EDGE, [7, 3]]
LONGEST_NAME = 30
NOBODY = ("none", "none-firms")  # schemes that score nobody


def names(study: TwoWorlds) -> tuple[str, str]:
    """What both worlds are called in a chart: a or b, and how its schemes were asked for."""
    one, other = (f"{side['name']}: {shortened(side['reference'])}" for side in study.info["sides"])
    return one, other


def in_world(study: TwoWorlds, side: str) -> str:
    """A world by its letter and its rules, as titles and tables name it.

    Such as ``a (rongcheng-2016)``, or ``b (no scheme)``.
    """
    reference = next(str(one["reference"]) for one in study.info["sides"] if one["name"] == side)
    return f"{side} ({'no scheme' if reference in NOBODY else shortened(reference)})"


def shortened(reference: str) -> str:
    """A reference to schemes that fits a legend: its beginning, and its end, where changes stand.

    >>> shortened("none"), shortened("my/rules.yaml"), shortened("rongcheng-2016:rules.utility-theft.points=-200")
    ('none', 'rules.yaml', 'rongcheng-…ity-theft.points=-200')
    """
    text = reference.rpartition("/")[2] if "=" not in reference else reference
    return text if len(text) <= LONGEST_NAME + 2 else f"{text[:10]}…{text[10 - LONGEST_NAME - 1 :]}"


def side_by_side(study: TwoWorlds) -> list[Row]:
    """The months that a table shows: ``a_x`` and ``b_x`` for each x of both worlds, and ``less_x``, a minus b."""
    less = frame(study, "less").rename(lambda name: name if name == "month" else f"less_{name}")
    for side in SIDES:
        one = frame(study, "over_time").filter(world=side).drop("world")
        one = one.rename(lambda name, side=side: name if name == "month" else f"{side}_{name}")  # type: ignore[misc]
        less = less.join(one, on="month", maintain_order="left")
    return by_month(less)
