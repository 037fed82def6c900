"""How the errors of sources are declared."""

from typing import Annotated

from glasshouse.base.evidence import Part, Share
from glasshouse.observe.errors.declared import SourceError, declared_in
from glasshouse.observe.model import ERRORS


class Registry(Part):
    title: str
    lost: Annotated[Share, SourceError(heading="Loses", by_kind=True)]


def test_an_error_is_declared_by_the_annotation_of_its_field():
    assert declared_in(Registry) == {"lost": SourceError(heading="Loses", by_kind=True)}


def test_sources_err_in_the_ways_that_their_model_says():
    assert list(ERRORS) == ["coverage", "false_records", "wrong_person", "delay", "notice"]
