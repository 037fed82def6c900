"""The line under the big numbers, and the lists that it leads to."""

import re
from pathlib import Path

import glasshouse as gh
from glasshouse.report.block import Folded, Paragraph, Shown
from glasshouse.report.build import page_of
from glasshouse.report.known import counted, how_well, lists, of_study
from glasshouse.report.page import Page
from glasshouse.results.known import WAYS, by_way
from glasshouse.results.run import Run


def test_every_count_of_the_line_leads_to_a_list_of_so_many(run: Run):
    line, _ = how_well(Page(run))
    assert isinstance(line, Paragraph)
    shown = [(one.id, one.inside) for one in lists(run) if isinstance(one, Folded)]
    sizes = {place: len(inside.table.rows) for place, inside in shown if isinstance(inside, Shown)}
    found = re.findall(r'<a href="#([a-z-]+)">([\d,]+)', str(line.text))
    assert found
    assert all(sizes[place] == int(number.replace(",", "")) for place, number in found)
    page = page_of(run)
    assert all(f'<details id="{place}">' in page for place, _ in found)


def test_the_line_stands_right_under_the_four_numbers(run: Run):
    page = page_of(run)
    between = page[page.index('<ul class="cards">') : page.index("How well it is known.")]
    assert "<section" not in between
    assert "<h2" not in between


def test_the_parts_add_up_to_the_whole(run: Run):
    _, parts = how_well(Page(run))
    assert isinstance(parts, Folded)
    assert isinstance(parts.inside, Shown)
    rows = [[int(str(cell).replace(",", "")) for cell in row[1:]] for row in parts.inside.table.rows]
    sums = [sum(row[at] for row in rows) for at in range(len(WAYS))]
    numbers = of_study(run)
    assert sums == [by_way(numbers).get(way, 0) for way in WAYS]
    assert f"Of {len(numbers):,} rules and numbers that the result uses" in counted(run)


def test_many_comparisons_use_the_same_as_one_and_lead_nowhere_as_their_page_has_no_list(tmp_path: Path):
    asked = {"world": "hamlet", "people": 600, "months": 2}
    one = gh.compare("rongcheng-2016", "none", **asked)
    many = gh.compare("rongcheng-2016", "none", seeds=2, out=tmp_path / "many", **asked)
    assert of_study(many) == of_study(one)
    line, _ = how_well(Page(many))
    assert "How well it is known." in str(line.text)
    assert "<a href" not in str(line.text)
    assert of_study(gh.compare("rongcheng-2016", "none", seeds=2, **asked)) == []
