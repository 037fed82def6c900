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
from pydantic import BaseModel

import glasshouse as gh
from glasshouse import yamlfile
from glasshouse.cli import app
from glasshouse.consequence import model as consequence
from glasshouse.errors import GlasshouseError
from glasshouse.evidence import Part
from glasshouse.observe.catalogue import ConductsFile, ServicesFile, SourcesFile
from glasshouse.population.model import World
from glasshouse.scheme.model import Scheme

SOURCE = ROOT / "src/glasshouse"
MODULES = sorted(SOURCE.rglob("*.py"))

COMMANDS: dict[str, dict[str, str]] = {}
"""What each argument and option of each command takes."""

FUNCTIONS: dict[str, dict[str, str]] = {}
"""What each parameter of each public function takes."""

READERS: dict[str, tuple[set[str], str]] = {}
"""Which modules read from outside memory, with what, and what may pass."""

PERSONAL = {
    "name", "first_name", "surname", "full_name", "id_number", "identity_number", "identity_card",
    "passport", "ssn", "phone", "telephone", "mobile", "email", "address", "street", "postcode",
    "birthday", "birth_date", "date_of_birth", "face", "photo", "image", "fingerprint", "voice", "device",
    "mac_address", "ip", "plate", "account", "card_number", "contacts", "friends", "persons", "person_id",
    "records", "residents",
}  # fmt: skip

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
    """The calls in a module's text that read something: ``pl.read_csv``, ``read_text``, ``open``."""
    found = set()
    for part in ast.walk(ast.parse(text)):
        if isinstance(part, ast.Call):
            called = part.func
            last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if READING.match(last):
                owner = ast.unparse(called.value) if isinstance(called, ast.Attribute) else ""
                found.add(f"{owner}.{last}" if re.fullmatch(r"[a-z]\w*", owner) and owner.islower() else last)
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
        if inspect.isfunction(getattr(gh, name))
    }
    assert there == {name: set(taken) for name, taken in FUNCTIONS.items()}


def test_no_public_function_takes_a_table():
    for name in FUNCTIONS:
        for parameter in inspect.signature(getattr(gh, name)).parameters.values():
            assert not re.search("Frame|ndarray|Table|Series|Iterable|Sequence", str(parameter.annotation)), (
                name
            )


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
        ("frame = pl.read_csv(path)", {"pl.read_csv"}),
        ("frame = polars.scan_parquet(path)", {"polars.scan_parquet"}),
        ("text = (folder / 'people.csv').read_text()", {"read_text"}),
        ("with open(path) as file: pass", {"open"}),
        ("rows = csv.DictReader(file)", {"csv.DictReader"}),
        ("score = judge(file)", set()),
    ],
)
def test_a_new_reader_would_be_seen(text: str, found: set[str]):
    assert readings(text) == found


# What a file may say


@pytest.mark.parametrize("model", authors_models(), ids=lambda model: model.__qualname__)
def test_no_model_has_room_for_a_person(model: type[BaseModel]):
    assert model.model_config.get("extra") == "forbid"
    assert {name for name, _ in fields_of(model)} & PERSONAL == set()


@pytest.mark.parametrize("model", authors_models(), ids=lambda model: model.__qualname__)
def test_no_model_takes_whatever_comes(model: type[BaseModel]):
    for name, annotation in fields_of(model):
        parts = [annotation, *get_args(annotation)]
        assert not {Any, object, dict, list, tuple, bytes} & {
            part for part in parts if part is not type(None)
        }, name


@pytest.mark.parametrize("model", [World, Scheme, ConductsFile, ServicesFile, SourcesFile])
@pytest.mark.parametrize("key", sorted(PERSONAL))
def test_a_file_that_says_something_of_a_person_is_refused(model: type[BaseModel], key: str):
    with pytest.raises(GlasshouseError, match=rf"{key}: is not a key here"):
        yamlfile.validated({key: "anything"}, {}, model, "file.yaml")


def test_a_world_whose_people_are_listed_is_refused(tmp_path: Path):
    path = tmp_path / "world.yaml"
    path.write_text("id: village\npeople:\n  - {name: somebody, phone: '1'}\n")
    with pytest.raises(GlasshouseError, match="people: Input should be a valid integer"):
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
    suffixes = {
        path.suffix for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert suffixes <= {".py", ".yaml", ".csv", ".json", ".html", ".css", ".js", ".md", ".typed", ".svg"}
