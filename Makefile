# Everything that is run in this repository. Needs Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# A stamp says that an environment is as its pins want it, so a second `make demo` starts at once.
RUN := $(VENV)/.stamp-run
DEV := $(VENV)/.stamp-dev
TRAIN := $(VENV)/.stamp-train
DOCS := $(VENV)/.stamp-docs

.DEFAULT_GOAL := help
.PHONY: help demo serve test check browser fuzz killing bench train learn validate docs package sbom lock clean

help: ## This list
	@grep -E '^[a-z.]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "volgens needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --requirement requirements/run.txt
	$(INSTALL) --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	$(INSTALL) --requirement requirements/dev.txt
	@touch $@

$(DOCS): requirements/docs.txt $(DEV)
	$(INSTALL) --requirement requirements/docs.txt
	@touch $@

$(TRAIN): requirements/train.txt $(RUN)
	$(INSTALL) --requirement requirements/train.txt
	@touch $@

.venv: $(RUN) ## Set up the environment

demo: $(RUN) ## Read the example articles into demo/ and make their pages
	$(BIN)/volgens demo demo

serve: demo ## Open the examples in the browser
	$(BIN)/volgens serve --ledger demo/volgens.ledger

test: $(DEV) ## Run the tests
	$(BIN)/pytest

check: $(DEV) ## Everything a change must pass: lint, types, layers, tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
browser: $(DEV) ## Walk the site in a browser: needs Chromium (or CHROMIUM=path) and npm
	@test -n "$(CHROMIUM)" || { echo "Say where Chromium is: make browser CHROMIUM=path"; exit 1; }
	VOLGENS_CHROMIUM="$(CHROMIUM)" $(BIN)/pytest tests/browser -o addopts=-q

MINUTES ?= 10
fuzz: $(DEV) ## Try all readers on spoiled input: make fuzz MINUTES=10
	$(BIN)/python benchmarks/fuzzing.py --minutes $(MINUTES)

KILLS ?= 20
killing: $(DEV) ## Kill a reader again and again; its ledger must end as one that was not: make killing KILLS=20
	$(BIN)/python benchmarks/killing.py --kills $(KILLS)

docs: $(DOCS) ## Build the documentation site, strictly, into build/docs
	$(BIN)/mkdocs build --strict

bench: $(DEV) ## Measure again what benchmarks/RESULTS.md says
	$(BIN)/python benchmarks/run.py

train: $(TRAIN) ## Train the Dutch pipeline from a treebank folder: make train DATA=path
	@test -n "$(DATA)" || { echo "Say where the treebank is: make train DATA=path"; exit 1; }
	$(BIN)/python -m volgens.training syntax "$(DATA)" build/syntax
	$(BIN)/python -m volgens.training names "$(DATA)" build/names
	$(BIN)/python -m volgens.training assemble build/syntax/model-best build/names/model-best src/volgens/analysis/models/nl
	$(BIN)/python -m volgens.training score "$(DATA)"

GOLD ?= corpus/written.json corpus/stories.json corpus/contested.json corpus/contested_long.json
learn: $(TRAIN) ## Train the learned parts of extraction: make learn GOLD="file ..." (else our open corpus)
	$(BIN)/python -m volgens.training learn src/volgens/extraction/models/nl $(GOLD)
	$(BIN)/python -m volgens.training link src/volgens/dossiers/models/nl/links.json corpus/stories

validate: $(TRAIN) ## Cross-validate the learned parts: make validate GOLD="file ..."
	$(BIN)/python -m volgens.training validate $(GOLD)
	$(BIN)/python -m volgens.training stories corpus/stories $(GOLD)

package: $(DEV) ## Build wheel and sdist into dist/, and try the wheel in an empty environment
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist
	$(BIN)/pytest tests/shipping -p no:cacheprovider -o addopts=-q

sbom: $(RUN) ## The bill of materials of the locked environment, as CycloneDX: build/sbom.json
	$(BIN)/python requirements/sbom.py build/sbom.json

LOCK := build/lock
FREEZE := $(LOCK)/bin/python -m pip freeze --all --exclude pip --exclude volgens
LOCK_INSTALL := $(LOCK)/bin/python -m pip install --quiet --disable-pip-version-check
HEADER := \# Made by "make lock" from pyproject.toml; change that file, not this one.

# Each file holds what the one before it does not. run.txt has what README shows: the program, its site, Parquet.
lock: ## Pin the newest versions that pyproject.toml allows
	rm -rf $(LOCK)
	$(PYTHON) -m venv $(LOCK)
	$(LOCK_INSTALL) --upgrade pip setuptools
	$(LOCK_INSTALL) '.[parquet,web]'
	$(FREEZE) > $(LOCK)/run
	{ echo '$(HEADER)'; cat $(LOCK)/run; } > requirements/run.txt
	$(LOCK_INSTALL) '.[parquet,train,web]'
	$(FREEZE) > $(LOCK)/train
	{ echo '$(HEADER)'; echo '-r run.txt'; grep -vxFf $(LOCK)/run $(LOCK)/train; } > requirements/train.txt
	$(LOCK_INSTALL) '.[dev]'
	$(FREEZE) > $(LOCK)/dev
	{ echo '$(HEADER)'; echo '-r train.txt'; grep -vxFf $(LOCK)/train $(LOCK)/dev; } > requirements/dev.txt
	$(LOCK_INSTALL) '.[dev,docs]'
	{ echo '$(HEADER)'; echo '-r dev.txt'; $(FREEZE) | grep -vxFf $(LOCK)/dev; } > requirements/docs.txt

clean: ## Remove all that was made, except .venv
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path "./$(VENV)/*" -prune -exec rm -rf {} +
