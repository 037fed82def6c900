"""What a score is made of: the sum is the score, for every example that the library carries."""

import numpy as np
import pytest

from glasshouse.observe.library import load_catalogue
from glasshouse.population.people import PEOPLE
from glasshouse.scheme.check.check import fitting
from glasshouse.scheme.compile.compile import scheme_tables
from glasshouse.scheme.compile.filing import numbers_of
from glasshouse.scheme.explain.breakdown import Breakdown, Part, breakdown, friends_at, inside, told
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.registry import Input
from glasshouse.scheme.forms.piece import Piece
from glasshouse.scheme.judge.standing import as_rules
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library.find import find_scheme
from glasshouse.scheme.trial.trial import tried


@pytest.mark.parametrize("name", [name for name in scheme_ids() if find_scheme(name).score and find_scheme(name).tests])
def test_the_parts_add_up_to_the_score_of_every_example(name: str):
    scheme = find_scheme(name)
    assert scheme.score is not None
    top = np.inf if scheme.score.highest is None else scheme.score.highest
    for trial in tried(scheme, fitting(scheme, load_catalogue())):
        assert trial.sum_of is not None
        assert trial.score is not None
        on_scale = min(max(trial.sum_of.total, scheme.score.lowest), top)
        assert abs(on_scale - trial.score) <= 0.5, scheme.tests[trial.at].about


@pytest.mark.parametrize("name", ["sesame", "suining-2010", "bureau-us", "tax-credit", "hangzhou"])
def test_what_an_account_holds_is_what_its_pieces_give_within_its_ends(name: str):
    scheme = find_scheme(name)
    for trial in tried(scheme, fitting(scheme, load_catalogue())):
        assert trial.sum_of is not None
        for part in trial.sum_of.parts:
            assert abs(sum(piece.points for piece in part.pieces) - part.held - part.short) <= 1
            assert part.lowest is None or part.held >= part.lowest
            assert part.highest is None or part.held <= part.highest


def test_what_several_traits_give_together_is_told_by_their_levels():
    scheme = find_scheme("sesame")
    account = scheme.accounts[0]
    fed = Input(trait="income, sex", points={"fifth-2, female": 7})
    changed = (account.model_copy(update={"inputs": (fed,)}), *scheme.accounts[1:])
    whole = scheme.model_copy(update={"accounts": changed})
    catalogue = load_catalogue()
    rules = as_rules(scheme_tables(whole, catalogue, numbers_of([whole], catalogue)))
    given = []
    for income in ("fifth-1", "fifth-2"):
        stratum = int(np.flatnonzero(PEOPLE.chosen({"income": income, "sex": "female"}))[0])
        who = Circumstances(stratum, np.float32(0), job=0, debt=0, months=0)
        part = breakdown(whole, catalogue, rules, [], who, 0).parts[0]
        given.append([piece for piece in part.pieces if piece.source == "trait"])
        assert part.held == account.start + sum(piece.points for piece in given[-1])
    assert given == [[], [Piece("trait", "income, sex fifth-2, female", 1, 7)]]


def test_a_score_that_is_one_sum_reads_like_one():
    pieces = (Piece("record", "traffic.ticket", 2, -10), Piece("list", "court-list/defaulters", 1, -50))
    whole = Part(None, "Score", pieces, -60, 0, None, None, 1.0)
    assert told(Breakdown(1000, (whole,), 15)) == (
        "1,000 - 10 (2 x traffic.ticket) - 50 (court-list/defaulters) + 15 (kept for good)"
    )


def test_an_account_reads_with_its_inputs_its_end_and_its_weight():
    pieces = (Piece("start", "", 1, 40), Piece("debt", "debt: current", 1, 70.0))
    part = Part("history", "History", pieces, 100, 10, 0, 100, 2.1)
    assert inside(part) == "40 + 70 for debt: current = 100, kept at its end by 10, 2.1 points each"
    assert told(Breakdown(350, (part,), 0)).startswith("350 + 210 (history: 40 + 70")


def test_friends_lie_where_their_mean_score_lies_on_the_scale():
    assert friends_at(650, 350, 950) == 50
    assert friends_at(350, 350, 950) == 0
