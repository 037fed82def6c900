"""Every conduct, service, source and metric is explained in the docs, and the generated pages are current."""

import pytest
import reference
from pages import ROOT

import glasshouse as gh
from glasshouse.measure.registry import METRICS

CATALOGUE = gh.load_catalogue()
ENTRIES = [*CATALOGUE.conducts, *CATALOGUE.services, *CATALOGUE.sources]


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_a_generated_page_is_current(name: str):
    assert (ROOT / "docs" / name).read_text() == reference.PAGES[name](), "make docs writes it anew"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_of_the_catalogue_stands_in_the_docs(entry):
    assert f"`{entry.id}`" in (ROOT / "docs/catalogue.md").read_text()


@pytest.mark.parametrize("entry", [*CATALOGUE.conducts, *CATALOGUE.services], ids=lambda entry: entry.id)
def test_every_conduct_and_service_says_what_it_is(entry):
    assert entry.title
    assert entry.meaning.rstrip().endswith(".")


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_every_metric_has_meaning_unit_source_and_a_place_in_the_docs(metric):
    assert metric.meaning
    assert metric.unit
    assert metric.source
    assert metric.limits[0] < metric.limits[1]
    assert f"`{metric.id}`" in (ROOT / "docs/metrics.md").read_text()


def test_the_catalogue_is_wide_enough_to_encode_a_city():
    assert len(CATALOGUE.conducts) >= 60
    assert len(CATALOGUE.services) >= 25
    assert len(CATALOGUE.sources) >= 25
