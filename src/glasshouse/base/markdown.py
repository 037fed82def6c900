"""Pages in Markdown: what authors wrote is text in them and never a mark, and links lead to the web alone."""

import re
from collections.abc import Iterable

_MARKS = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")  # a '_' within a word marks nothing
_NAMED = re.compile(r"(?<![`}])(`[A-Za-z0-9][A-Za-z0-9_.:-]*`)(?!`)")  # after a '}' it would be a role of Sphinx
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_THE_START = re.compile(r"(?m)^(\s*)([#>+:%=~(|-]|[0-9]+(?=[.)]))")
_NOT_OF_AN_ADDRESS = re.compile(r"[^A-Za-z0-9_.%:/?#@!$&'*+,;=~-]")


class Marked(str):
    """Text that is Markdown already; every other text is taken by its words."""

    __slots__ = ()


def web(url: str | None) -> str | None:
    """The address, if a browser may be sent there.

    >>> web("https://example.org/rules"), web("javascript:alert(1)")
    ('https://example.org/rules', None)
    """
    return url if url and url.startswith(("https://", "http://")) else None


def words(text: str) -> Marked:
    r"""A text that shows as it stands, whatever marks it holds; only a bare name may stand in back-ticks.

    >>> print(words("[a](b) *c* snake_case <script>"))
    \[a\](b) \*c\* snake_case &lt;script>
    """
    if isinstance(text, Marked):
        return text
    return Marked("".join(part if at % 2 else _escaped(part) for at, part in enumerate(_NAMED.split(text))))


def _escaped(text: str) -> str:
    plain = _MARKS.sub(lambda found: "&amp;" if found[0] == "&" else f"\\{found[0]}", text)
    return plain.replace("<", "&lt;")


def paragraphs(text: str) -> Marked:
    r"""The same for text that begins lines, where more has a meaning than within them.

    >>> print(paragraphs("# one\n2. two"))
    \# one
    2\. two
    """
    return Marked(_AT_THE_START.sub(_kept_as_text, words(text.strip())))


def _kept_as_text(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdecimal() else f"{found[1]}\\{found[2]}"


def code(text: str) -> Marked:
    """A name as a name: in as many back-ticks as it takes.

    >>> print(code("court-list"), code("a`b"))
    `court-list` ``a`b``
    """
    one = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", one)), default=0)
    fence, space = "`" * (longest + 1), " " if one[:1] == "`" or one[-1:] == "`" else ""
    return Marked(f"{fence}{space}{one}{space}{fence}") if one else Marked("")


def emphasis(text: str) -> Marked:
    """A text that stands out."""
    return Marked(f"*{words(text)}*")


def link(text: str, url: str | None) -> Marked:
    """A text that leads to a page of the web, if ``url`` is the address of one.

    >>> print(link("Rules", "https://example.org/a(1)"), link("Rules", "javascript:alert(1)"))
    [Rules](https://example.org/a%281%29) Rules
    """
    there = web(url)
    if there is None:
        return words(text)
    address = _NOT_OF_AN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), there)
    return Marked(f"[{words(text)}]({_ENTITY.sub('&amp;', address)})")


def mixed(*parts: str) -> Marked:
    """Parts one after the other: what is Markdown as it is, all else by its words."""
    return Marked("".join(words(part) for part in parts))


def joined(parts: Iterable[str], between: str) -> Marked:
    """The same with something between them."""
    return Marked(between.join(words(part) for part in parts))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of texts, each by its words unless it is Markdown."""
    first = list(head)
    lines: list[Iterable[str]] = [first, [Marked("---")] * len(first), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(words(text).split()).replace("|", "\\|")
