"""No real person, by construction: every way into Glasshouse, and that only aggregate tables and rules pass.

Three lists below name every way in: what a command line may say, what a public function takes, and where the
source reads anything. A new one fails here until it is put on its list, with what may pass through it.
"""

import ast
import csv
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pages import ROOT, commands
from pydantic import BaseModel, TypeAdapter, ValidationError

import glasshouse as gh
from glasshouse.base import yamlfile
from glasshouse.base.errors import GlasshouseError
from glasshouse.base.evidence import Part
from glasshouse.cli import app
from glasshouse.consequence import model as consequence
from glasshouse.observe.catalogue import ConductsFile, ServicesFile, SourcesFile
from glasshouse.population.model import World
from glasshouse.scheme.language.model import Scheme

SOURCE = ROOT / "src/glasshouse"
MODULES = sorted(SOURCE.rglob("*.py"))

RULES, SOCIETY, ITS_RUN, PARTS = (
    "an id, or a file of rules, with changes that its model checks",
    "an id, or a file of margins",
    "a folder that a run wrote",
    "ids of parts of the model, and numbers within their limits",
)

COMMANDS = {
    "run": {
        "scheme": RULES,
        "world": SOCIETY,
        "years": "a number",
        "months": "a number",
        "people": "how many, not who",
        "begins": "a month",
        "burn_in": "how many months, not who",
        "seed": "a number",
        "seeds": "how many, not who",
        "plan": "yes or no",
        "out": "a folder to write",
        "force": "yes or no",
        "follow": "how many, not who",
        "no_report": "yes or no",
        "records": "a number",
        "threads": "a number",
        "yes": "yes or no",
        "as_json": "yes or no",
        "save_at": "a month",
        "parts": PARTS,
    },
    "branch": {
        "run": ITS_RUN,
        "at": "a month",
        "scheme": RULES,
        "years": "a number",
        "months": "a number",
        "out": "a folder to write",
        "force": "yes or no",
        "no_report": "yes or no",
        "threads": "a number",
        "as_json": "yes or no",
    },
    "compare": {
        "schemes": RULES,
        "world": SOCIETY,
        "years": "a number",
        "months": "a number",
        "people": "how many, not who",
        "begins": "a month",
        "burn_in": "how many months, not who",
        "seed": "a number",
        "seeds": "how many, not who",
        "past": ITS_RUN,
        "at": "a month",
        "plan": "yes or no",
        "out": "a folder to write",
        "force": "yes or no",
        "follow": "how many, not who",
        "no_report": "yes or no",
        "records": "a number",
        "threads": "a number",
        "yes": "yes or no",
        "as_json": "yes or no",
        "parts": PARTS,
        "parts_a": PARTS,
        "parts_b": PARTS,
    },
    "resume": {"run": ITS_RUN, "no_report": "yes or no", "as_json": "yes or no"},
    "verify": {"run": ITS_RUN, "as_json": "yes or no"},
    "report": {"run": ITS_RUN, "out": "a file to write", "scheme": "an id"},
    "chart": {
        "run": ITS_RUN,
        "name": "the name of a chart",
        "out": "a file to write",
        "scheme": "an id",
        "about": "people or firms",
        "width": "a number",
        "dark": "yes or no",
        "as_json": "yes or no",
    },
    "explain": {
        "run": ITS_RUN,
        "person": "the number of a synthetic person or firm",
        "scheme": "an id",
        "show_twin": "yes or no",
        "against": RULES,
        "as_json": "yes or no",
    },
    "schemes": {"scheme": RULES, "as_json": "yes or no"},
    "worlds": {"world": SOCIETY, "as_json": "yes or no"},
    "catalogue": {"words": "an id, or words", "firms": "yes or no", "as_json": "yes or no"},
    "parts": {"as_json": "yes or no"},
    "check": {"file": RULES, "form": "text or json", "as_json": "yes or no"},
    "new-scheme": {"name": "an id"},
    "schema": {},
    "assumptions": {
        "world": SOCIETY,
        "scheme": RULES,
        "find": "a piece of a name",
        "used": "yes or no",
        "as_json": "yes or no",
    },
    "bench": {"nation": "yes or no", "seeds": "a number", "rooms": "yes or no", "parts": PARTS, "as_json": "yes or no"},
}
"""What each argument and option of each command takes."""

FUNCTIONS = {
    "run": {
        "world": SOCIETY,
        "scheme": RULES,
        "years": "a number",
        "months": "a number",
        "seed": "a number",
        "people": "how many, not who",
        "out": "a folder to write",
        "threads": "a number",
        "follow": "how many, not who",
        "records": "a number",
        "begins": "a month",
        "burn_in": "how many months, not who",
        "catalogue": "a folder of rates",
        "force": "yes or no",
        "parts": PARTS,
    },
    "branch": {
        "run": ITS_RUN,
        "at": "a month",
        "scheme": RULES,
        "years": "a number",
        "months": "a number",
        "out": "a folder to write",
        "threads": "a number",
        "force": "yes or no",
    },
    "ensemble": {
        "world": SOCIETY,
        "scheme": RULES,
        "years": "a number",
        "months": "a number",
        "seed": "a number",
        "seeds": "how many, not who",
        "people": "how many, not who",
        "out": "a folder to write",
        "threads": "a number",
        "records": "a number",
        "begins": "a month",
        "burn_in": "how many months, not who",
        "catalogue": "a folder of rates",
        "force": "yes or no",
        "patient": "yes or no",
        "parts": PARTS,
    },
    "compare": {
        "a": RULES,
        "b": RULES,
        "world": SOCIETY,
        "schemes": RULES,
        "years": "a number",
        "months": "a number",
        "seed": "a number",
        "seeds": "how many, not who",
        "people": "how many, not who",
        "out": "a folder to write",
        "threads": "a number",
        "follow": "how many, not who",
        "records": "a number",
        "begins": "a month",
        "burn_in": "how many months, not who",
        "catalogue": "a folder of rates",
        "force": "yes or no",
        "patient": "yes or no",
        "parts": PARTS,
        "parts_a": PARTS,
        "parts_b": PARTS,
    },
    "open_ensemble": {"folder": ITS_RUN},
    "open_run": {"folder": ITS_RUN},
    "open_twin_ensemble": {"folder": ITS_RUN},
    "open_comparison": {"folder": ITS_RUN},
    "resume": {"folder": ITS_RUN, "progress": "a function that is told the month"},
    "verify": {"folder": ITS_RUN, "progress": "a function that is told the month"},
    "explain": {"run": ITS_RUN, "person": "the number of a synthetic person or firm", "scheme": "an id"},
    "write_report": {"run": "a run, or a comparison of two", "path": "a file to write", "scheme": "an id"},
    "find_scheme": {"name_or_path": RULES},
    "find_world": {"name": SOCIETY},
    "load_catalogue": {"folder": "a folder of rates"},
    "schemes": {},
    "worlds": {},
}
"""What each parameter of each public function takes."""

READERS = {
    "cli/check.py": ({"read_text"}, "what an author writes, to tell the column of a finding"),
    "base/cache.py": ({"os.open", "read"}, "what we kept: compiled functions, the chart library"),
    "cli/streams.py": ({"os.open"}, "nothing: /dev/null, in place of a stream that is closed or full"),
    "base/compiled.py": ({"read_bytes"}, "our own source, for its digest"),
    "base/forked.py": ({"read_text"}, "the names of the threads of this process"),
    "base/machine_code.py": (
        {"pickle.loads", "read_bytes"},
        "our own source, for its digest; functions that we compiled",
    ),
    "base/memory.py": ({"read_text"}, "what the system says of its memory"),
    "studies/benchmark.py": ({"read_text", "json.loads"}, "what a benchmark printed; the name of the processor"),
    "population/tables.py": (
        {"pl.read_csv", "read_text", "read_bytes"},
        "the census tables that we ship",
    ),
    "measure/gather.py": ({"pl.read_ipc", "np.frombuffer"}, "the state of an ensemble of ours"),
    "storage/checkpoint.py": ({"open", "read", "json.loads"}, "the state of a run of ours"),
    "storage/disk.py": ({"open", "os.open", "read_bytes"}, "opened to write; the files of a folder of ours"),
    "storage/provenance.py": (
        {"read_text", "read_bytes"},
        "our source",
    ),
    "storage/folder.py": (
        {"read_bytes", "json.loads", "pl.read_parquet"},
        "the folder of a run, comparison or ensemble of ours",
    ),
    "storage/lock.py": ({"os.open"}, "opened to lock"),
    "storage/made.py": ({"os.open", "os.read", "json.loads"}, "paths of folders that were made, in a list of ours"),
    "storage/place.py": ({"json.loads"}, "what a folder of ours says it is"),
    "storage/saved.py": ({"open"}, "a month that a run of ours saved, to hand it on"),
    "scheme/library/skeleton.py": ({"open"}, "opened to write"),
    "base/yamlfile.py": ({"open", "read"}, "what an author writes; it goes through a closed model"),
}
"""Which modules read from outside memory, with what, and what may pass."""

PERSONAL = {
    "name", "first_name", "surname", "full_name", "id_number", "identity_number", "identity_card",
    "passport", "ssn", "phone", "telephone", "mobile", "email", "address", "street", "postcode",
    "birthday", "birth_date", "date_of_birth", "face", "photo", "image", "fingerprint", "voice", "device",
    "mac_address", "ip", "plate", "account", "card_number", "contacts", "friends", "persons", "person_id",
    "records", "residents",
}  # fmt: skip

MEANT_OTHERWISE = {
    ("Rule", "account"): "the id of a part of the score",
    ("Repair", "account"): "the id of a part of the score",
    ("Input", "friends"): "points by the mean score of the friends that are drawn for everybody",
    ("Friends", "friends"): "the same, in the form that Input takes it from",
    ("Example", "friends"): "the mean score of the friends of nobody in particular",
}
"""Keys that could be about a person and are not: what they hold, which is an id or one number."""

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "grpc", "http", "httpx", "imaplib", "kafka", "paramiko", "poplib",
    "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "websocket",
    "websockets", "xmlrpc",
}  # fmt: skip
RECOGNISERS = {
    "PIL", "cv2", "deepface", "dlib", "easyocr", "face_recognition", "facenet_pytorch", "imageio",
    "insightface", "librosa", "mediapipe", "nltk", "onnxruntime", "pytesseract", "skimage", "sklearn",
    "spacy", "speech_recognition", "tensorflow", "torch", "torchvision", "transformers", "vosk",
    "whisper",
}  # fmt: skip
DEVICES = {"bluetooth", "nmap", "pcap", "pyaudio", "scapy", "serial", "sounddevice", "usb"}

READING = re.compile(
    r"^(?:read|scan)_\w+$|^read$|^open$|^(?:safe_)?load(?:s|_all)?$|^compose(?:_all)?$|^(?:reader|DictReader)$"
    r"|^(?:loadtxt|genfromtxt|fromfile|memmap|open_memmap|frombuffer)$|^connect$|^Parquet(?:File|Dataset)$|^input$"
)


def imports(path: Path) -> set[str]:
    """The top-level names of what a module imports."""
    found = set()
    for part in ast.walk(ast.parse(path.read_text())):
        if isinstance(part, ast.Import):
            found |= {one.name.split(".")[0] for one in part.names}
        elif isinstance(part, ast.ImportFrom) and part.level == 0 and part.module:
            found.add(part.module.split(".")[0])
    return found


def readings(text: str) -> set[str]:
    """The calls in a module's text that read something: ``pl.read_csv``, ``read_text``, ``open``.

    Functions of Glasshouse that read for it are left out: they are on the list themselves.
    """
    parts = list(ast.walk(ast.parse(text)))
    modules = {one.asname or one.name for part in parts if isinstance(part, ast.Import) for one in part.names}
    ours = {part.name for part in parts if isinstance(part, ast.FunctionDef)}
    for part in parts:
        if isinstance(part, ast.ImportFrom) and (part.module or "").startswith("glasshouse"):
            ours |= {one.asname or one.name for one in part.names}
    found = set()
    for part in parts:
        if isinstance(part, ast.Call):
            *owners, last = re.sub(r"\(.*\)|\[.*\]", "", ast.unparse(part.func), flags=re.DOTALL).split(".")
            if READING.match(last) and (owners or [last])[0] not in ours:
                found.add(".".join([*owners, last]) if owners and owners[0] in modules else last)
    return found


def authors_models() -> list[type[BaseModel]]:
    """Every model of what an author may write."""
    found: list[type[BaseModel]] = []
    waiting: list[type[BaseModel]] = [Part]
    while waiting:
        model = waiting.pop()
        found.append(model)
        waiting += model.__subclasses__()
    return sorted(set(found), key=lambda model: f"{model.__module__}.{model.__qualname__}")


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


# What the command line takes


def test_every_argument_and_option_of_every_command_is_on_the_list():
    there = {
        name: {parameter.name for parameter in command.params if parameter.name != "help"}
        for name, command in commands(app).items()
    }
    assert there == {name: set(taken) for name, taken in COMMANDS.items()}


def test_no_command_runs_without_its_name_on_the_list():
    assert all(what for taken in COMMANDS.values() for what in taken.values())


# What Python takes


def test_every_parameter_of_every_public_function_is_on_the_list():
    there = {
        name: set(inspect.signature(getattr(gh, name)).parameters)
        for name in gh.__all__
        if callable(getattr(gh, name)) and not inspect.isclass(getattr(gh, name))
    }
    assert there == {name: set(taken) for name, taken in FUNCTIONS.items()}


def test_no_public_function_takes_a_table():
    for name in FUNCTIONS:
        for parameter in inspect.signature(getattr(gh, name)).parameters.values():
            assert not re.search("Frame|ndarray|Table|Series|Iterable|Sequence", str(parameter.annotation)), name


# What the source reads


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_reads_only_what_the_list_says(path: Path):
    known = READERS.get(str(path.relative_to(SOURCE)), (set(), ""))[0]
    assert readings(path.read_text()) == known


def test_every_entry_of_the_list_is_about_a_module():
    assert {SOURCE / name for name in READERS} <= set(MODULES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_reaches_a_network_a_sensor_or_a_recogniser(path: Path):
    assert imports(path) & (NETWORK | RECOGNISERS | DEVICES) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import polars as pl\nframe = pl.read_csv(path)", {"pl.read_csv"}),
        ("import polars\nframe = polars.scan_parquet(path)", {"polars.scan_parquet"}),
        ("text = (folder / 'people.csv').read_text()", {"read_text"}),
        ("with open(path) as file: pass", {"open"}),
        ("import csv\nrows = csv.DictReader(file)", {"csv.DictReader"}),
        ("score = judge(file)", set()),
    ],
)
def test_a_new_reader_would_be_seen(text: str, found: set[str]):
    assert readings(text) == found


# What a file may say


@pytest.mark.parametrize("model", authors_models(), ids=lambda model: model.__qualname__)
def test_no_model_has_room_for_a_person(model: type[BaseModel]):
    assert model.model_config.get("extra") == "forbid"
    names = {name for name, _ in fields_of(model) if (model.__qualname__, name) not in MEANT_OTHERWISE}
    assert names & PERSONAL == set()


@pytest.mark.parametrize(("owner", "key"), MEANT_OTHERWISE)
def test_a_key_that_is_meant_otherwise_holds_an_id_or_one_number(owner: str, key: str):
    (model,) = [one for one in authors_models() if one.__qualname__ == owner]
    held = [value for value in (["x"], {"x": 1}, {"name": "x"}, [1, 2]) if not _refuses(model, key, value)]
    assert held == []


def _refuses(model: type[BaseModel], key: str, value: Any) -> bool:
    """Whether a model takes no such value for a key."""
    field = next(field for name, field in model.model_fields.items() if (field.alias or name) == key)
    try:
        TypeAdapter(field.annotation).validate_python(value)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("model", authors_models(), ids=lambda model: model.__qualname__)
def test_no_model_takes_whatever_comes(model: type[BaseModel]):
    for name, annotation in fields_of(model):
        parts = [annotation, *get_args(annotation)]
        assert not {Any, object, dict, list, tuple, bytes} & {part for part in parts if part is not type(None)}, name


@pytest.mark.parametrize("model", [World, Scheme, ConductsFile, ServicesFile, SourcesFile])
@pytest.mark.parametrize("key", sorted(PERSONAL))
def test_a_file_that_says_something_of_a_person_is_refused(model: type[BaseModel], key: str):
    with pytest.raises(GlasshouseError, match=rf"{key}: is not a key here"):
        yamlfile.validated({key: "anything"}, {}, model, "file.yaml")


def test_a_world_whose_people_are_listed_is_refused(tmp_path: Path):
    path = tmp_path / "world.yaml"
    path.write_text("id: village\npeople:\n  - {name: somebody, phone: '1'}\n")
    with pytest.raises(GlasshouseError, match="people: is a list, but a whole number belongs here"):
        yamlfile.load(path, World)


def test_a_scheme_cannot_name_a_person():
    with pytest.raises(GlasshouseError, match=r"when\.person: is not a key here"):
        yamlfile.validated({"when": {"person": 17}}, {}, consequence.Consequence, "file.yaml")


# What we ship


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.csv")), ids=lambda path: path.name)
def test_a_table_that_we_ship_is_an_aggregate(path: Path):
    with path.open(newline="") as file:
        head, *rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
    assert {column.strip().lower() for column in head} & PERSONAL == set()
    assert len(rows) <= 31 * 100, "a table of margins has a row per place and cell, not one per person"


def test_we_ship_rules_and_tables_and_nothing_else():
    suffixes = {path.suffix for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert suffixes <= {".py", ".yaml", ".csv", ".json", ".html", ".css", ".js", ".md", ".typed", ".svg"}
