"""What each scheme of a run did, side by side."""

from dataclasses import replace

from small_lived import small_catalogue, small_info, small_lived, small_scheme

from glasshouse.population.model import World
from glasshouse.results.run import Run
from glasshouse.results.run_tables import tables
from glasshouse.results.sides import sides
from glasshouse.scheme.library.system import Placement


def run_of_two() -> Run:
    """A run under two schemes, the second of which keeps a list alone."""
    lived = small_lived()
    one, two = small_scheme(), small_scheme().model_copy(update={"id": "other", "grades": ()})
    info = small_info(placed=[Placement(one, ""), Placement(two, "")])
    runs = {
        scheme.id: Run(
            {**info, "scheme": info["schemes"][at]}, tables(replace(lived, scheme=scheme, sanctioned_grades=graded)),
            scheme=scheme, world=World.model_construct(), catalogue=small_catalogue(), at=at,
        )
        for at, (scheme, graded) in enumerate([(one, lived.sanctioned_grades), (two, ())])
    }  # fmt: skip
    runs["small"].know(runs)
    return runs["small"]


def test_every_scheme_is_there_in_the_order_in_which_it_was_named():
    assert [one.scheme for one in sides(run_of_two())] == ["small", "other"]


def test_subjects_are_those_of_the_end_of_the_run():
    first, second = sides(run_of_two())
    assert (first.who, first.scored, first.sanctioned, first.wrongly) == ("people", 1000, 90, 15)
    assert (second.scored, second.sanctioned, second.wrongly) == (1000, 30, 5)


def test_grades_tell_how_people_stand_and_lists_where_there_are_no_grades():
    first, second = sides(run_of_two())
    assert first.standing == "GOOD 85.0 %, FAIR 9.0 %, POOR 6.0 %"
    assert second.standing == "30 on “Blacklist”"


def test_a_scheme_of_lists_on_which_nobody_is_says_so():
    (_, second) = sides(run_of_two())
    empty = second._replace(lists=tuple(one._replace(number=0) for one in second.lists))
    assert empty.standing == "nobody listed"
    assert empty._replace(lists=()).standing == "-"
