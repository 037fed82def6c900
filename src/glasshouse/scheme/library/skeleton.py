"""A file to begin with: a small scheme that runs, with a comment on everything that one may write."""

import re
from pathlib import Path

from glasshouse.base.errors import GlasshouseError
from glasshouse.scheme.language.files import scheme_ids

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")

SKELETON = """\
# {title}: rules of your own. It is invented, and runs as it stands. Change it line by line:
#
#   glasshouse check {name}.yaml                   says what is wrong, and what the rules say in plain words
#   glasshouse run {name}.yaml --world hamlet      lets 5,000 people live under them
#   glasshouse run {name}.yaml+court-list ...      beside another scheme, over the same files
#
# What may be named: conducts, sources and services stand in docs/catalogue.md; `glasshouse schemes ID` shows how the
# schemes of the library say things. A line that begins with '#' is a comment; take the '#' away to use it.

id: {name}
title: {title}
about: >-
  Who made these rules, for whom, and what they are for, in two or three sentences.
in_force: "2016-01-01"
# until: "2019-12-31"          # when they ended

# The texts that the rules stand in. Every rule cites one by its key and names the clause.
bibliography:
  rules-2016:
    title: "The text that the rules stand in"
    publisher: "Who published it"
    date: "2016-01-01"
    url: "https://example.org/rules"
    # known: recalled          # if you know it from memory and found no page

subjects:
  kind: person                 # or firm
  where: {{age: 18+}}            # or {{settlement: urban}}, ...; left out, all adults
  # consent:                   # if one may join or stay out
  #   asked: opt-in            # or pre-ticked, opt-out
  #   share: {{value: 0.2, assumed: [0.1, 0.4], note: "No count was found."}}
  #   cite: rules-2016
  #   clause: "Art. 2"

score:
  start: 1000
  lowest: 0
  # highest: 2000
  # assessed: 4                # grades are set once a year, in April; left out, every month
  cite: rules-2016
  clause: "Art. 3"

# Parts of the score with ends of their own; rules then say `account: ID`. With `weight` a part is a factor from 0 to
# 100, and the weights of all add up to 1. `score.start` must be what they begin with together.
#
# accounts:
#   - id: conduct
#     title: "Conduct"
#     start: 800
#     lowest: 0
#     highest: 800
#   - id: means
#     title: "Means"
#     start: 200
#     inputs:                  # what feeds it besides records
#       - {{savings: 3, at_most: 50}}          # points for each month of outgoings saved
#       - {{work: {{employed: 10}}}}
#       - {{debt: {{late: -10}}}}
#       - {{trait: income, points: {{fifth-1: -10, fifth-5: 10}}}}
#       - {{friends: 1, at_most: 100}}         # by the mean score of friends

grades:                        # best first
  - {{id: A, title: "trusted", from: 1000, cite: rules-2016, clause: "Art. 4"}}
  - {{id: B, title: "watched", from: 900, cite: rules-2016, clause: "Art. 4"}}
  - {{id: C, title: "not trusted", below: 900, cite: rules-2016, clause: "Art. 4"}}

rules:

  # A record of a conduct: points, and how long they count.
  - conduct: utility.payment_late
    points: -20
    lasts: 2y                  # '18 months', '1y', 'forever'
    at_most: 1 per month       # records counted in that time; may be left out
    cite: rules-2016
    clause: "Art. 5 (1)"

  # A number that no text gives is assumed, and says between what it may lie.
  - conduct: traffic.ticket
    points: -5
    lasts: 1y
    cite: rules-2016
    clause: "Art. 5 (2)"
    status: assumed            # or found (as here, where nothing is said), derived, recalled, article
    assumed: [-10, -1]
    note: "That tickets count is published, how much is not."

  # A record may also set the best grade that one can hold, whatever the points.
  - conduct: traffic.drunk_driving
    points: -60
    grade_at_most: B
    lasts: 5y
    cite: rules-2016
    clause: "Art. 5 (3)"

  # - conduct: order.littering
  #   source: village.committee     # only records of this source
  #   from: "2017-06"               # later than the rest; until: ...
  # - list: court-list/defaulters   # while one is on a list of another scheme of the same run
  #   points: -50

repair:                        # ways to make good
  - by: community.volunteering
    gives: 5
    at_most: 2 per month
    lasts: 1y
    cite: rules-2016
    clause: "Art. 6"

lists:
  - id: debtors
    title: "Debtors"
    official: {name}-debtors    # which published list it is: one run holds it once
    enter: [court.judgment_defied]    # conducts; or {{grade: C}}, {{list: court-list/defaulters}}, {{debt: [late]}}
    stays: 2y
    leave: {{conduct: debt.settled}}    # what ends it early
    public: true
    cite: rules-2016
    clause: "Art. 7"

consequences:
  - {{when: {{list: debtors}}, service: travel.flight, effect: refuse, cite: rules-2016, clause: "Art. 8 (1)"}}
  - {{when: {{grade: C}}, service: finance.loan, effect: refuse, cite: rules-2016, clause: "Art. 8 (2)"}}
  - when: {{grade: A}}
    service: finance.loan
    effect: {{gain: {{value: 0.1, assumed: [0, 0.3], note: "In months of outgoings, for each loan."}}}}
    cite: rules-2016
    clause: "Art. 8 (3)"

appeal:                        # how a record is contested; leave it out if it cannot be
  window: 30 days
  decided_in: 15 days
  contested: {{value: 0.3, assumed: [0.1, 0.6]}}          # of those who know of a wrong record
  contested_if_right: {{value: 0.02, assumed: [0, 0.1]}}
  struck_if_wrong: {{value: 0.8, assumed: [0.5, 0.95]}}   # of the contested
  struck_if_right: {{value: 0.1, assumed: [0, 0.3]}}
  offline: {{value: 0.5, assumed: [0.2, 1]}}              # factor for people without internet access
  cite: rules-2016
  clause: "Art. 9"

visible:
  score: [self]                # self, partners, everyone
  lists: public                # or partners, nobody

# variants:                    # another reading, run as {name}:milder
#   - id: milder
#     title: "A late bill costs half"
#     changes: {{rules.utility-payment-late.points: -10}}

not_encoded:                   # what is published and left out, and why
  - clause: "Art. 10: honours are decided by a committee"
    cite: rules-2016
    why: "What the committee goes by is not published."

# Examples: a file, and what the rules must make of it. `glasshouse check` tries them.
tests:
  - {{about: "An empty file", file: [], score: 1000, grade: A, lists: [], refused: []}}
  - {{about: "A bill paid late last month", file: [utility.payment_late], score: 980, grade: B}}
  - {{about: "It counts no more after two years", file: [utility.payment_late after 24 months], score: 1000, grade: A}}
  - {{about: "Three tickets", file: [traffic.ticket x3], score: 985, grade: B}}
  - about: "Drunk at the wheel, and voluntary work"
    file: [traffic.drunk_driving, community.volunteering x2 after 3 months]
    score: 950
    grade: B
  - about: "Drunk at the wheel twice, and a judgment defied"
    file: [traffic.drunk_driving x2, court.judgment_defied]
    score: 880
    grade: C
    lists: [debtors]
    refused: [finance.loan, travel.flight]
  - {{about: "Settled", file: [court.judgment_defied after 3 months, debt.settled], lists: [], refused: []}}
"""


def skeleton(name: str) -> str:
    """The text of a scheme called ``name``.

    Raises
    ------
    GlasshouseError
        If a scheme cannot have that name.
    """
    if not _NAME.fullmatch(name):
        bare = re.sub(r"\.ya?ml$", "", name)
        meant = re.sub(r"[^A-Za-z0-9-]+", "-", bare).strip("-")[:60]
        hint = f" Perhaps {meant!r}?" if _NAME.fullmatch(meant) else ""
        raise GlasshouseError(f"{name!r} is no name of a scheme: letters, digits and '-', at most 60 of them.{hint}")
    if name in scheme_ids():
        raise GlasshouseError(f"{name} is a scheme of the library ('glasshouse schemes {name}'). Choose another name.")
    return SKELETON.format(name=name, title=name.replace("-", " ").capitalize())


def write_skeleton(name: str, folder: Path) -> Path:
    """Write ``NAME.yaml`` into a folder, and return its path.

    Raises
    ------
    GlasshouseError
        If a scheme cannot have that name, if there is such a file, or if it cannot be written.
    """
    text, path = skeleton(name), folder / f"{name}.yaml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise GlasshouseError(f"{path} is there already. Choose another name, or move it away.") from None
    except OSError as error:
        raise GlasshouseError(f"{path} cannot be written: {error.strerror or error}.") from error
    return path
