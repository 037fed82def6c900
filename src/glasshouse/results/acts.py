"""What acts are told apart by in comparisons, and never summed: unlawful acts, lawful speech, good deeds, the rest."""

import polars as pl

UNLAWFUL, SPEECH, DEEDS, OTHER = "unlawful", "speech", "good_deeds", "other_lawful"
TITLES = {
    UNLAWFUL: "Unlawful conduct",
    SPEECH: "Lawful speech, petition and belief",
    DEEDS: "Good deeds and honours",
    OTHER: "Other lawful acts",
}
"""Every kind of act, and what it is called."""
LAWFUL = (SPEECH, DEEDS, OTHER)
_BY_DOMAIN = {"speech": SPEECH, "community": DEEDS}


def kind_of(domain: str, *, lawful: bool) -> str:
    """The kind of acts of a conduct.

    >>> kind_of("speech", lawful=True), kind_of("speech", lawful=False), kind_of("court", lawful=True)
    ('speech', 'unlawful', 'other_lawful')
    """
    return _BY_DOMAIN.get(domain, OTHER) if lawful else UNLAWFUL


def outcome(kind: str) -> str:
    """The name of the outcome that tells how many acts of a kind there are.

    >>> outcome("unlawful"), outcome("speech")
    ('unlawful_conduct', 'speech')
    """
    return "unlawful_conduct" if kind == UNLAWFUL else kind


def of_kind(kind: str) -> pl.Expr:
    """The rows of a table of conducts that are of a kind."""
    if kind == UNLAWFUL:
        return ~pl.col("lawful")
    mine = [domain for domain, one in _BY_DOMAIN.items() if one == kind]
    of_it = pl.col("domain").is_in(mine) if mine else ~pl.col("domain").is_in(list(_BY_DOMAIN))
    return pl.col("lawful") & of_it
