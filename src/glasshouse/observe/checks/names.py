"""Names: each entry of a catalogue has its own, and what is named is there."""

from glasshouse.base.errors import no_such
from glasshouse.base.yamlfile import line_of
from glasshouse.observe.files import Files, entries, list_name


def ids_and_numbers_are_unique(files: Files) -> None:
    """Each conduct, service and source has an id and a number of its own."""
    for file, parts in entries(files):
        for key in ("id", "number"):
            seen: dict[object, int] = {}
            for at, part in enumerate(parts):
                value = getattr(part, key, None)
                if value is not None and value in seen:
                    first = line_of(files.lines[file], (list_name(file), seen[value], key))
                    text = f"{value!r} is taken by another entry (line {first}). Give each its own."
                    files.wrong(file, (list_name(file), at, key), text)
                elif value is not None:
                    seen[value] = at


def sources_are_known(files: Files) -> None:
    """Conducts are in view of sources that there are."""
    known = [source.id for source in files.sources]
    for at, conduct in enumerate(files.conducts if known else ()):
        for place, view in enumerate(conduct.seen_by):
            if view.source not in known:
                where = ("conducts", at, "seen_by", place, "source")
                files.wrong("conducts.yaml", where, no_such("a source", view.source, known))


def no_source_is_named_twice(files: Files) -> None:
    """A conduct names each source that has it in view once."""
    for at, conduct in enumerate(files.conducts):
        named = [view.source for view in conduct.seen_by]
        for place, source in enumerate(named):
            if source in named[:place]:
                where = ("conducts", at, "seen_by", place, "source")
                files.wrong("conducts.yaml", where, f"{source!r} stands twice in seen_by. Join the two shares.")
