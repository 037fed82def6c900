"""Text that must have a form, such as an id or a date: whether it has, and what is told if not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from glasshouse.base.errors import LONGEST_NAME, plain


@dataclass(frozen=True)
class Form:
    """The form of a text, as an annotation of a field: ``Annotated[str, Form(...)]``."""

    pattern: str  # of the whole text; also in the JSON Schema
    told: str  # what a message says of a text that has it not, after the text itself
    most: int | None = None  # letters
    meant: Callable[[str], str] | None = None  # what somebody may have meant who wrote a text that has it not

    def fits(self, text: str) -> bool:
        """Whether a text has the form."""
        return (self.most is None or len(text) <= self.most) and re.fullmatch(self.pattern, text) is not None

    def checked(self, text: str) -> str:
        """The text itself.

        Raises
        ------
        ValueError
            If it has not the form; the message says which that is, and what was perhaps meant.
        """
        if self.fits(text):
            return text
        perhaps = [plain(text), *([] if self.meant is None else [self.meant(plain(text))])]
        hint = next((f" Perhaps {one!r}?" for one in perhaps if self.fits(one)), "")
        raise ValueError(f"{text!r:.{LONGEST_NAME}} {self.told}.{hint}")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        limits = {} if self.most is None else {"maxLength": self.most}
        return {**handler(schema), "pattern": f"^{self.pattern}$", **limits}


def in_plain_digits(text: str, reads: Callable[[str], object]) -> str:
    """A remedy for a text that ``reads`` refuses with a ValueError, but not if it is :func:`plain`; or nothing.

    >>> in_plain_digits("１２", int), in_plain_digits("12", str), in_plain_digits("twelve", int)
    (" Write '12', with the digits 0 to 9.", '', '')
    """
    meant = plain(text)
    if meant == text:
        return ""
    try:
        reads(meant)
    except ValueError:
        return ""
    return f" Write {meant!r:.{LONGEST_NAME}}, with the digits 0 to 9."
