"""A declaration of a chart: of whom it speaks, what it is drawn of, and what it says where there is nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from made_up_comparison import made_up_comparison

from glasshouse.charts.chart import Chart
from glasshouse.charts.registry import CHARTS
from glasshouse.charts.study import ONE_RUN
from glasshouse.charts.style import NOTHING, Words, nothing
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

SANCTIONS: Chart = CHARTS["sanctions_over_time"]


def test_a_chart_fits_the_studies_that_it_declares(run: Run):
    alone = replace(SANCTIONS, studies=(ONE_RUN,))
    assert alone.fits(run)
    assert not alone.fits(made_up_comparison())


def test_how_a_chart_is_read_is_said_of_a_picture_alone(run: Run):
    noted = replace(SANCTIONS, note="Dots are people.")
    assert noted.words_of(run).note == "Dots are people."
    own = replace(noted, words=lambda _: Words("A title.", "In full.", note="Lines are people."))
    assert own.words_of(run).note == "Lines are people."
    assert replace(noted, words=lambda _: nothing("Nobody is here.")).words_of(run).note == ""


def test_where_there_is_nothing_to_show_the_chart_is_a_sentence(run: Run):
    empty = replace(SANCTIONS, words=lambda _: nothing("Nobody is here."))
    assert empty.drawn(run).to_dict()["height"] == NOTHING


def test_the_chart_that_contributing_adds_is_drawn_of_one_seed_and_of_many(run: Run, ensemble: Ensemble):
    page = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    added: dict[str, Any] = {}
    exec(page[page.index("### A chart") :].split("```py\n")[1].split("```")[0], added)
    for study in (run, ensemble):
        words, table = added["DEBT_UNDER_SANCTION"].words_of(study), added["DEBT_UNDER_SANCTION"].table_of(study)
        assert "of people under sanction are in debt" in words.title
        assert table is not None
        assert added["DEBT_UNDER_SANCTION"].drawn(study).to_dict()["datasets"]
    assert "low" in added["DEBT_UNDER_SANCTION"].drawn(ensemble).to_json()
