"""Why records matter under a scheme."""

from small_lived import small_catalogue, small_scheme

from glasshouse.base.evidence import Positive
from glasshouse.results.grounds import grounds, tries


def test_a_rule_speaks_louder_than_a_repair_and_a_repair_than_a_list():
    told = grounds(small_scheme())
    assert told["tax.late"] == (-10, "line 1")
    assert told["court.defied"] == (0, "line 3")
    assert "travel.flight" not in told


def test_a_refusal_counts_once_unless_published_counts_hold_more():
    services = [kind for kind in small_catalogue().kinds if kind.service]
    assert set(tries(small_scheme(), services)) == {1.0}
    first, *others = small_scheme().consequences
    often = first.model_copy(update={"tries": Positive(value=13.5, assumed=(1, 20))})
    scheme = small_scheme().model_copy(update={"consequences": (often, *others)})
    assert 13.5 in tries(scheme, services)
