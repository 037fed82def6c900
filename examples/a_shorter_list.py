"""What one changed rule does: who can pay and refuses is named for a year, not until the debt is paid."""

from pathlib import Path

import glasshouse as gh

WHERE, COURTS = {"world": "hamlet", "years": 5, "seed": 1}, "court-list"
as_published = gh.run(scheme=f"rongcheng-2016+{COURTS}", out="as-published", force=True, **WHERE).under(COURTS)

rules = Path("as-published/inputs/scheme-1.yaml").read_text()
Path("shorter.yaml").write_text(rules.replace("stays: forever", "stays: 1y"))
shorter = gh.run(scheme="rongcheng-2016+shorter.yaml", **WHERE).under(COURTS)

print(f"{'':40} {'as published':>14} {'one year':>14}")
for name in ("sanctioned_people", "listed_wrongly", "entries", "median_recovery_months", "refused_share"):
    before, after = as_published.metric(name), shorter.metric(name)
    print(f"{before['title']:40} {before['value']:14.4g} {after['value']:14.4g}")
