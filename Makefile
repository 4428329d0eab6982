# A bare machine with Python 3.11 or later and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: demo test spark audit lint bench bench-scale screenshots clean

demo: $(STAMP)  ## install, and run the main job on the example situation
	$(BIN)/recoupe demo

test: $(DEV_STAMP)  ## install what tests need and run them all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

spark: $(DEV_STAMP)  ## install what the tests on Spark need beside Java 17 (500 MB); without it they are skipped
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[spark]"

audit: $(DEV_STAMP)  ## known vulnerabilities of what is installed, as far as the package index tells them
	$(BIN)/pip-audit --skip-editable --progress-spinner off

lint: $(DEV_STAMP)  ## format and check the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

bench: $(STAMP)  ## speed and memory, from one run
	$(BIN)/python -m benchmarks

bench-scale: spark  ## how each stage grows from 1,000 to 100,000 articles, and what a second Spark worker brings; some hours
	$(BIN)/python -m benchmarks.scale

screenshots: $(STAMP)  ## the pictures in the README, made from the example situation (needs Chromium)
	$(BIN)/python docs/screenshots.py

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist
