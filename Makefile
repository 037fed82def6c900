# What one does with Glasshouse, by verb. `make` alone lists the verbs; .ci/run calls the same ones.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test check same bench docs pages setup lock clean

VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE # where it is set, each worker would translate every test anew, which takes ten seconds

# The first Python from 3.11 on that runs and can make virtual environments; PYTHON=... chooses another.
CAN := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for one in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	if $$one -c "$(CAN)" >/dev/null 2>&1; then echo $$one; break; fi; done)

# The report is tested in a browser. Where there is none, those tests are left out and a line says so.
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
DRIVER := $(shell command -v chromedriver)
BROWSER := $(if $(and $(CHROMIUM),$(DRIVER)),,-m "not browser")

help: ## list these verbs
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

# A demo that was run before is run again in its place.
AGAIN = $(if $(wildcard glasshouse-runs/rongcheng-2016+court-list-rongcheng-seed1-5y),--force)

demo: $(VENV)/.run ## set up, then five years of Rongcheng under its points and the courts' list
	$(BIN)/glasshouse run rongcheng-2016+court-list --world rongcheng --years 5 --seed 1 $(AGAIN)

test: $(VENV)/.develop ## set up, then every test: behaviour, contracts, doctests, validation
ifneq ($(BROWSER),)
	@echo "No Chromium with chromedriver was found, so the tests that open the report in a browser are left out."
	@echo "On Debian or Ubuntu 'apt-get install chromium chromium-driver' brings both."
endif
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(BROWSER)

check: $(VENV)/.develop ## form, style, types, and that data flows one way
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

same: $(VENV)/.develop ## the proof that no number moved: every table of a fixed set against stored digests
	$(BIN)/python scripts/same.py

bench: $(VENV)/.run ## nanoseconds a person-month, bytes a person, time to the first month
	$(BIN)/glasshouse bench

docs: $(VENV)/.develop ## the pages, into docs/_build/html; a warning is an error
	$(BIN)/python scripts/reference.py
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

pages: $(VENV)/.develop ## run every example in the pages and write today's numbers into them
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/pages.py

setup: $(VENV)/.develop ## everything a developer needs, into .venv
	@echo "Ready. 'source $(BIN)/activate' puts glasshouse on your path."

lock: $(VENV)/.develop ## write down the versions installed in .venv as those to install everywhere
	$(BIN)/python scripts/lock.py

clean: ## remove what the other verbs made, but no run
	rm -rf $(VENV) docs/_build build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Glasshouse needs Python 3.11 or newer with its venv module; this machine's python3 is" \
			"$$(python3 -V 2>/dev/null || echo missing)."; \
		echo "Install it (on Debian or Ubuntu: 'apt-get install python3 python3-venv') or name it:" \
			"'make PYTHON=/path/to/python3.11 demo'."; \
		exit 2; \
	fi
	@echo "Making $(VENV) with $$($(PYTHON) -V)."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.lock pyproject.toml
	@echo "Installing Glasshouse and what it needs (once, a minute or two)."
	@$(BIN)/python -m pip install --quiet -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.develop: $(VENV)/.run requirements-dev.lock
	@echo "Installing what developers need (once)."
	@$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	@touch $@
