# Two commands on a fresh machine: `make demo` and `make test`. Needs Python 3.11 or later and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Errors only: pip before 24 warns that it does not find an extra of lxml (`html_clean`), which we install by its own name.
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

SHARED ?= ../shared

.PHONY: demo test lint format gate weights weights-cleaning compiled test-engines clean help

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-17s %s\n", $$1, $$2 }' Makefile

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "quotesearch needs Python 3.11 or later, and \`$(PYTHON)\` is older. Name another one: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	$(BIN)/python -m compileall -q quotesearch # else every start does it again where Python may not write it down
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed ## install, index the five sample articles, find "prevail"
	$(BIN)/quotesearch rebuild seeds/
	$(BIN)/quotesearch find "prevail"

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/.installed-dev ## format check, lint, types, imports, plain English
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m benchmarks.plain_english --check

format: $(VENV)/.installed-dev ## rewrite the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gate: $(VENV)/.installed-dev ## score against the floors in benchmarks/floors.json
	$(BIN)/python -m benchmarks.gate

weights: $(VENV)/.installed-dev ## refit all weights of extraction, from the corpora in SHARED
	$(INSTALL) --editable '.[dev,training]'
	$(BIN)/python -m training.fit_all --polnear $(SHARED)/polnear --pages $(SHARED)/pages --date $$(date +%F)

weights-cleaning: $(VENV)/.installed-dev ## refit the weights of cleaning, and measure them on other sites
	$(INSTALL) --editable '.[dev,training]'
	for kind in html html_alone; do \
	  $(BIN)/python -m training.fit_cleaning $$kind $(SHARED)/pages $(SHARED)/pages-more --folds build/folds || exit 1; done
	$(BIN)/python -m training.fit_cleaning text $(SHARED)/pages $(SHARED)/pages-more \
	  --prose $(SHARED)/polnear/train --folds build/folds
	$(BIN)/python -m benchmarks.cross_fitted build/folds

# Extraction compiled to C, in an environment of its own: an editable one would keep what was compiled when a module
# changes. Needs a C compiler.
.venv-compiled/.installed: Makefile setup.py pyproject.toml $(wildcard quotesearch/*.py quotesearch/*/*.py quotesearch/*/*/*.py)
	$(PYTHON) -m venv .venv-compiled
	rm -rf build
	QUOTESEARCH_COMPILE=1 .venv-compiled/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall .
	touch $@

compiled: $(VENV)/.installed .venv-compiled/.installed ## compile extraction in .venv-compiled, and compare
	$(BIN)/python -m benchmarks.compiled seeds

# Both distributions install as `whoosh` and would overwrite each other, so the other one has an environment of its
# own. It is of 2016 and warns on new Pythons; that is let pass there, and only there.
.venv-whoosh274/.installed: Makefile
	$(PYTHON) -m venv .venv-whoosh274
	.venv-whoosh274/bin/python -m pip install --quiet --disable-pip-version-check whoosh==2.7.4 pytest hypothesis
	touch $@

test-engines: .venv-whoosh274/.installed ## run what every engine must do with Whoosh 2.7.4, too
	PYTHONPATH=. .venv-whoosh274/bin/python -m pytest -q -p no:cacheprovider -o filterwarnings= tests/test_engine*.py

clean: ## remove what make made
	rm -rf $(VENV) .venv-* build .mypy_cache .ruff_cache .pytest_cache
