"""What a check finds: where in the file, what, and how grave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from glasshouse.base.yamlfile import Lines, Where, dotted, line_of, problem

Level = Literal["error", "warning", "note"]
Said = tuple[Where, str]
"""A place and a sentence about it."""


@dataclass(frozen=True)
class Finding:
    """One thing that a check found. An error keeps a scheme from running; a warning and a note do not."""

    level: Level
    where: Where
    text: str
    line: int | None = None  # None where the scheme comes from no file

    def __str__(self) -> str:
        """The finding as a line of text."""
        if self.line is None:
            return f"  {dotted(self.where)}: {self.text}"
        return problem({self.where: self.line}, self.where, self.text)


def findings(level: Level, said: Iterable[Said], lines: Lines | None) -> list[Finding]:
    """Findings of one level in the order of the file, each once."""
    found = {Finding(level, where, text, line_of(lines, where) if lines else None) for where, text in said}
    return sorted(found, key=lambda one: (one.line or 0, [str(part).zfill(4) for part in one.where], one.text))
