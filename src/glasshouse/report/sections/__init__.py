"""Every section of the page, in the order in which they are read; a page has those that are for its study.

What happens to people comes first, then how the scheme has them in its books, then what all of it rests on.
"""

from glasshouse.report.section import Section
from glasshouse.report.sections import (
    causes,
    difference,
    evidence,
    lives,
    parts,
    published,
    reading,
    rules,
    standing,
    whole,
)

SECTIONS: tuple[Section, ...] = (
    reading.METHOD,
    whole.SCHEMES,
    difference.DIVERGENCE,
    standing.SANCTIONS,
    standing.WHY,
    standing.MATRICES,
    difference.SANCTIONS,
    causes.REFUSED,
    causes.REWARDED,
    difference.SPEECH,
    difference.REFUSED,
    standing.GROUPS,
    difference.GAINS,
    difference.CONDUCT,
    causes.WAY_BACK,
    lives.LIVELIHOOD,
    *parts.SECTIONS,
    difference.LIVING,
    causes.WRONG,
    standing.GRADES,
    causes.REASONS,
    lives.LIVES,
    lives.TWINS,
    published.BESIDE,
    reading.QUOTE,
    difference.BOTH,
    difference.CHANCES,
    rules.RULES,
    rules.DIFFERING,
    rules.LEFT_OUT,
    evidence.ASSUMPTIONS,
    evidence.ASSUMED_IN_BOTH,
    evidence.POPULATION,
    evidence.LEGAL,
    whole.ALL_NUMBERS,
    whole.REPEAT,
    reading.GLOSSARY,
)
"""The registry: its order is that of the page."""
