"""A town that can be counted by hand: the example by which each metric is explained, and tested."""

import numpy as np

from glasshouse.life.tables import FALSELY, LOST, RECORDED, STRUCK_WRONG
from glasshouse.measure.registry import Cells, sanctioned_cells
from glasshouse.measure.tally import ASKED, FAVOURED, GIVEN_UP, REFUSED, Tallies
from glasshouse.measure.wrongful import ANY, IN_GRADE, LISTED, ON_LIST
from glasshouse.population.people import PEOPLE

A, B, C = range(3)  # grades; C refuses something
ON_IT, WRONGLY = 8, 16  # added to a grade, they make a cell: on the list, and under sanction by wrong records alone
MONTHS, KIND, SERVICE = 24, 7, 90

TOLD = """\
A thousand people are scored for two years: 600 in town and 400 in villages. Grade C refuses something, and so does a
list.

| at the end | grade A | grade B | grade C | of them wrongly | on the list, in grade A | of them wrongly |
|---|---:|---:|---:|---:|---:|---:|
| town | 560 | 28 | 10 | 1 | 2 | 0 |
| villages | 340 | 32 | 20 | 3 | 8 | 2 |

So 40 are under sanction, 6 of them by wrong records alone. Ten more, in grade A, would be in grade C by their right
records. Thirty came under sanction in month 3, four of them wrongly, and 20 in month 20, one wrongly. Of these 50,
ten were free after a month (one of the five who entered wrongly), 20 of the other 40 after two (three of four), 16 of
20 after three (the last of the wrongly), and four never. All begin in grade A. In the first year 950 stay in it and
50 fall to B; in the second, 890 of those in A stay, 30 fall to B and 30 to C, and of the 50 in B 20 rise and 30 stay.
Ten records were written a month, four of them wrong; one of the wrong ones was struck, and two records found no
place. People asked for a service 80 times: 20 times it was refused, and eight times granted with a reward; 20 times
they no longer asked.
"""


def town() -> tuple[Tallies, Cells]:
    """The town as ``TOLD`` has it, and which cells of ``Tallies.people`` are people under sanction in it."""
    tallies = Tallies.for_months(MONTHS)
    grown = np.arange(PEOPLE.size)[PEOPLE.has("age", "30-44")[: PEOPLE.size]]
    urban = next(one for one in grown if PEOPLE.levels_of(int(one))["settlement"] == "urban")
    rural = next(one for one in grown if PEOPLE.levels_of(int(one))["settlement"] == "rural")
    tallies.people[:-1, urban, A], tallies.people[:-1, rural, A] = 600, 400
    cells = [A, B, C, C + WRONGLY, A + ON_IT, A + ON_IT + WRONGLY]
    tallies.people[-1, urban, cells] = 560, 28, 9, 1, 2, 0
    tallies.people[-1, rural, cells] = 340, 32, 17, 3, 6, 2
    tallies.held[-1, [ANY, LISTED, ON_LIST, IN_GRADE + C]] = [34, 6, 10], [8, 2, 0], [8, 2, 0], [26, 4, 10]
    tallies.entered[3], tallies.entered[20] = (30, 4), (20, 1)
    tallies.at_risk[1:4], tallies.at_risk[4:13, 0] = [[50, 5], [40, 4], [20, 1]], 4
    tallies.ended[1:4] = [[10, 1], [20, 3], [16, 1]]
    tallies.yearly[:, :2, :3] = [[[950, 50, 0], [0, 0, 0]], [[890, 30, 30], [20, 30, 0]]]
    tallies.events[:, KIND, [RECORDED, FALSELY, STRUCK_WRONG, LOST]] = 10, 4, 1, 2
    tallies.asked[urban, SERVICE, [ASKED, REFUSED, GIVEN_UP, FAVOURED]] = 80, 20, 20, 8
    return tallies, sanctioned_cells([False, False, True])
