"""``glasshouse check``: whether a file of rules may run, and what it says in plain words."""

from typing import Annotated

import typer

from glasshouse.cli import screen
from glasshouse.cli.options import AsJson


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of rules, or the id of a scheme.")],
    as_json: AsJson = False,
) -> None:
    """Check a file of rules, and say in words what it does.

    Every problem is told at once, each with its line. The exit status is 2 if the scheme cannot run.

    glasshouse check my-rules.yaml
    """
    from glasshouse.observe.catalogue import load_catalogue
    from glasshouse.scheme.check import checked, read_scheme, warnings
    from glasshouse.scheme.describe import described
    from glasshouse.scheme.library import scheme_path

    path, catalogue = scheme_path(file), load_catalogue()
    scheme = checked(path, catalogue)
    found = warnings(scheme, catalogue, read_scheme(path)[1])
    if as_json:
        told = [{"level": one.level, "line": one.line, "text": one.text} for one in found]
        screen.print_json({"scheme": scheme.id, "runs": True, "findings": told})
        return
    screen.say(described(scheme, catalogue))
    for level, heading in (("warning", "Worth a second look"), ("note", "To know")):
        lines = [str(one) for one in found if one.level == level]
        if lines:
            screen.say(f"\n{heading}", style="bold")
            screen.say("\n".join(lines))
    screen.say(f"\nIt may run: glasshouse run {file}")
