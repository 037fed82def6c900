"""What one changed rule does: one year on the list of judgment defaulters, not two, for the same people."""

from pathlib import Path

import glasshouse as gh

as_published = gh.run(world="hamlet", scheme="rongcheng-2016", years=5, seed=1, out="as-published", force=True)

rules = Path("as-published/inputs/scheme.yaml").read_text()
Path("shorter.yaml").write_text(rules.replace("stays: 2y", "stays: 1y"))
shorter = gh.run(world="hamlet", scheme="shorter.yaml", years=5, seed=1)

print(f"{'':40} {'as published':>14} {'one year':>14}")
for name in ("sanctioned_people", "listed_wrongly", "entries", "median_recovery_months", "refused_share"):
    before, after = as_published.metric(name), shorter.metric(name)
    print(f"{before['title']:40} {before['value']:14.4g} {after['value']:14.4g}")
