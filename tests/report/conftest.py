"""Runs that never ran, their pages, and a browser to open them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import made_up_run
import pytest
from each_kind import each_kind
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from small_ensemble import ensemble_of_run

from glasshouse.charts.study import Study
from glasshouse.report import write_report
from glasshouse.results.ensemble import Ensemble
from glasshouse.results.run import Run

Pages = Callable[[str], Path]

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


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


@pytest.fixture(scope="session")
def edges() -> dict[str, Run]:
    """Runs at the edge, by name: nobody sanctioned, no scheme at all, no month lived, ..."""
    return {name: made() for name, made in made_up_run.EDGES.items()}


@pytest.fixture(scope="session")
def studies() -> dict[str, Study]:
    """One study of each kind, by name."""
    return each_kind()


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory, studies: dict[str, Study], edges: dict[str, Run]) -> Pages:
    """The page of a study by its name, written once; beside that of a comparison lies the report of its side a."""
    written: dict[str, Path] = {}

    def write(name: str = "usual") -> Path:
        if name not in written:
            folder = tmp_path_factory.mktemp(name)
            if name == "worlds":
                (folder / "a").mkdir()
                (folder / "a" / "report.html").write_text("a")
            written[name] = write_report({**edges, **studies}[name], folder / "report.html")
        return written[name]

    return write


def found(*names: str) -> str:
    """The first of these programs that is installed."""
    return next(path for path in map(shutil.which, names) if path)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Headless Chromium with a profile of its own, which keeps what is logged and requested."""
    options = webdriver.ChromeOptions()
    options.binary_location = found("chromium", "chromium-browser", "google-chrome")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(found("chromedriver")))
    yield driver
    driver.quit()
