"""Options that several commands share."""

from glasshouse.cli.options import flag, option


def test_an_option_takes_a_value_and_a_flag_does_not():
    assert option("How many.").metavar == "N"
    assert flag("--json", "As JSON.").metavar == ""


def test_an_option_stands_under_its_heading():
    assert option("How many.", "Size").rich_help_panel == "Size"
    assert flag("--json", "As JSON.", "Size").rich_help_panel == "Size"
