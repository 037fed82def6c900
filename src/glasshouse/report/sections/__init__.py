"""Every section of the page, in the order in which they are read; a page has those that are for its study."""

from glasshouse.report.section import Section
from glasshouse.report.sections import causes, difference, evidence, lives, parts, reading, rules, standing, whole

SECTIONS: tuple[Section, ...] = (
    reading.METHOD,
    whole.SCHEMES,
    difference.DIVERGENCE,
    standing.GRADES,
    standing.SANCTIONS,
    standing.WHY,
    standing.MATRICES,
    difference.SANCTIONS,
    standing.GROUPS,
    difference.GAINS,
    causes.REFUSED,
    causes.REWARDED,
    difference.SPEECH,
    difference.REFUSED,
    difference.CONDUCT,
    causes.REASONS,
    causes.WAY_BACK,
    causes.WRONG,
    lives.LIVELIHOOD,
    *parts.SECTIONS,
    difference.LIVING,
    lives.LIVES,
    lives.TWINS,
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
