"""What stands beneath every picture that leaves the report: that nobody in it is real, and where it is from."""

from glasshouse.charts.study import OneWorld, Study, has_many_seeds, who_of
from glasshouse.charts.style import Drawing
from glasshouse.charts.words import worded
from glasshouse.results.comparison import Comparison
from glasshouse.results.run import SYNTHETIC


def with_caption(drawing: Drawing, study: Study) -> Drawing:
    """The drawing, now with the caveat and its source, and in words about people or about firms."""
    who, title = who_of(study), drawing.title
    title.text = worded(who, title.text)
    drawing.description = worded(who, drawing.description)
    drawing.usermeta = {"about": who, "caption": caption_of(study)}
    return drawing


def caption_of(study: Study) -> list[str]:
    """The lines beneath a picture."""
    about, who = study.info, who_of(study)
    caveat = SYNTHETIC.replace("people", "people and firms") if who == "firms" else SYNTHETIC
    seeds = f"{about['seeds']} seeds from {about['seed']}" if has_many_seeds(study) else f"seed {about['seed']}"
    people = f"{about['world']['people']:,} people in {about['world']['id']}"
    return [caveat, " · ".join([*_rules(study), people, seeds, f"Glasshouse {about['engine']['version']}"])]


def _rules(study: Study) -> list[str]:
    """The schemes, with the beginnings of their digests."""
    if isinstance(study, OneWorld):
        scheme = study.info["scheme"]
        return [f"{scheme['id']} {scheme['sha256'][:8]}"]
    if isinstance(study, Comparison):
        digests = [run.info["scheme"]["sha256"] for run in study.runs]
    else:
        digests = [side["about"]["scheme"]["sha256"] if "about" in side else "" for side in study.info["sides"]]
    sides = zip(study.info["sides"], digests, strict=True)
    return [f"{side['name']}: {side['reference']} {digest[:8]}".rstrip() for side, digest in sides]
