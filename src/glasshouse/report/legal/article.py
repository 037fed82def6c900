"""What Article 5(1)(c) of the EU AI Act asks, limb by limb, as the Commission's guidelines read it."""

import re
from typing import NamedTuple

from glasshouse.base.bibliography import load_bibliography
from glasshouse.base.markdown import web
from glasshouse.charts.table import Cell, Link

GUIDELINES = "ec-guidelines-2025"
CITED = "C(2025) 5052"
"""How a reader finds the guidelines; their title is in the bibliography."""
PARAGRAPHS = re.compile("[0-9–, ]+")

READ_AS = (
    "The limbs are those of Article 5(1)(c) of the EU AI Act as the Commission's guidelines C(2025) 5052 final of 29 "
    "July 2025 read it, which are not binding; numbers in the last column are their paragraphs. Beside each stands "
    "what {held}: counts, and what the rules say. Whether a limb is met is for an authority or a court."
)
FIRMS = (
    "Article 5(1)(c) is about natural persons and groups of them. Legal entities are out of its scope, unless a score "
    "of theirs aggregates persons and falls on them (C(2025) 5052, paragraph 173)."
)


class Limb(NamedTuple):
    """One thing that is asked, and where."""

    title: str
    asks: str
    at: str  # paragraphs of the guidelines, or another text

    @property
    def asked(self) -> str:
        """The limb by its name, and what it asks."""
        return f"{self.title}: {self.asks[0].lower()}{self.asks[1:]}"

    @property
    def reference(self) -> Cell:
        """Where it is asked, as a link if it is in the guidelines."""
        if not PARAGRAPHS.fullmatch(self.at):
            return self.at
        return Link(f"{CITED}, {self.at}", web(load_bibliography()[GUIDELINES].url))


ACT = Limb("Act", "Is an AI system placed on the market, put into service or used?", "149–150")
SCORING = Limb("Scoring", "Are natural persons or groups evaluated or classified: by number, rank or label?", "151–154")
TIME = Limb("Time", "Over a certain period, not by one rating from one context?", "155")
BASIS = Limb("Basis", "By social behaviour, or by known, inferred or predicted characteristics?", "156–159")
LINK = Limb("Link", "Does the score lead to the treatment: not as its only cause, but with enough weight?", "160–162")
TREATMENT = Limb("Treatment", "Are people treated worse than others, or harmed?", "165")
UNRELATED = Limb(
    "(i) Unrelated contexts",
    "Does the treatment fall in contexts unrelated to those in which the data arose? This or (ii); both are "
    "alternatives (164, 168).",
    "163–166",
)
PROPORTION = Limb(
    "(ii) Proportion", "Is the treatment justified, and in proportion to the behaviour and its gravity?", "167"
)
REWARDS = Limb("Rewards", "Do rewards and preferences leave others worse off?", "169")
WHO = Limb("Who", "Who scores, and who treats? Public and private bodies are meant alike.", "160–162, 170")
PROOF = Limb(
    "Proof",
    "Can whoever scores show which data of which sources are used, that contexts are related, and proportion?",
    "171",
)
CONTEST = Limb("Contest", "Can a record be contested?", "EU GDPR, Article 22(3)")
GROUPS = Limb("Groups", "Do groups bear it differently?", "0.80 (29 CFR 1607.4(D), four-fifths mark)")
