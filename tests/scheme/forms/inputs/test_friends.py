"""Points by the scores of friends."""

import numpy as np

from glasshouse.observe.library import load_catalogue
from glasshouse.scheme.forms.circumstances import Circumstances
from glasshouse.scheme.forms.inputs.form import Scored
from glasshouse.scheme.forms.inputs.friends import ByFriends
from glasshouse.scheme.forms.piece import Piece

WHO = Circumstances(stratum=0, money=np.float32(0), job=0, debt=0, months=0, friends=np.float32(40))


def test_friends_high_on_the_scale_give_points():
    friends = "friends 40 hundredths up the scale"
    assert ByFriends().piece(0.5, 100, WHO, load_catalogue()) == Piece("friends", friends, 1, 20)


def test_who_has_no_friend_with_a_score_gains_nothing():
    found = ByFriends().piece(0.5, 100, WHO._replace(friends=None), load_catalogue())
    assert found == Piece("friends", "no friend with a score", 1, 0)


def test_being_scored_for_others_is_told():
    assert ByFriends().burden(1, Scored("person", ())) == "friends' scores count: one is scored for what others did."
