"""Pictures that leave the report: whole and readable at any width, with the caveat and the source in them."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import made_up_run
import pytest
from made_up_comparison import made_up_comparison
from rendered import rendered
from small_ensemble import ensemble_of_run
from small_twin_ensemble import twins_of

from glasshouse import charts
from glasshouse.charts.caption import caption_of
from glasshouse.charts.style import WIDTH, Chart
from glasshouse.population.firms import FIRMS
from glasshouse.results.run import SYNTHETIC, Run

NARROW, WIDE = 320, 1200
MADE: dict[str, Callable[[], Any]] = {
    "run": cache(made_up_run.made_up_run),
    "comparison": cache(made_up_comparison),
    "ensemble": cache(lambda: ensemble_of_run(MADE["run"]())),
    "many comparisons": cache(lambda: twins_of(MADE["comparison"]())),
}


@cache
def drawn(made: str, name: str) -> Chart:
    """A chart of one of them, which is drawn once for all widths."""
    return charts.draw(name, MADE[made]())


@pytest.mark.parametrize(("made", "width"), [*product(MADE, (NARROW, WIDTH)), ("run", WIDE)])
def test_a_picture_is_whole_no_text_lies_on_another_and_it_says_what_it_is(made: str, width: int):
    of = MADE[made]()
    wrong = {}
    for name in charts.names_for(of):
        found = rendered(drawn(made, name).properties(width=width))
        assert found.width == width
        problems = [*found.cut(), *found.collisions()]
        if problems:
            wrong[name] = problems
        for line in caption_of(of):
            assert line in found.said, name
        assert charts.words_of(name, of).title in found.said, name
    assert not wrong


def test_dots_of_groups_are_not_mirrored_in_a_narrow_picture():
    spec = charts.who_is_where(MADE["run"]()).to_dict()
    ranges = re.findall(r"'expr': '(max\([^']*width[^']*)'", str(spec))
    assert ranges
    assert all(one.startswith("max((width < 460 ? 118 : 150) + ") for one in ranges)


def test_the_caption_names_the_rules_with_their_digest_the_world_and_the_seed():
    caveat, source = caption_of(MADE["run"]())
    assert caveat == SYNTHETIC
    assert source == "harbour-2016 5c5c5c5c · 670,000 people in harbour · seed 1 · Glasshouse 0.1.0"
    _, source = caption_of(MADE["comparison"]())
    assert re.match(r"a: \S+ [0-9a-f]{8} · b: none [0-9a-f]{8} · ", source)
    assert " · 5 seeds from 1 · " in caption_of(MADE["ensemble"]())[1]


def test_a_picture_of_firms_speaks_of_firms():
    people = MADE["run"]()
    of_firms = replace(people.catalogue, cast=FIRMS)
    run = Run(people.info, made_up_run.frames(60), scheme=people.scheme, world=people.world, catalogue=of_firms)
    said = rendered(charts.sanctions_over_time(run)).said
    assert "7,788 firms are under sanction" in said
    assert "Synthetic people and firms" in said
    assert "firms" in charts.sanctions_over_time(run).description


def test_a_sentence_that_stands_for_a_chart_carries_the_caveat_too():
    said = rendered(charts.refusals(made_up_run.nobody_sanctioned())).said
    assert "Nobody was refused a service in this run." in said
    assert SYNTHETIC in said


def test_texts_that_are_cut_or_lie_on_one_another_are_found():
    found = rendered(charts.who_is_where(MADE["run"]()).properties(width=120))
    assert found.collisions()


def test_a_saved_page_needs_nothing_from_elsewhere_and_lets_no_text_end_its_script(tmp_path: Path):
    chart = charts.recovery(MADE["run"]())
    chart.description = "</script><script>alert(1)</script>"
    chart.save(tmp_path / "recovery.html")
    page = (tmp_path / "recovery.html").read_text(encoding="utf-8")
    assert "<script src" not in page
    assert "<link" not in page
    assert page.count("</script>") == 2
    assert "alert(1)\\u003c/script>" in page
    assert "width=device-width" in page
    assert '{"actions": false' in page  # a menu would lead to an editor elsewhere
    assert '"width": "container"' in page


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "json"])
def test_a_chart_is_saved_in_every_form_that_altair_knows(kind: str, tmp_path: Path):
    charts.flows(MADE["run"]()).save(tmp_path / f"flows.{kind}")
    assert (tmp_path / f"flows.{kind}").stat().st_size > 1000
