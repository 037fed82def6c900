"""What each part of the model that is on has to say on the page of a run."""

import glasshouse as gh
from glasshouse.report.build import page_of
from glasshouse.report.parts import told


def lived(parts: str | None) -> gh.Run:
    return gh.run(scheme="rongcheng-2016", world="hamlet", people=600, months=3, parts=parts)


def test_a_run_without_parts_has_no_section_of_one():
    run = lived(None)
    assert list(told(run)) == []
    assert 'id="learning"' not in page_of(run)


def test_a_part_that_is_on_answers_its_question_with_the_counts_behind():
    run = lived("learning:learns=0.2")
    (one,) = told(run)
    assert one.question.endswith("?")
    assert [row[0] for row in one.numbers.rows] == [
        "People who learned from a record",
        "Lessons taught by wrong records",
        "Held back by what was learned",
    ]
    assert ("0.2", "assumed, from 0 to 0.25") in [(row[2], str(row[3])[:23]) for row in one.settings.rows]


def test_the_page_leads_to_the_section_and_tells_the_limits():
    run = lived("learning")
    page, (one,) = page_of(run), told(run)
    assert '<a href="#learning">' in page
    assert page.count('<section id="learning"') == 1
    assert "One learns from one&#39;s own records alone" in page
    assert one.question in page
