"""The big numbers: who is under sanction, how many wrongly, what was refused, what was recorded and lost."""

import numpy as np

from glasshouse.life.tables import FALSELY, LOST, RECORDED, STRUCK_WRONG
from glasshouse.measure.registry import Cells, Finding, listed_cells, metric, share, wrongly_cells
from glasshouse.measure.tally import ASKED, FAVOURED, GIVEN_UP, REFUSED, Tallies
from glasshouse.measure.wrongful import ANY, LISTED, MISSED, WRONGLY

END = "At the end of the run."
SHORROCKS = "A. F. Shorrocks, The measurement of mobility, Econometrica 46 (1978)"


def _now(tallies: Tallies, cells: Cells) -> int:
    """People in ``cells`` at the end of the run."""
    return int(tallies.people[-1][:, cells].sum())


def _subjects(tallies: Tallies) -> int:
    return int(tallies.people[-1].sum())


@metric(title="People under sanction", unit="people")
def sanctioned_people(tallies: Tallies, sanctioned: Cells) -> Finding:
    """People on a list or in a grade that refuses something, at the end of the run."""
    people = _now(tallies, sanctioned)
    return Finding(float(people), people, _subjects(tallies), END)


@metric(title="Share under sanction", unit="share of subjects", limits=(0, 1))
def sanctioned_share(tallies: Tallies, sanctioned: Cells) -> Finding:
    """Share of all subjects who are on a list or in a grade that refuses something, at the end of the run."""
    return share(_now(tallies, sanctioned), _subjects(tallies), END)


@metric(title="Share of sanctions that are wrongful", unit="share of people under sanction", limits=(0, 1))
def wrongful_share(tallies: Tallies, sanctioned: Cells) -> Finding:
    """Share of those under sanction who are so by wrong records alone: FP/(TP + FP).

    Nothing would sanction them without the wrong records. Who would be under another sanction is not counted here;
    of each list and grade for itself, see the table ``confusion``.
    """
    return share(_now(tallies, sanctioned & wrongly_cells()), _now(tallies, sanctioned), END)


@metric(title="Wrongly under sanction, of those who deserve none", unit="share of people", limits=(0, 1))
def wrongful_risk(tallies: Tallies, sanctioned: Cells) -> Finding:
    """Share of those whom nothing would sanction without wrong records who are under sanction: FP/(FP + TN)."""
    wrongly, missed = (int(tallies.held[-1, ANY, how]) for how in (WRONGLY, MISSED))
    return share(wrongly, wrongly + _now(tallies, ~sanctioned) - missed, END)


@metric(title="Missed because of wrong records", unit="people")
def missed_people(tallies: Tallies, _: Cells) -> Finding:
    """People who are not under sanction, and would be by the right records alone: FN.

    A wrong record that gives points may hide right ones that take them. What nobody recorded is not counted: how much
    of what happens is on record stands in the table ``conducts``.
    """
    rightly, _wrongly, missed = (int(one) for one in tallies.held[-1, ANY])
    return Finding(float(missed), missed, rightly + missed, END)


@metric(title="People on a list", unit="people")
def listed_people(tallies: Tallies, _: Cells) -> Finding:
    """People on a list that refuses something, at the end of the run."""
    people = _now(tallies, listed_cells())
    return Finding(float(people), people, _subjects(tallies), END)


@metric(title="Wrongly on a list", unit="people")
def listed_wrongly(tallies: Tallies, _: Cells) -> Finding:
    """People on lists that refuse something of which none would hold them without the wrong records."""
    rightly, wrongly, _missed = (int(one) for one in tallies.held[-1, LISTED])
    return Finding(float(wrongly), wrongly, rightly + wrongly, END)


@metric(title="Times somebody came under sanction", unit="entries")
def entries(tallies: Tallies, _: Cells) -> Finding:
    """Entries into sanction over the whole run; one person may enter more than once."""
    entered = int(tallies.entered[1:, 0].sum())
    return Finding(float(entered), entered, None, f"of them wrongly: {int(tallies.entered[1:, 1].sum()):,}")


@metric(title="Entries into sanction a year", unit="entries per 1,000 subjects a year")
def entries_per_1000_a_year(tallies: Tallies, _: Cells) -> Finding:
    """How often somebody comes under sanction, per 1,000 subjects and year."""
    entered, months = int(tallies.entered[1:, 0].sum()), len(tallies.entered) - 1
    person_years = int(tallies.people[1:].sum()) / 12
    return Finding(1000 * entered / person_years if person_years else None, entered, None, f"over {months} months")


@metric(title="Entries that were wrongful", unit="share of entries", limits=(0, 1))
def wrongful_entries_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of entries into sanction that wrong records made."""
    entered = tallies.entered[1:].sum(axis=0)
    return share(int(entered[1]), int(entered[0]))


@metric(title="Requests refused", unit="share of requests", limits=(0, 1))
def refused_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of all requests for a service that a grade or list refused, over the whole run."""
    asked, refused, _given_up, _favoured = _requests(tallies)
    return share(refused, asked)


@metric(title="Requests given up", unit="share of requests", limits=(0, 1))
def given_up_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of all requests there would be that nobody makes any more, after being refused for so long.

    Over the whole run. Who may not ask for a service gives nothing up.
    """
    asked, _refused, given_up, _favoured = _requests(tallies)
    return share(given_up, asked + given_up)


@metric(title="Requests refused or given up", unit="share of requests", limits=(0, 1))
def turned_away_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of all requests there would be that were refused, or not made any more after so many refusals.

    Over the whole run. Where schemes refuse for so long that people stop asking, refusals alone become fewer; this
    share does not.
    """
    asked, refused, given_up, _favoured = _requests(tallies)
    return share(refused + given_up, asked + given_up)


@metric(title="Requests granted with a reward", unit="share of requests", limits=(0, 1))
def favoured_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of all requests for a service that a high grade or a list made better, over the whole run."""
    asked, _refused, _given_up, favoured = _requests(tallies)
    return share(favoured, asked)


def _requests(tallies: Tallies) -> list[int]:
    """Requests that were made, refused, given up, and granted with a reward."""
    return [int(tallies.asked[:, :, column].sum()) for column in (ASKED, REFUSED, GIVEN_UP, FAVOURED)]


@metric(title="Records that are wrong", unit="share of records", limits=(0, 1))
def wrong_records_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of all records that are about something that did not happen, or that somebody else did."""
    return share(int(tallies.events[:, :, FALSELY].sum()), int(tallies.events[:, :, RECORDED].sum()))


@metric(title="Wrong records struck on appeal", unit="share of wrong records", limits=(0, 1))
def wrong_records_struck_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of wrong records that were contested and struck, over the whole run."""
    return share(int(tallies.events[:, :, STRUCK_WRONG].sum()), int(tallies.events[:, :, FALSELY].sum()))


@metric(title="Records that found no place", unit="share of records", limits=(0, 1))
def overflow_share(tallies: Tallies, _: Cells) -> Finding:
    """Share of records that a full file dropped: how far short files limit the result.

    If more than one in a hundred of the records that rules count were dropped, the run says so beside its first number.
    """
    return share(int(tallies.events[:, :, LOST].sum()), int(tallies.events[:, :, RECORDED].sum()))


@metric(title="In the same grade a year later", unit="share of subjects", limits=(0, 1))
def same_grade_after_a_year(tallies: Tallies, _: Cells) -> Finding:
    """Share of subjects whose grade is that of twelve months ago, over all years of the run."""
    moved = tallies.yearly.sum(axis=0)
    return share(int(np.trace(moved)), int(moved.sum()))


@metric(title="Mobility between grades in a year", unit="index", limits=(0, 2), source=SHORROCKS)
def shorrocks_mobility(tallies: Tallies, _: Cells) -> Finding:
    """Shorrocks' index (k - trace P)/(k - 1) of the yearly transition matrix P.

    Over the k grades that had people. 0: nobody moves; 1: where one is says nothing about where one will be.
    """
    moved = tallies.yearly.sum(axis=0)
    held = np.flatnonzero(moved.sum(axis=1))
    if held.size < 2:
        return Finding(None, note="Fewer than two grades had people.")
    stay = moved[held, held] / moved[held].sum(axis=1)
    return Finding(float((held.size - stay.sum()) / (held.size - 1)))
