"""Every chart there is, in the order of the page. A new chart is a file of its own and a line here."""

from glasshouse.charts import (
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
    sanctions,
    sanctions_in_both,
    scores,
    wrong_records,
)
from glasshouse.charts.chart import Chart

IN_ORDER: tuple[Chart, ...] = (
    divergence.LIVES_PARTED,
    sanctions.SANCTIONS_OVER_TIME,
    sanctions_in_both.SANCTIONED_IN_EACH,
    final_states.WHERE_PEOPLE_END,
    requests.REFUSALS,
    requests.WHO_IS_REFUSED,
    one_world_only.REFUSED_IN_ONE,
    groups.WHO_IS_WHERE,
    *gains.GAINS,
    one_world_only.UNLAWFUL_IN_ONE,
    one_world_only.LAWFUL_IN_ONE,
    recovery_curve.RECOVERY,
    *livelihood.LIVELIHOOD,
    *livelihood_differences.DIFFERENCES,
    wrong_records.WRONGFUL_BY_SOURCE,
    grades.OTHER_GRADES_OVER_TIME,
    grades.GRADES_AT_THE_END,
    grades.GRADES_OVER_TIME,
    scores.SCORE_DISTRIBUTION,
    grade_moves.FLOWS,
    points.REASONS,
    followed_lives.LIVES,
    paired_lives.TWIN_LIVES,
)

CHARTS = {one.name: one for one in IN_ORDER}
"""Every chart by name, in the order of the page."""
