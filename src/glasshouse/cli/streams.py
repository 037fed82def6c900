"""Standard input, output and error as a command may find them: closed, full, or with a reader who has left."""

import os
import signal
import sys
from typing import Any

from glasshouse.base.errors import GlasshouseError

READER_LEFT = 128 + signal.SIGPIPE
"""The exit status if nobody reads the result any more: what a shell says of ``yes | head -1``, and just as quiet."""


class Results:
    """Standard output: a result that cannot be written ends the command."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a piece of the result.

        Raises
        ------
        GlasshouseError
            If there is no room for it.
        """
        return int(self._do(self._stream.write, text) or 0)

    def flush(self) -> None:
        """Hand over what was written.

        Raises
        ------
        GlasshouseError
            If there is no room for it.
        """
        self._do(self._stream.flush)

    def _do(self, write: Any, *what: str) -> Any:
        try:
            return write(*what)
        except BrokenPipeError as error:
            self._drop()
            raise SystemExit(READER_LEFT) from error
        except OSError as error:
            self._drop()
            why = error.strerror or error
            raise GlasshouseError(f"The result could not be written to standard output: {why}.") from error

    def _drop(self) -> None:
        """Let what waits to be written go nowhere, so that Python does not try again when it ends."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Remarks(Results):
    """Standard error: a remark that cannot be written is lost, and the command goes on."""

    def _do(self, write: Any, *what: str) -> Any:
        try:
            return write(*what)
        except OSError:
            self._drop()
            return None


def guard() -> None:
    """Make all three streams ones that can be read from and written to, whatever state they were handed over in.

    A closed one becomes /dev/null; otherwise the next file that is opened, of a run for instance, would take its place.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout, sys.stderr = Results(_text(sys.stdout, 1)), Remarks(_text(sys.stderr, 2))


def _text(stream: Any, number: int) -> Any:
    """The stream, in which a mark stands for what its encoding does not know."""
    if stream is None:
        return os.fdopen(number, "w", encoding="utf-8", errors="replace")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return stream
