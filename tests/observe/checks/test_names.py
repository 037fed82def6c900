"""Names: ids and numbers of their own, sources that there are."""

from spoilt import TICKET, after, refusal


def test_the_same_source_twice_is_refused(copy):
    twice = "seen_by: [{source: police.traffic, share: 0.5}, {source: police.traffic, share: 0.5}]"
    after(copy, "conducts.yaml", TICKET, "seen_by: [{source: police.traffic}]", twice)
    assert "'police.traffic' stands twice in seen_by" in refusal(copy)
