"""What a notebook shows of a life says that it is synthetic, and shows text as text."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from glasshouse.results.notebook import html_of, html_of_twins
from glasshouse.results.run import SYNTHETIC

HOSTILE = "<script>alert('x')</script> & \"co\""


class Page(HTMLParser):
    """The tags and the text of a page, every tag closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"style"}
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def named(**parts: Any) -> Any:
    return SimpleNamespace(**parts)


def an_explanation(**more: Any) -> Any:
    record = named(clause=HOSTILE, points=-5, title=HOSTILE, source=HOSTILE, age=1, wrong=True, months_left=11)
    unread = named(clause=None, points=0, title="Fine", source="police", age=2, wrong=False, months_left=None)
    lift = named(months=2, what=HOSTILE, grade="A", score=1000)
    return named(**{
        "kind": "person", "person": 4711, "traits": {"age": HOSTILE}, "begins": "2016-11", "month": 14,
        "scheme": HOSTILE, "score": 995, "grade": "B", "lists": (HOSTILE,), "wrongly": (HOSTILE,),
        "deserved_grade": "A",
        "records": (record, unread), "lifts": (lift,), "sum_of": None, "balance": -20, "next_grade": "A",
        "counts": (HOSTILE,), "elsewhere": (named(scheme=HOSTILE, score=None, grade=None, lists=()),), **more,
    })  # fmt: skip


def a_month(**more: Any) -> Any:
    standing = named(scheme=HOSTILE, score=995, grade="B", lists=())
    return named(**{"month": 0, "standings": (standing,), "means": named(money=1.5, strain=0.25), **more})


def two_lives(**more: Any) -> Any:
    months = tuple(a_month(month=at) for at in range(40))
    return named(**{
        "kind": "person", "person": 4711, "traits": {"age": HOSTILE}, "begins": "2016-01", "titles": (HOSTILE, "None"),
        "months": (months, months), "parted": 5, "parted_at": 5, "causes": (HOSTILE,), **more,
    })  # fmt: skip


def test_every_text_is_text_and_nothing_comes_from_elsewhere():
    for page in (html_of(an_explanation()), html_of_twins(two_lives())):
        found = Page(page)
        assert found.tags <= {"div", "p", "strong", "br", "table", "thead", "tbody", "tr", "th", "td"}
        assert any(HOSTILE in text for text in found.texts)
        assert found.texts[0] == SYNTHETIC


def test_a_file_is_told_as_on_the_command_line():
    text = " ".join(Page(html_of(an_explanation(scheme="sesame"))).texts)
    assert "Person 4,711, who is synthetic" in text
    assert "2018-01, under sesame: 995 points, grade B" in text
    assert "Without the wrong records: grade A" in text
    assert "Kept beside the file, for good: -20" in text
    assert "If grades were set now: grade A" in text
    assert "wrong" in text
    assert "counts for 11 months more" in text
    assert "not read by this scheme" in text
    assert "2018-03" in text  # when the lift comes


def test_an_empty_file_is_told_to_be_empty():
    text = " ".join(Page(html_of(an_explanation(records=(), lifts=()))).texts)
    assert "The file is empty." in text
    assert "what would lift them" not in text


def test_two_lives_show_where_they_part_and_how_many_months_are_left_out():
    text = " ".join(Page(html_of_twins(two_lives())).texts)
    assert "The lives diverge in 2016-06." in text
    assert "2016-05" in text
    assert "2016-04" not in text
    assert "23 months more in .frame()" in text  # 40 months, of which 4 before and 13 shown


def test_lives_that_never_part_are_told_in_a_line():
    found = Page(html_of_twins(two_lives(parted=None)))
    assert "table" not in found.tags
    assert "The lives never diverge: 39 months are the same in both." in found.texts
