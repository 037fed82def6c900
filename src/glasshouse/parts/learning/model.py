"""The settings of learning: how much a record teaches, and how fast that is forgotten."""

from glasshouse.base.evidence import Figure
from glasshouse.parts.model import Setting

SETTINGS = (
    Setting(
        "notices",
        "Who learns from a record that the scheme is there, of those who did not know it",
        "share of people",
        Figure(
            value=0.5,
            assumed=(0.1, 1),
            note="No count was found. In pilot areas 11 percent of residents knew that they lived in one "
            "(trivium-2018), though many more had records that cost them points; a list that refuses a ticket is hard "
            "to miss.",
        ),
        (0, 1),
    ),
    Setting(
        "learns",
        "How much likelier one thinks a record is after one more",
        "times the risk as it is",
        Figure(
            value=0.063,
            assumed=(0, 0.25),
            note="Anwar and Loughran (Criminology 49, 2011), as recalled: one arrest raises the risk that young "
            "offenders perceive by 6.3 percent. That a record teaches as an arrest does is our assumption.",
        ),
        (0, 4),
    ),
    Setting(
        "fades",
        "What of it is forgotten in a month",
        "share a month",
        Figure(
            value=0.11,
            assumed=(0.04, 0.25),
            note="With 0.11 an eighth is left after 18 months, within which the first effect of penalty points on "
            "crashes is gone (Castillo-Manzano and Castro-Nuño, 2012, as recalled).",
        ),
        (0, 1),
    ),
)
