"""Every chart there is, in the order of the page. A new chart is a file of its own and a line here."""

from glasshouse.charts import (
    chilled,
    divergence,
    final_states,
    followed_lives,
    gains,
    grade_moves,
    grades,
    groups,
    livelihood,
    livelihood_differences,
    one_world_only,
    paired_lives,
    points,
    recovery_curve,
    requests,
    rewards,
    sanctions,
    sanctions_in_both,
    scores,
    wrong_records,
)
from glasshouse.charts.chart import Chart

IN_ORDER: tuple[Chart, ...] = (
    grades.GRADES_OVER_TIME,
    grades.OTHER_GRADES_OVER_TIME,
    grades.GRADES_AT_THE_END,
    scores.SCORE_DISTRIBUTION,
    grade_moves.FLOWS,
    divergence.LIVES_PARTED,
    sanctions.SANCTIONS_OVER_TIME,
    sanctions_in_both.SANCTIONED_IN_EACH,
    final_states.WHERE_PEOPLE_END,
    groups.WHO_IS_WHERE,
    *gains.GAINS,
    requests.REFUSALS,
    requests.WHO_IS_REFUSED,
    rewards.REWARDS,
    rewards.WHO_IS_REWARDED,
    chilled.SPEECH,
    one_world_only.REFUSED_IN_ONE,
    one_world_only.UNLAWFUL_IN_ONE,
    one_world_only.GOOD_DEEDS_IN_ONE,
    one_world_only.OTHER_LAWFUL_IN_ONE,
    points.REASONS,
    recovery_curve.RECOVERY,
    wrong_records.WRONGFUL_BY_SOURCE,
    *livelihood.LIVELIHOOD,
    *livelihood_differences.DIFFERENCES,
    followed_lives.LIVES,
    paired_lives.TWIN_LIVES,
)

CHARTS = {one.name: one for one in IN_ORDER}
"""Every chart by name, in the order of the page."""
