"""``glasshouse schema``: what a file of rules may say, as JSON Schema for editors."""

from typing import Any

from glasshouse.cli import screen


def schema() -> None:
    """Print the JSON Schema of a file of rules, for editors that check and complete while one writes.

    An editor with a YAML language server reads it from a first line such as
    '# yaml-language-server: $schema=scheme.schema.json'.

    glasshouse schema > scheme.schema.json
    """
    screen.print_json(whole_schema())


def whole_schema() -> dict[str, Any]:
    """The schema of schemes of people and of firms, with the names that our catalogues know."""
    from glasshouse.observe.library import firm_catalogue, load_catalogue
    from glasshouse.scheme.language.schema import scheme_schema

    return scheme_schema(load_catalogue(), firm_catalogue())
