"""The same people with the schemes and without: what being on the courts' list does to savings, strain and work.

Both runs meet the same occasions, person by person. So a difference within a person is the effect of the schemes.
"""

import polars as pl

import glasshouse as gh

PEOPLE, YEARS = 5_000, 5

with_both, without = (
    gh.run(world="hamlet", scheme=scheme, people=PEOPLE, years=YEARS, seed=1, follow=PEOPLE)
    for scheme in ("rongcheng-2016+court-list", "none")
)
named, unscored = with_both.under("court-list").lives, without.lives
both = named.join(unscored, on=["person", "month"], suffix="_without").filter(month=12 * YEARS)
effect = (
    both.group_by(pl.col("listed").alias("on the list"))
    .agg(
        people=pl.len(),
        savings=(pl.col("money") - pl.col("money_without")).mean().round(2),  # months of outgoings
        strain=(pl.col("strain") - pl.col("strain_without")).mean().round(3),  # 0 to 1
        in_work=(pl.col("job") == "employed").mean().round(3),
        in_work_without=(pl.col("job_without") == "employed").mean().round(3),
    )
    .sort("on the list")
)
with pl.Config(tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True):
    print("Difference that the schemes make within the same lives, after five years")
    print(effect)
