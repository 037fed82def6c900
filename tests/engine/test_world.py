"""A scheme, a world and a catalogue made ready to be lived."""

import numpy as np
from busy import PEOPLE, busy, busy_catalogue, busy_scheme

from glasshouse.engine.world import ready
from glasshouse.life.compile import MOST_TEMPER
from glasshouse.population.library import find_world
from glasshouse.population.people import LANES, TRAITS, adults, level_index


def test_everybody_of_a_page_has_their_marks():
    made = busy()
    stratum = made.society.stratum
    assert len(made.about) == len(stratum)
    assert len(made.about) % LANES == 0
    assert np.array_equal(made.about & 1, adults()[stratum])
    assert np.array_equal(made.about >> 2, level_index("income")[stratum])


def test_whom_the_scheme_leaves_out_is_not_scored():
    scheme = busy_scheme(subjects={"where": {"settlement": "urban"}})
    made = ready(scheme, find_world("hamlet"), busy_catalogue(), PEOPLE)
    urban = level_index("settlement")[made.society.stratum] == TRAITS["settlement"].index("urban")
    assert np.array_equal(made.about >> 1 & 1 == 1, urban & (made.about & 1 == 1))


def test_no_temper_is_beyond_what_occasions_are_made_for():
    assert int(busy().society.temper.max()) <= MOST_TEMPER


def test_services_are_known_by_their_rows():
    made, catalogue = busy(), busy_catalogue()
    assert made.services == len(catalogue.services)
    rows = {kind.row: kind for kind in catalogue.kinds}
    assert [rows[row].service.id for row in made.service_kinds.tolist()] == [one.id for one in catalogue.services]
