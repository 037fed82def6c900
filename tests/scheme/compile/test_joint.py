"""What the schemes of a run say to a request: each by its own statuses, rewards and patience."""

from typing import Any

from busy import busy_catalogue, busy_scheme, follows, gain

from glasshouse.scheme.compile.joint import UNTIRED, JointTables, joint_tables
from glasshouse.scheme.language.model import Scheme

CATALOGUE = busy_catalogue()
ROW = {kind.name: kind.row for kind in CATALOGUE.kinds}
A, B, C, D = range(4)  # grades
BLACK, WATCH = 8, 16  # lists, as they are added to a grade
TABLES = joint_tables([busy_scheme()], CATALOGUE)


def effect(made: JointTables, status: int, service: str, turn: int = 0) -> int:
    return int(made.effect[(turn * 128 + status) * 128 + ROW[service]])


def reward(made: JointTables, number: int, turn: int = 0) -> float:
    return float(made.reward[turn * 256 + number])


def following(*consequences: dict[str, Any]) -> Scheme:
    return busy_scheme(consequences=list(consequences))


def test_services_are_refused_and_rewarded_by_status():
    assert effect(TABLES, A, "travel.flight") == 2
    assert reward(TABLES, 2) == 4  # 0.4 months of outgoings, in tenths
    assert effect(TABLES, B, "travel.flight") == 0
    assert effect(TABLES, D, "finance.loan") == 1
    assert effect(TABLES, B | BLACK, "work.job") == 1


def test_a_refusal_beats_a_reward():
    assert effect(TABLES, A | BLACK, "travel.flight") == 1


def test_the_larger_of_two_rewards_counts():
    both = following(
        follows({"grade": "A"}, service="travel.flight", effect=gain(0.4)),
        follows({"grade": ["A", "B"]}, service="travel.flight", effect=gain(0.1)),
    )
    made = joint_tables([both], CATALOGUE)
    assert reward(made, effect(made, A, "travel.flight")) == 4
    assert reward(made, effect(made, B, "travel.flight")) == 1


def test_who_is_not_on_a_list_may_be_refused_for_that():
    made = joint_tables([following(follows({"off_list": "black"}, service="finance.loan", effect="refuse"))], CATALOGUE)
    assert effect(made, A, "finance.loan") == 1
    assert effect(made, A | BLACK, "finance.loan") == 0
    assert effect(made, A | WATCH, "finance.loan") == 1


def test_each_scheme_answers_by_its_own_statuses():
    kind = following(follows({"grade": "A"}, service="finance.loan", effect=gain(2)))
    made = joint_tables([busy_scheme(), kind], CATALOGUE)
    assert [effect(made, D, "finance.loan", turn) for turn in (0, 1)] == [1, 0]
    assert [effect(made, A, "finance.loan", turn) for turn in (0, 1)] == [0, 2]
    assert reward(made, 2, turn=1) == 20


def test_patience_is_that_of_the_consequence_that_tells_it():
    tiring = {"value": 12, "assumed": [3, 24]}
    made = joint_tables(
        [following(follows({"grade": "D"}, service="finance.loan", effect="refuse", gives_up_after=tiring))], CATALOGUE
    )
    assert patience(made, D, "finance.loan") == 12
    assert patience(made, D, "travel.flight") == UNTIRED
    assert patience(made, A, "finance.loan") == UNTIRED
    assert patience(made, D, "finance.loan", turn=1) == UNTIRED  # that of the next scheme


def patience(made: JointTables, status: int, service: str, turn: int = 0) -> int:
    return int(made.patience[(turn * 128 + status) * 128 + ROW[service]])


def test_each_of_two_lists_that_refuse_a_service_has_its_own_patience():
    def refuses(name: str, months: int) -> dict[str, Any]:
        tiring = {"value": months, "assumed": [3, 24]}
        return follows({"list": name}, service="finance.loan", effect="refuse", gives_up_after=tiring)

    made = joint_tables([following(refuses("black", 3), refuses("watch", 12))], CATALOGUE)
    assert patience(made, A | BLACK, "finance.loan") == 3
    assert patience(made, A | WATCH, "finance.loan") == 12
    assert patience(made, A | BLACK | WATCH, "finance.loan") == 3
