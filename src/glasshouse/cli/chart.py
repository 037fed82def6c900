"""``glasshouse chart``: a picture of a run, comparison or ensemble to take along, or the list of those that it has."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from glasshouse.base.advice import command
from glasshouse.base.errors import GlasshouseError
from glasshouse.cli import screen
from glasshouse.cli.options import AsJson, RunFolder, SchemeOfRun, flag, folder_of, option

if TYPE_CHECKING:
    from glasshouse.charts.study import Study
    from glasshouse.cli.ending import Done


def chart(
    run: RunFolder,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Name of the chart. Without it: all that there are.")
    ] = None,
    out: Annotated[
        Path | None,
        option("Where to write it: .png, .svg, .csv or .json. Default: NAME.png here.", metavar="FILE"),
    ] = None,
    scheme: SchemeOfRun = None,
    about: Annotated[
        str | None, option("Of a comparison of both: people or firms. Default: people.", metavar="WHO")
    ] = None,
    width: Annotated[int | None, option("Pixels across. Default: 720.")] = None,
    dark: Annotated[bool, flag("--dark", "Draw it for dark paper.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take a chart along: a picture, its numbers, or its description as Vega-Lite.

    What is written says of itself what it shows, under which rules, in which world and with which seed, and that the
    people are synthetic. Without a name, all charts of the study are listed with what they say.

    glasshouse chart latest

    glasshouse chart latest recovery --out recovery.svg

    glasshouse chart latest refusals --out refusals.csv
    """
    from glasshouse.studies import kept

    study = _part(kept.opened(folder_of(run)), scheme, about)
    if name is None:
        _refuse_without_name(out, width, dark)
        screen.print_json(listed(study)) if as_json else _show(study, run)
        return
    from glasshouse.charts.files import save

    path = save(name, study, out or Path(f"{name}.png"), width=width, dark=dark)
    screen.print_json({"chart": name, "file": str(path)}) if as_json else screen.say_as_it_is(str(path))


def _part(study: "Done", scheme: str | None, about: str | None) -> "Study":
    """The study as one of its schemes sees it, or as far as it is about people or firms."""
    from glasshouse.charts.study import OneWorld

    if isinstance(study, OneWorld):
        if about is not None:
            raise GlasshouseError("--about is for comparisons. Of a run, --scheme says whose rules are meant.")
        return study if scheme is None else study.under(scheme)
    if scheme is not None:
        raise GlasshouseError("Charts of two worlds are about all their schemes. Leave --scheme out.")
    return study if about is None else study.of(about)


def _refuse_without_name(out: Path | None, width: int | None, dark: bool) -> None:
    """Refuse what only a picture has, where no chart is named."""
    if out is not None or width is not None or dark:
        raise GlasshouseError("Say which chart: its name stands behind the folder. Without options it lists them all.")


def listed(study: "Study") -> list[dict[str, Any]]:
    """Every chart of a study in the order of its page: its name, where it stands, what it asks and what it says."""
    from glasshouse.charts import names_for, section_of, words_of
    from glasshouse.charts.registry import CHARTS

    said = {name: words_of(name, study) for name in names_for(study)}
    return [
        {"chart": name, "section": section_of(name), "question": CHARTS[name].question, "title": one.title,
         "empty": one.empty}
        for name, one in said.items()
    ]  # fmt: skip


def _show(study: "Study", run: Path) -> None:
    """List the charts that have something to show."""
    from glasshouse.results.run import SYNTHETIC

    screen.say(SYNTHETIC, style="dim")
    for one in listed(study):
        if not one["empty"]:
            screen.say()
            screen.say(one["chart"], style="bold")
            screen.say(f"  {one['title']}")
    screen.say()
    screen.say_as_it_is(f"Take one along: {command('chart', run, 'NAME', '--out', 'NAME.png')}")
    screen.say("A file may end with .png, .svg, .csv (its numbers) or .json (Vega-Lite).")
