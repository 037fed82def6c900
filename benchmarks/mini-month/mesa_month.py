"""Mesa: one Python object a person, who keeps a list of records; nobody meets anybody, so there is no shuffling."""

from collections import deque
from itertools import accumulate
from math import exp

from law import ASKS, GRADES_FROM, MONTHS, POINTS, RATES, SEEN, START, WINDOW, Outcome
from measured import main
from mesa import Agent, Model

BELOW = list(accumulate(RATES))
NO_MORE = exp(-BELOW[-1])
A, B, C = GRADES_FROM


class Person(Agent):
    def __init__(self, model):
        super().__init__(model)
        self.score, self.grade, self.file = START, 0, deque()

    def step(self):
        model, file, draw = self.model, self.file, self.random.random
        while file and file[0][0] < model.month - WINDOW:
            self.score -= file.popleft()[1]
        grade = (self.score < A) + (self.score < B) + (self.score < C)
        model.people[grade] += 1
        model.flows[self.grade][grade] += 1
        self.grade = grade
        if model.month == MONTHS:
            return
        if grade >= 2 and draw() < ASKS:
            model.refusals += 1
        left = draw()
        while left > NO_MORE:
            left *= draw()
            act = draw() * BELOW[-1]
            kind = next((kind for kind, below in enumerate(BELOW) if act < below), len(BELOW) - 1)
            model.acts += 1
            if draw() < SEEN:
                model.records += 1
                file.append((model.month, POINTS[kind]))
                self.score += POINTS[kind]


class Town(Model):
    def __init__(self, people, seed):
        super().__init__(seed=seed)
        self.flows = [[0] * 4 for _ in range(4)]
        self.refusals = self.acts = self.records = 0
        Person.create_agents(self, people)

    def simulate(self):
        for self.month in range(MONTHS + 1):
            self.people = [0] * 4
            self.agents.do("step")


def run(people: int, seed: int) -> Outcome:
    town = Town(people, seed)
    town.simulate()
    months = people * MONTHS
    return Outcome(
        [grade / people for grade in town.people], town.refusals / people, town.acts / months, town.records / months
    )


if __name__ == "__main__":
    main(run)
