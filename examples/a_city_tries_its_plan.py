"""An authority tries a plan of its own on a synthetic Dresden, before anybody real is scored.

The plan is made up after a worked example of the Commission's guidelines on social scoring. How often people do what is
the catalogue's, not Dresden's: see the limits in the world's own words.
"""

from pathlib import Path

import glasshouse as gh

plan = Path(__file__).with_name("city_trust.yaml")
run = gh.run(world="dresden", scheme=plan, people=20_000, years=3, seed=1)

refused = run.refusals.filter(run.refusals["refused"] > 0).sort("refused", descending=True)
print(
    f"{run.metric('sanctioned_people')['people']:,} of {run.metric('sanctioned_share')['of']:,} residents are listed."
)
print(refused.select("title", "domain", "asked", "refused"))
page = gh.write_report(run, "city-trust.html")
print(f"Limb by limb, what this run holds for Article 5(1)(c) of the EU AI Act: {page.name}#legal")
