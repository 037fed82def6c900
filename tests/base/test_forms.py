"""Text that must have a form: what fits, what is told, and what was perhaps meant."""

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from glasshouse.base.forms import Form, in_plain_digits

ROOM = Form("[a-z]+-[0-9]{2}", "is no room, such as 'hall-12'", 8, lambda text: text.replace(" ", "-"))
READ = TypeAdapter(Annotated[str, ROOM])


def test_what_has_the_form_is_read_as_it_is():
    assert READ.validate_python("hall-12") == "hall-12"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hall", "'hall' is no room, such as 'hall-12'."),
        ("hall-12\n", "'hall-12\\n' is no room, such as 'hall-12'."),
        ("corridor-12", "'corridor-12' is no room, such as 'hall-12'."),
        ("hall-１２", "'hall-１２' is no room, such as 'hall-12'. Perhaps 'hall-12'?"),
        ("hall 12", "'hall 12' is no room, such as 'hall-12'. Perhaps 'hall-12'?"),
        ("ｈａｌｌ 12", "'ｈａｌｌ 12' is no room, such as 'hall-12'. Perhaps 'hall-12'?"),
    ],
)
def test_what_has_it_not_is_refused_in_words_with_what_was_perhaps_meant(text: str, told: str):
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(text)
    assert refused.value.errors()[0]["msg"] == f"Value error, {told}"


def test_editors_know_the_form():
    assert READ.json_schema() == {"type": "string", "pattern": "^[a-z]+-[0-9]{2}$", "maxLength": 8}


def test_a_remedy_is_told_only_where_it_helps():
    assert in_plain_digits("２x", int) == ""
    assert in_plain_digits("２", int) == " Write '2', with the digits 0 to 9."
