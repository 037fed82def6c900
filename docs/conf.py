"""How Sphinx builds these pages."""

from importlib.metadata import version as version_of

from sphinx.pycode import ModuleAnalyzer

project = "Glasshouse"
author = "The Glasshouse authors"
copyright = "The Glasshouse authors, Apache-2.0"
version = release = version_of("glasshouse")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "first-answer"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "Glasshouse"
html_static_path: list[str] = []
html_extra_path = ["first-answer"]  # pages that Glasshouse made, as they are
html_theme_options = {
    "announcement": "Every person in Glasshouse is synthetic, and results hold under stated assumptions."
}

# Overloads are for type checkers; whoever reads the page wants the parameters of the function itself.
api = ModuleAnalyzer.for_module("glasshouse.api")
api.analyze()
api.overloads = {}
