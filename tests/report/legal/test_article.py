"""Limbs cite the guidelines by paragraph, and other texts by name."""

from glasshouse.charts.table import Link
from glasshouse.report.legal import article


def test_a_limb_of_the_article_leads_to_the_guidelines():
    reference = article.TIME.reference
    assert isinstance(reference, Link)
    assert reference.text == "C(2025) 5052, 155"
    assert reference.url == "https://ec.europa.eu/newsroom/dae/redirection/document/112367"


def test_what_another_text_asks_is_cited_as_it_is():
    assert article.CONTEST.reference == "EU GDPR, Article 22(3)"
    assert article.GROUPS.reference == "0.80 (29 CFR 1607.4(D), four-fifths mark)"


def test_a_limb_asks_by_its_name():
    assert article.CONTEST.asked == "Contest: can a record be contested?"
