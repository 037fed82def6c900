"""The JSON Schema of a scheme's file, for editors that complete and check while one writes."""

from typing import Any

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.model import Scheme

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SOURCED = ("Figure", "Share")
Schema = dict[str, Any]


def scheme_schema(catalogue: Catalogue | None = None) -> Schema:
    """The schema of what an author writes; with a catalogue it also completes its conducts and services."""
    schema = Scheme.model_json_schema(by_alias=True, mode="validation")
    parts = schema["$defs"]
    _set(parts, "ListRule", "enter", *_one_or_several({"type": "string"}), {"$ref": "#/$defs/Enter"})
    for name in SOURCED:
        parts[name]["oneOf"] = [{"required": ["evidence"]}, {"required": ["assumed"]}]
    parts["Share"]["properties"]["value"] |= {"minimum": 0, "maximum": 1}
    if catalogue is not None:
        _name(parts, {"enum": sorted(catalogue.conduct_ids)}, {"enum": sorted(catalogue.service_ids)})
    return {"$schema": DRAFT, **schema, "title": "A scheme of Glasshouse"}


def _name(parts: Schema, conduct: Schema, service: Schema) -> None:
    """Let only ids of the catalogue stand wherever an author names a conduct or a service."""
    for part, key in (("Rule", "conduct"), ("Repair", "by"), ("Leave", "conduct")):
        _set(parts, part, key, conduct)
    _set(parts, "Consequence", "service", service)
    _set(parts, "Enter", "conduct", *_one_or_several(conduct))
    _set(parts, "ListRule", "enter", *_one_or_several(conduct), {"$ref": "#/$defs/Enter"})


def _one_or_several(one: Schema) -> tuple[Schema, Schema]:
    return one, {"type": "array", "items": one, "minItems": 1}


def _set(parts: Schema, part: str, key: str, *forms: Schema) -> None:
    """Let a key take any of these forms; its description stays."""
    said = parts[part]["properties"][key]
    kept = {name: said[name] for name in ("title", "description") if name in said}
    parts[part]["properties"][key] = {**kept, "anyOf": list(forms)}
