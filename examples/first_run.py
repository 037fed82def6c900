"""A hamlet lives five years under Rongcheng's points and the courts' list: grades, big numbers, a chart as a page."""

import glasshouse as gh

run = gh.run(world="hamlet", scheme="rongcheng-2016+court-list", years=5, seed=1)

print(f"{run.info['world']['people']:,} synthetic people, {run.info['months']} months")
for row in run.start_and_end().iter_rows(named=True):
    print(f"  {row['grade']:>4}  {row['people_start']:6,} at the start, {row['people_end']:6,} at the end")

for scheme in run.schemes:
    print(f"\n{run.under(scheme).scheme.title}")
    for name in ("sanctioned_people", "wrongful_share", "median_recovery_months", "largest_disparity"):
        number = run.under(scheme).metric(name)
        print(f"{number['title']}: {number['value']} {number['unit']}. {number['note']}")

gh.charts.grades_over_time(run).save("grades.html")
print("The grades over time: grades.html")
