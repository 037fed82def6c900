"""Pages in Markdown: what an author wrote shows as it was written, and does nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from glasshouse.base.markdown import code, link, mixed, paragraphs, table, web, words

READER = MarkdownIt("commonmark").enable("table")
MARKS = st.text(st.sampled_from("ab1 \\`*_[]()<>&;#|!-+.{}~=:\"'/é\n"), max_size=40)


def inline(text: str) -> list[Token]:
    return [one for token in READER.parse(text) if token.type == "inline" for one in token.children or ()]


def shown(text: str) -> str:
    """What a reader sees of a page of one paragraph, or of one cell."""
    found = inline(text)
    assert {one.type for one in found} <= {"text", "text_special", "code_inline", "softbreak"}, text
    return "".join("\n" if one.type == "softbreak" else one.content for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "[a](javascript:alert(1))", "![a](http://a/b)", "<http://a>", "*a*", "__a__",
        "`a b`",
        "a\\", "&lt;b&gt;", "&#60;", "snake_case_name", "a | b", "\\| a", "{raw}`x`", "[a]: http://b", "a\\`b`",
    ],
)  # fmt: skip
def test_marks_in_a_text_are_shown_and_mean_nothing(text: str):
    assert shown(words(text)).replace("`", "") == text.replace("`", "")
    [cell] = [one for one in READER.parse(table(["x"], [[text]])) if one.type == "inline" and one.content != "x"]
    assert "".join(one.content for one in cell.children or ()).replace("`", "") == text.replace("`", "")


@settings(max_examples=300)
@given(MARKS)
def test_whatever_a_cell_holds_the_table_has_it_in_one_cell(text: str):
    found = READER.parse(table(["x", "y"], [[text, "end"]]))
    cells = [one for one in found if one.type == "inline"]
    assert len(cells) == 4
    assert {one.type for cell in cells for one in cell.children or ()} <= {"text", "text_special", "code_inline"}
    assert "".join(one.content for one in cells[2].children or ()).replace("`", "") == " ".join(text.split()).replace(
        "`", ""
    )


@settings(max_examples=300)
@given(MARKS)
def test_whatever_a_paragraph_holds_it_is_one_of_text(text: str):
    found = READER.parse(paragraphs(text))
    assert {one.type for one in found} <= {"paragraph_open", "inline", "paragraph_close"}
    assert not any(
        one.type in ("html_inline", "link_open", "image", "em_open", "strong_open") for one in inline(paragraphs(text))
    )


@settings(max_examples=300)
@given(MARKS)
def test_whatever_a_name_holds_it_is_one_name(text: str):
    found = inline(f"a {code(text)} b")
    one = " ".join(text.split())
    assert [each.content for each in found if each.type == "code_inline"] == ([one] if one else [])


def test_a_name_in_a_text_may_stand_in_back_ticks():
    assert words("the variant `two-years` and `no name`") == "the variant `two-years` and \\`no name\\`"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//a.b", "", None, " https://a"]
)
def test_links_lead_to_the_web_alone(url: str | None):
    assert web(url) is None
    assert link("a [b]", url) == "a \\[b\\]"


@pytest.mark.parametrize(
    "url", ["https://a.b/c) <script> (d", 'https://a.b/"x" y', "https://a.b/[c]|d`e`", "https://a.b/é?c&amp;d=%20"]
)
def test_an_address_stays_one_address(url: str):
    opened = [one for one in inline(link("a", url)) if one.type == "link_open"]
    assert len(opened) == 1
    assert str(opened[0].attrs["href"]).startswith("https://a.b/")
    assert {one.type for one in inline(link("a", url))} == {"link_open", "text", "link_close"}


def test_parts_are_taken_by_their_words_unless_they_are_marked():
    assert mixed("*a* ", code("b"), " <c>") == "\\*a\\* `b` &lt;c>"
