"""Starsim: one module, its states as arrays, and a distribution of its own for each kind of act, seen or not."""

import numpy as np
import starsim as ss
from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main

KINDS = range(len(POINTS))


class Scoring(ss.Module):
    def __init__(self):
        super().__init__()
        seen = {f"seen{kind}": ss.poisson(lam=RATES[kind] * SEEN) for kind in KINDS}
        unseen = {f"unseen{kind}": ss.poisson(lam=RATES[kind] * (1 - SEEN)) for kind in KINDS}
        self.define_pars(**seen, **unseen, asks=ss.bernoulli(p=ASKS))
        self.define_states(ss.IntArr("score", default=START), ss.IntArr("grade", default=0))
        self.flows, self.ring = np.zeros(16, np.int64), None
        self.month = self.refusals = self.acts = self.records = 0

    def step(self):
        who, score = self.sim.people.auids, self.score.values
        if self.ring is None:
            self.ring = np.zeros((WINDOW, len(who)), np.int16)
        grade = sum((score < least).astype(np.int8) for least in GRADES_FROM)
        self.people = np.bincount(grade, minlength=4)
        self.flows += np.bincount(self.grade.values.astype(np.int64) * 4 + grade, minlength=16)
        self.grade[who] = grade
        self.month += 1
        if self.month > MONTHS:
            return
        self.refusals += len(self.pars.asks.filter(who[grade >= 2]))
        new = np.zeros(len(who), np.int16)
        for kind in KINDS:
            seen = self.pars[f"seen{kind}"].rvs(who).astype(np.int16)
            self.records += int(seen.sum())
            self.acts += int(seen.sum()) + int(self.pars[f"unseen{kind}"].rvs(who).sum())
            new += seen * np.int16(POINTS[kind])
        at = self.month % WINDOW
        self.score[who] = score + new - self.ring[at]
        self.ring[at] = new


def run(people: int, seed: int) -> Outcome:
    sim = ss.Sim(
        n_agents=people, modules=Scoring(), start=ss.days(0), dt=ss.days(1), dur=ss.days(MONTHS), rand_seed=seed,
        verbose=0,
    )  # fmt: skip
    sim.init()
    sim.run()
    town = next(one for one in sim.modules if isinstance(one, Scoring))
    months = people * MONTHS
    return Outcome((town.people / people).tolist(), town.refusals / people, town.acts / months, town.records / months)


if __name__ == "__main__":
    main(run)
