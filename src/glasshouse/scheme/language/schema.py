"""The JSON Schema of a scheme's file, for editors that complete and check while one writes."""

from collections.abc import Iterable
from typing import Any

from glasshouse.observe.catalogue import Catalogue
from glasshouse.scheme.language.model import WHO_LOOKS, Scheme

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SOURCED = ("Figure", "Share", "Rate")
Schema = dict[str, Any]


def scheme_schema(*catalogues: Catalogue) -> Schema:
    """The schema of what an author writes; with catalogues it also completes their conducts, services and sources."""
    schema = Scheme.model_json_schema(by_alias=True, mode="validation")
    parts = schema["$defs"]
    _set(parts, "ListRule", "enter", *_one_or_several({"type": "string"}), {"$ref": "#/$defs/Enter"})
    for name in SOURCED:
        parts[name]["oneOf"] = [{"required": ["evidence"]}, {"required": ["assumed"]}]
    looks = {"enum": sorted(WHO_LOOKS)}
    _set(parts, "Visible", "score", looks, {"type": "array", "items": looks})
    parts["Rule"]["oneOf"] = [{"required": ["conduct", "lasts"]}, {"required": ["list"]}]
    parts["Share"]["properties"]["value"] |= {"minimum": 0, "maximum": 1}
    if catalogues:
        _name(parts, catalogues)
    return {"$schema": DRAFT, **schema, "title": "A scheme of Glasshouse"}


def _name(parts: Schema, catalogues: tuple[Catalogue, ...]) -> None:
    """Let only ids of the catalogues stand wherever an author names something that they hold."""
    conducts = {name for one in catalogues for name in one.conduct_ids}
    services = {name for one in catalogues for name in one.service_ids}
    conduct, service, recorded = _one_of(conducts), _one_of(services), _one_of(conducts | services)
    source = _one_of({source.id for one in catalogues for source in one.sources})
    stage = _one_of({stage.id for one in catalogues for stage in one.livelihood.stages})
    _set(parts, "Rule", "conduct", recorded)
    _set(parts, "Rule", "source", source)
    _set(parts, "Repair", "by", conduct)
    _set(parts, "Leave", "conduct", conduct)
    _set(parts, "Connection", "source", source)
    _set(parts, "Consequence", "service", service)
    _set(parts, "Enter", "conduct", *_one_or_several(recorded))
    _set(parts, "Enter", "debt", *_one_or_several(stage))
    _set(parts, "ListRule", "enter", *_one_or_several(recorded), {"$ref": "#/$defs/Enter"})


def _one_of(ids: Iterable[str]) -> Schema:
    return {"enum": sorted(ids)}


def _one_or_several(one: Schema) -> tuple[Schema, Schema]:
    return one, {"type": "array", "items": one, "minItems": 1}


def _set(parts: Schema, part: str, key: str, *forms: Schema) -> None:
    """Let a key take any of these forms; its description stays."""
    said = parts[part]["properties"][key]
    kept = {name: said[name] for name in ("title", "description") if name in said}
    parts[part]["properties"][key] = {**kept, "anyOf": list(forms)}
