"""Traits by which rates vary."""

from spoilt import TICKET, after, refusal

from glasshouse.observe.library import load_catalogue


def test_a_trait_that_leaves_nobody_is_refused(copy):
    after(copy, "conducts.yaml", TICKET, "{male: 1, female: 0.5}", "{male: 0, female: 0}")
    assert "all factors are 0" in refusal(copy)


def test_a_catalogue_of_firms_knows_the_traits_of_firms_alone(copy_of_firms):
    after(copy_of_firms, "conducts.yaml", "  - id: tax.evasion\n", "trait: form", "trait: sex")
    text = refusal(copy_of_firms)
    assert "'sex' is not a trait" in text
    assert text.count("line") == 1


def test_several_traits_vary_by_combinations_of_their_levels(copy):
    after(copy, "conducts.yaml", TICKET, "trait: sex", 'trait: "sex, hukou"')
    assert "'female' is not a level of sex, hukou: write one of each, such as 'male, non-agricultural'" in refusal(copy)
    after(copy, "conducts.yaml", TICKET, "female: 0.5", '"female, agricultural": 0.5')
    after(copy, "conducts.yaml", TICKET, "male: 1", '"male, agricultural": 1')
    assert load_catalogue(copy).conducts
