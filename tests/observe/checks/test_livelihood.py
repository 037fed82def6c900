"""Livelihoods, stages of debt and the conducts that they make."""

from spoilt import NEW_CONDUCT, after, refusal, spoil


def test_a_conduct_that_nothing_brings_about_is_refused(copy):
    spoil(copy, "conducts.yaml", "conducts:\n", NEW_CONDUCT)
    assert "can never occur" in refusal(copy)


def test_a_conduct_with_a_rate_that_the_debt_ladder_makes_as_well_is_refused(copy):
    rate = "    per_1000_a_year: {value: 1, assumed: [0, 2]}\n"
    after(copy, "conducts.yaml", "  - id: credit.default\n", "    lawful: false\n", f"    lawful: false\n{rate}")
    assert "the debt ladder makes it" in refusal(copy)


def test_a_stage_of_debt_must_name_a_conduct_that_exists(copy):
    spoil(copy, "livelihood.yaml", "conduct: credit.payment_late", "conduct: credit.payment_lat")
    text = refusal(copy)
    assert "Did you mean 'credit.payment_late'?" in text
    assert str(copy / "livelihood.yaml") in text


def test_a_stage_of_debt_must_lead_to_a_stage_that_exists(copy):
    spoil(copy, "livelihood.yaml", "falls_into: late", "falls_into: lates")
    assert "'lates' is not a debt stage. Did you mean 'late'?" in refusal(copy)


def test_a_livelihood_without_an_income_fifth_is_refused(copy):
    spoil(copy, "livelihood.yaml", "fifth-3:", "fifth-6:")
    text = refusal(copy)
    assert "'fifth-6' is not a level of income" in text
    assert "'fifth-3' is missing" in text


def test_a_livelihood_of_firms_names_every_size(copy_of_firms):
    spoil(copy_of_firms, "livelihood.yaml", "  micro:", "  tiny:")
    text = refusal(copy_of_firms)
    assert "'tiny' is not a level of size" in text
    assert "'micro' is missing" in text
