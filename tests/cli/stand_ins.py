"""Studies that are asked for and never carried out."""

from types import SimpleNamespace
from typing import Any

from glasshouse.studies.spec import Plan


def stand_in(asked: tuple[Any, ...], plan: Plan) -> Any:
    """A study that is planned as ``plan`` says and never carried out; ``asked`` is what it was made of."""
    info = {"world": {"people": plan.people}, "months": plan.months}
    return SimpleNamespace(asked=asked, plan=lambda: plan, contents=SimpleNamespace(info=info))
