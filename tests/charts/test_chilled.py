"""Lawful speech in two worlds: how much less, where, by kind, and only where enough acts differ."""

import polars as pl
from made_up_comparison import comparison_of, frames, made_up_comparison, nothing_differs
from small_twin_ensemble import twins_of

from glasshouse.charts import words_of
from glasshouse.charts.chilled import by_kind, headline, speech
from glasshouse.results.comparison import Comparison


def petitions(both: int, a_only: int, b_only: int) -> Comparison:
    """The usual comparison with so many petitions, and no other lawful speech."""
    tables, usual = frames(), made_up_comparison()
    mine = pl.col("conduct") == "petition.lawful"
    counts = {"both": both, "a_only": a_only, "b_only": b_only}
    changes = {name: pl.when(mine).then(many).otherwise(pl.col(name)) for name, many in counts.items()}
    tables["conducts"] = tables["conducts"].with_columns(**changes)
    return comparison_of(tables, usual.a, usual.b)


def test_it_is_told_in_which_world_there_is_less_and_less_than_what():
    assert headline(petitions(70, 0, 30)) == (
        "Lawful speech, petition and belief: 30.0\xa0% fewer in a (harbour-2016) than there would be in b (no scheme), "
        "70 acts against 100."
    )
    assert by_kind(petitions(70, 0, 30)) == ["Lawful petition: 30.0\xa0% fewer in a (70 in a and 100 in b)"]
    assert "20.0\xa0% fewer in b (no scheme) than there would be in a" in headline(petitions(80, 20, 0))


def test_volunteering_is_no_speech():
    found = speech(made_up_comparison())
    assert found is not None
    assert [row["conduct"] for row in found[1]] == ["petition.lawful"]


def test_where_too_few_acts_differ_no_world_is_said_to_have_fewer():
    assert headline(petitions(1_000, 2, 0)).endswith("1,000 acts in b (no scheme), too few that differ to tell.")
    assert by_kind(petitions(1_000, 2, 0)) == [
        "Lawful petition: too few that differ to tell (1,002 in a and 1,000 in b)"
    ]


def test_where_there_is_none_or_none_differs_a_sentence_says_so():
    assert words_of("lawful_speech", petitions(0, 0, 0)).empty
    assert words_of("lawful_speech", nothing_differs()).title.endswith(", the same.")


def test_of_many_seeds_the_share_has_its_interval():
    title = words_of("lawful_speech", twins_of(petitions(700, 0, 300))).title
    assert title.count(" to ") == 3
