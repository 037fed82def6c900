"""Runs that never ran, for every test of a chart."""

import made_up_run
import pytest
from small_ensemble import ensemble_of_run

from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run


@pytest.fixture(scope="session")
def run() -> Run:
    """Five years under six grades and two lists."""
    return made_up_run.made_up_run()


@pytest.fixture(scope="session")
def ensemble() -> Ensemble:
    """Five seeds of the same."""
    return ensemble_of_run(made_up_run.made_up_run())


@pytest.fixture(scope="session")
def edge_ensembles() -> dict[str, Ensemble]:
    """Ensembles at the edge, by name."""
    return {name: ensemble_of_run(made()) for name, made in made_up_run.EDGES.items()}


@pytest.fixture(scope="session", params=made_up_run.EDGES)
def edge(request: pytest.FixtureRequest) -> Run:
    """Each run at the edge: nobody sanctioned, no scheme at all, no month lived, ..."""
    return made_up_run.EDGES[request.param]()


@pytest.fixture(scope="session")
def edges() -> dict[str, Run]:
    """All of them by name."""
    return {name: made() for name, made in made_up_run.EDGES.items()}
