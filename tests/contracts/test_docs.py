"""What README, CONTRIBUTING and the pages under docs/ mention exists; what they show is what comes out."""

import inspect
import re
from pathlib import Path
from typing import Any

import numpy as np
import pages
import pytest
from pages import ROOT, Page
from pydantic import BaseModel, create_model

import glasshouse as gh
from glasshouse.base import yamlfile
from glasshouse.cli import app
from glasshouse.measure import registry
from glasshouse.measure.tally import Tallies
from glasshouse.observe.catalogue import ConductsFile, ServicesFile
from glasshouse.observe.errors.declared import declared_in
from glasshouse.observe.library import firm_catalogue
from glasshouse.observe.model import Source
from glasshouse.scheme.language.files import scheme_ids
from glasshouse.scheme.library.find import find_scheme

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PATHS = pages.paths()
COMMANDS = pages.commands(app)
ROOTS = [ROOT, *(ROOT / folder for folder in ("src/glasshouse", "src/glasshouse/data", "docs", "tests"))]
PATH = re.compile(r"[\w.*-]+/[\w./*-]*|[\w.-]+\.(?:md|toml|lock|cff)|Makefile|LICENSE")
NOT_OURS = {"first-run/report.html", "compared/report.html"}  # what the examples make


def each_page(test):
    names = [str(path.relative_to(ROOT)) for path in PATHS]
    return pytest.mark.parametrize("page", PATHS, ids=names, indirect=True)(test)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Page:
    """A page, which is read when a test first asks for it."""
    return pages.read(request.param)


def commands_of(page: Page) -> list[str]:
    """Every ``glasshouse`` command that a page shows or mentions."""
    lines = [one for block in page.blocks if block.language == "console" for one in map(command, pages.shown(block))]
    lines += [line for block in page.blocks if block.language == "sh" for line in block.text.splitlines()]
    return [line for line in lines + list(page.codes) if line.startswith("glasshouse ")]


def command(shown: pages.Shown) -> str:
    return shown.command


@each_page
def test_every_link_leads_somewhere(page: Page):
    for link in page.links:
        if not re.match(r"[a-z]+:", link):
            target = page.path.parent / link.split("#")[0]
            assert target.exists(), f"{page.path.name} links to {link}"


def is_a_list(text: str) -> bool:
    """Whether a text names a list of a scheme of the library, as in court-list/defaulters."""
    scheme, _, entry = text.partition("/")
    return scheme in scheme_ids() and entry in {one.id for one in find_scheme(scheme).lists}


@each_page
def test_every_path_that_is_mentioned_exists(page: Page):
    for text in page.codes:
        if PATH.fullmatch(text) and text not in NOT_OURS and not is_a_list(text):
            assert any(list(root.glob(text.rstrip("/"))) for root in ROOTS), f"{page.path.name} mentions {text}"


@each_page
def test_every_verb_of_make_that_is_mentioned_exists(page: Page):
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    texts = [*page.codes, *(line for block in page.blocks for line in block.text.splitlines())]
    for text in texts:
        if made := re.match(r"(?:\$ )?make ([a-z]+)$", text):
            assert made[1] in verbs, f"{page.path.name} mentions {text}"


@each_page
def test_every_command_that_is_mentioned_can_be_given(page: Page):
    for line in commands_of(page):
        name, *words = pages.words_of(line)[1:]
        if not name.startswith("-"):
            assert name in COMMANDS, f"{page.path.name} mentions {line}"
            given = [re.sub(r"^[A-Z]+$", "1", word) for word in words]
            if given and "..." not in given:
                COMMANDS[name].make_context(name, given)


@each_page
def test_every_name_that_is_mentioned_exists(page: Page):
    for text in [*page.codes, *(block.text for block in page.blocks if block.language == "python")]:
        for dotted in re.findall(r"\bgh((?:\.[a-z_]\w*)+)", text):
            there: object = gh
            for name in dotted[1:].split("."):
                assert hasattr(there, name), f"{page.path.name} mentions gh{dotted}"
                there = getattr(there, name)
        named = re.fullmatch(r"run\.(?!json)([a-z_]+)(?:\(\))?", text)
        known = set(dir(gh.Run)) | set(inspect.signature(gh.Run).parameters)
        assert named is None or named[1] in known, f"{page.path.name} mentions {text}"


@each_page
def test_every_conduct_and_service_that_is_mentioned_exists(page: Page):
    known = {
        name
        for catalogue in (gh.load_catalogue(), firm_catalogue())
        for name in (*catalogue.conduct_ids, *catalogue.service_ids, *(source.id for source in catalogue.sources))
    }
    domains = {name.split(".")[0] for name in known if "." in name}
    for text in page.codes:
        is_a_file = text.endswith((".html", ".json", ".py"))
        if re.fullmatch(r"[a-z_]+\.[a-z_]+", text) and text.split(".")[0] in domains and not is_a_file:
            assert text in known, f"{page.path.name} mentions {text}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_its_section_with_every_option(name: str):
    text = (ROOT / "docs/command-line.md").read_text()
    found = re.search(rf"^## `glasshouse {name}`$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/command-line.md has no section on glasshouse {name}"
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in found[1], f"the section on glasshouse {name} says nothing of {option}"


@each_page
def test_what_a_page_shows_is_what_comes_out(page: Page):
    with pages.elsewhere():
        for one, code, printed in pages.run(page):
            place = f"{page.path.name}, line {one.line}: {one.command}"
            assert code == (2 if one.output.startswith("Error") else 0), f"{place}\n{printed}"
            if one.output:
                assert pages.pattern(one.output).fullmatch(printed), f"{place} prints\n{printed}"


@pytest.mark.parametrize(("key", "model"), [("conducts", ConductsFile), ("services", ServicesFile)])
def test_the_entries_that_contributing_adds_to_the_catalogue_are_good_ones(key: str, model: type[BaseModel]):
    singular = f"A {key.removesuffix('s')}"
    section = re.search(rf"^### {singular}$.*?```yaml\n(.*?)```", CONTRIBUTING.read_text(), re.MULTILINE | re.DOTALL)
    assert section
    entries, lines = yamlfile.read_text(section[1], "CONTRIBUTING.md")
    added = getattr(yamlfile.validated({key: entries}, lines, model, "CONTRIBUTING.md"), key)
    catalogue = gh.load_catalogue()
    assert not {one.number for one in added} & {one.number for one in getattr(catalogue, key)}
    seen_by = {view.source for one in added for view in getattr(one, "seen_by", ())}
    assert seen_by <= {source.id for source in catalogue.sources}


def example_with(text: str) -> str:
    """The example in Python of CONTRIBUTING that a text stands in."""
    blocks = pages.read(CONTRIBUTING).blocks
    return next(block.text for block in blocks if block.language == "py" and text in block.text)


def test_the_error_of_a_source_that_contributing_adds_works():
    names: dict[str, Any] = {}
    exec(example_with("SourceError"), names)
    assert declared_in(create_model("Careless", mislaid=(names["Mislaid"], ...), __base__=Source))["mislaid"].by_kind
    where, shares = np.array([1, 1, 2], np.int32), np.array([0, 0.5], np.float32)
    marks = np.array([0.4, 0.6, 0.4], np.float32) * (1 << 32)
    names["mislay"].py_func(3, np.arange(3), np.array([1, 1, 0]), marks.astype(np.uint32), shares, where)
    assert where.tolist() == [0, 1, 2]


def test_the_metric_that_contributing_adds_works(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "METRICS", {})
    exec(example_with("@metric"), {})
    found = registry.measure_all(Tallies.for_months(12), registry.sanctioned_cells([]))
    assert found["struck_share"].value is None


def test_a_page_that_says_something_else_is_caught():
    assert pages.pattern("AAA ... 12 people").fullmatch("AAA  and  12   people")
    assert not pages.pattern("AAA ... 12 people").fullmatch("AAA and 13 people")


def test_numbers_are_renewed_and_words_are_not():
    assert pages.renewed("12 people ... of 5,000", "13 people who are part of 5,001") == "13 people ... of 5,001"
    assert pages.renewed("12 people\n...", "12 firms") is None


def test_an_example_that_is_shown_whole_is_renewed_whole():
    assert pages.renewed("12 people\ntook ... s", "9 firms\n3 people\ntook 4 s") == "9 firms\n3 people\ntook ... s"


def test_pages_are_read_to_the_last_example(tmp_path: Path):
    (tmp_path / "page.md").write_text("```console\n$ glasshouse run \\\n    x\none\ntwo\n$ glasshouse worlds\n```\n")
    block = pages.read(tmp_path / "page.md").blocks[0]
    assert [(one.command, one.output, one.line) for one in pages.shown(block)] == [
        ("glasshouse run x", "one\ntwo", 3),
        ("glasshouse worlds", "", 6),
    ]
