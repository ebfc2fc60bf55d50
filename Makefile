# Two commands on a fresh machine: `make demo` and `make test`. Needs Python 3.11 or later and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint format gate test-engines clean help

help: ## list what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/'

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed ## install, index the five sample articles, find "prevail"
	$(BIN)/quotesearch rebuild seeds/
	$(BIN)/quotesearch find "prevail"

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/.installed-dev ## format check, lint, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gate: $(VENV)/.installed-dev ## score against the floors in benchmarks/floors.json
	$(BIN)/python -m benchmarks.gate

clean: ## remove what make made
	rm -rf $(VENV) .venv-* .mypy_cache .ruff_cache .pytest_cache
