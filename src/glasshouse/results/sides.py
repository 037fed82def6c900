"""What each scheme of a run did, side by side: subjects, grades or lists, sanctions, refusals."""

from typing import NamedTuple

import polars as pl

from glasshouse.results.run import Run, percent


class Share(NamedTuple):
    """A grade or a list, and how many hold it or are on it at the end."""

    name: str
    number: int
    share: float | None


class Side(NamedTuple):
    """One scheme of a run, in numbers; those of subjects are at the end, those of requests over the whole run."""

    scheme: str
    title: str
    who: str  # 'people' or 'firms'
    scored: int
    grades: tuple[Share, ...]
    lists: tuple[Share, ...]
    sanctioned: int
    wrongly: int  # of them
    asked: int
    refused: int  # by this scheme
    given_up: int  # not asked for any more, since this scheme refused it for so long
    refused_by_any: int  # by any scheme of the run, of what anybody of the same kind asked for

    @property
    def standing(self) -> str:
        """How its subjects stand at the end, in a few words: grades, or lists where there are none.

        Grades and lists that hold nobody are left out.
        """
        held = [f"{one.name} {percent(one.share)}" for one in self.grades if one.number]
        listed = [f"{one.number:,} on “{one.name}”" for one in self.lists if one.number and not held]
        return ", ".join(held or listed) or ("nobody listed" if self.lists and not self.grades else "-")


def sides(run: Run) -> list[Side]:
    """Every scheme of a run, in the order in which they were named."""
    return [_side(run.under(name)) for name in run.schemes]


def _side(run: Run) -> Side:
    sanctioned, wrongly = run.metric("sanctioned_share"), run.metric("wrongful_share")
    asked, refused, given_up, by_any = (
        int(run.answers[name].sum()) for name in ("asked", "refused", "given_up", "refused_by_any")
    )
    end = pl.col("month") == run.info["months"]
    return Side(
        scheme=run.info["scheme"]["id"], title=run.scheme.title, who=run.catalogue.cast.who,
        scored=sanctioned["of"] or 0, grades=_shares(run.grades.filter(end), "grade"),
        lists=_shares(run.lists.filter(end), "title"), sanctioned=sanctioned["people"] or 0,
        wrongly=wrongly["people"] or 0, asked=asked, refused=refused, given_up=given_up, refused_by_any=by_any,
    )  # fmt: skip


def _shares(frame: pl.DataFrame, name: str) -> tuple[Share, ...]:
    return tuple(Share(row[name], row["people"], row["share"]) for row in frame.iter_rows(named=True))
