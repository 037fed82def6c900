"""Lawful speech, petition and belief in two worlds: how many acts there are, and how many fewer than in the other."""

from glasshouse.charts.bars import pairs_of_bars
from glasshouse.charts.chart import Chart
from glasshouse.charts.frames import frame
from glasshouse.charts.numbers import marks_of, mean_of, size_of, text_of
from glasshouse.charts.study import ANY_COMPARISONS, TwoWorlds, has_many_seeds, runs_of
from glasshouse.charts.style import Drawing, Row, Words, nothing
from glasshouse.charts.table import Layout, Number, Numbers, Table
from glasshouse.charts.two_worlds import in_world, names
from glasshouse.results.comparison_totals import ALL_OF_THEM
from glasshouse.results.numbers import FEW, NO_BREAK, SHARE, Form
from glasshouse.storage.kinds import SIDES

FEWER = Form(100.0, f"{NO_BREAK}%", 1, signed=True)
WHAT = "Lawful speech, petition and belief"


def speech(study: TwoWorlds) -> tuple[Row, list[Row]] | None:
    """All lawful speech, petition and belief, and each kind of it that happens; None if there is none in either world.

    Each row has ``fewer``: the world with fewer acts, or nothing where too few acts differ to tell.
    """
    rows = [_with_fewer(study, row) for row in frame(study, "speech").to_dicts() if row["acts_a"] or row["acts_b"]]
    whole = [row for row in rows if row["conduct"] == ALL_OF_THEM]
    return (whole[0], [row for row in rows if row["conduct"] != ALL_OF_THEM]) if whole else None


def _with_fewer(study: TwoWorlds, row: Row) -> Row:
    less = row["acts_a"] - row["acts_b"]
    enough = (row["a_only"] + row["b_only"]) * size_of(study) >= FEW
    return {**row, "fewer": "" if not less or not enough else "a" if less < 0 else "b"}


def fewer_share(study: TwoWorlds, row: Row) -> str:
    """How many fewer acts there are in the world with fewer, as a share of those in the other.

    Of many seeds with its interval; ``fewer_in_x`` is defined wherever the other world has any.
    """
    return text_of(study, row, f"fewer_in_{row['fewer']}", SHARE)


def headline(study: TwoWorlds) -> str:
    """How much less lawful speech, petition and belief there is in which world, in a sentence."""
    found = speech(study)
    if found is None:
        return f"{WHAT}: none in either world."
    whole, _ = found
    if not whole["fewer"]:
        each = [f"{text_of(study, whole, f'acts_{side}')} acts in {in_world(study, side)}" for side in SIDES]
        return f"{WHAT}: {' and '.join(each)}, {_hardly(whole)}."
    less, more = (whole["fewer"], *(side for side in SIDES if side != whole["fewer"]))
    counts = f"{text_of(study, whole, f'acts_{less}')} acts against {text_of(study, whole, f'acts_{more}')}"
    there = f"than there would be in {in_world(study, more)}"
    return f"{WHAT}: {fewer_share(study, whole)} fewer in {in_world(study, less)} {there}, {counts}."


def _hardly(row: Row) -> str:
    """What is said where no world surely has fewer acts."""
    return "too few that differ to tell" if row["a_only"] or row["b_only"] else "the same"


def by_kind(study: TwoWorlds, *, sure: bool = False) -> list[str]:
    """Every kind of it, with how many fewer there are in which world and the counts; ``sure``: where enough differ."""
    found = speech(study)
    return [_told(study, row) for row in found[1] if row["fewer"] or not sure] if found else []


def _told(study: TwoWorlds, row: Row) -> str:
    counts = " and ".join(f"{text_of(study, row, f'acts_{side}')} in {side}" for side in SIDES)
    fewer = f"{fewer_share(study, row)} fewer in {row['fewer']}" if row["fewer"] else _hardly(row)
    return f"{row['title']}: {fewer} ({counts})"


def _words(study: TwoWorlds) -> Words:
    """How much less of it there is in which world; in full, every kind."""
    found = speech(study)
    if found is None:
        return nothing(f"Nobody speaks up, petitions or worships outside registered places in {runs_of(study)}.")
    if not (found[0]["a_only"] or found[0]["b_only"]):
        return nothing(headline(study))
    return Words(headline(study), f"{headline(study)} {'; '.join(by_kind(study))}.")


def _draw(study: TwoWorlds, words: Words) -> Drawing:
    found = speech(study)
    assert found is not None  # or the words say that there is nothing to draw
    whole, kinds = found
    return pairs_of_bars(
        [_bar(study, row) for row in (whole, *kinds)], words, names(study), {"title": "acts", "label": "happen"}
    )


def _bar(study: TwoWorlds, row: Row) -> Row:
    """What two bars need of a row: their numbers and texts."""
    fewer = fewer_share(study, row) if not has_many_seeds(study) and row["fewer"] else ""
    share = fewer or (mean_of(study, row, f"fewer_in_{row['fewer']}", SHARE) if row["fewer"] else "")
    both = " · ".join(f"{side} {mean_of(study, row, f'acts_{side}')}" for side in SIDES)
    less = f" · {share} fewer in {row['fewer']}" if row["fewer"] else ""
    return {
        "title": "All together" if row["conduct"] == ALL_OF_THEM else row["title"],
        "label": " · ".join(f"{text_of(study, row, f'acts_{side}')} in {side}" for side in SIDES) + less,
        "brief": f"{share} fewer in {row['fewer']}" if row["fewer"] else both,
        **{side: marks_of(row, f"acts_{side}") for side in SIDES},
    }


def _table(study: TwoWorlds) -> Table | None:
    """Every kind of it: acts in each world, in one alone, and how many fewer there are."""
    numbers: Numbers = {
        **{f"acts_{side}": f"In {in_world(study, side)}" for side in SIDES},
        "both": "The same acts in both", "a_only": "In a, not in b", "b_only": "In b, not in a",
        "fewer_in_a": Number("Fewer in a than in b (−: more)", FEWER),
        "fewer_in_b": Number("Fewer in b than in a (−: more)", FEWER),
    }  # fmt: skip
    caption = f"{WHAT}: acts over the whole time, and how many fewer, as a share of those in the other world"
    return Layout(caption, {"title": "Act"}, numbers, lambda _: _rows(study))(study)


def _rows(study: TwoWorlds) -> list[Row]:
    found = speech(study)
    return [] if found is None else [found[0], *found[1]]


SPEECH = Chart(
    "lawful_speech", "speech", ANY_COMPARISONS, _words, _draw, _table,
    question="How much lawful speech, petition and belief is there in each world?",
    note="What people may lawfully say, petition for and believe; it is summed with nothing else.",
)  # fmt: skip
