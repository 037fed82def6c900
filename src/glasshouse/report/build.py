"""From a study to its page: the sections that are for it, laid out in one text of HTML that needs nothing else."""

from glasshouse.charts.caption import caption_of
from glasshouse.charts.study import Study
from glasshouse.charts.style import FONT, PALETTE
from glasshouse.report.cards import cards
from glasshouse.report.head import head_of
from glasshouse.report.known import how_well
from glasshouse.report.library import chart_library
from glasshouse.report.page import Links, Page
from glasshouse.report.paper import csp_hash, embedded, environment_for, in_css
from glasshouse.report.sections import SECTIONS


def page_of(study: Study, links: Links | None = None) -> str:
    """The page of a study, with links to others that lie beside it."""
    page = Page(study, links or Links())
    mine = [(one, list(one.blocks(page))) for one in SECTIONS if page.axes in one.of]
    source = caption_of(study)[-1]
    environment = environment_for(page.who)
    library = chart_library().replace("</script", "<\\/script") if page.specs else ""
    light = {name: colour for name, (colour, _) in PALETTE.items()}
    script = environment.get_template("page.js").render(light=light)
    return environment.get_template("page.html").render(
        head=head_of(page),
        cards=cards(study),
        known=list(how_well(page)),
        sections=[(section, blocks) for section, blocks in mine if blocks],
        source=source,
        foot=in_css(f"Synthetic people, no real data · {source}"),
        version=study.info["engine"]["version"],
        specs=embedded(page.specs) if page.specs else None,
        library=library,
        script=script,
        hashes=[csp_hash(one) for one in (library, script)] if page.specs else [],
        palette=PALETTE,
        font=FONT,
    )
