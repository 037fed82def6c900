"""Room for the kinds of a catalogue."""

from spoilt import NEW_CONDUCT, refusal, spoil


def test_more_than_three_scheduled_conducts_are_refused(copy):
    due = "    due: {chance: {value: 0.01, assumed: [0, 0.02]}}\n"
    extra = NEW_CONDUCT.replace("    lawful: false\n", f"    lawful: false\n{due}")
    both = extra + extra.removeprefix("conducts:\n").replace("order.new", "order.newer").replace("9001", "9002")
    spoil(copy, "conducts.yaml", "conducts:\n", both)
    assert "4 conducts are scheduled, but at most 3 have room" in refusal(copy)


def test_more_rows_than_the_tables_hold_are_refused(copy):
    rate = "    per_1000_a_year: {value: 1, assumed: [0, 2]}\n"
    one = NEW_CONDUCT.removeprefix("conducts:\n").replace("    lawful: false\n", f"    lawful: false\n{rate}")
    many = "".join(one.replace("new", f"new{at}").replace("9001", str(8_000 + at)) for at in range(1_000))
    spoil(copy, "conducts.yaml", "conducts:\n", f"conducts:\n{many}")
    assert "the engine's tables hold 1,023" in refusal(copy)
