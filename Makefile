# Two commands do it: `make data` makes the data set, `make test` runs the tests. Both need only Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export DAGSTER_HOME := $(CURDIR)/.dagster
export PYTHONHASHSEED := 0

.PHONY: data test lint dev dictionary evaluate abridgements lock fuzz faults thorough audit clean

SECONDS ?= 120
N ?= 100

data: $(STAMP)
	$(BIN)/reintegration build

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

dev: $(STAMP) | $(DAGSTER_HOME)
	cp dagster.yaml $(DAGSTER_HOME)/dagster.yaml
	$(BIN)/dagster dev --host 127.0.0.1

evaluate: $(STAMP)
	$(BIN)/reintegration evaluate

# After a change of schemas/: the page of the data dictionary.
dictionary: $(STAMP)
	$(BIN)/python -m pipeline.release.dictionary_page

abridgements: $(STAMP)
	$(BIN)/python -m pipeline.sources.abridge

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "Python 3.11 to 3.13 is needed; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

$(DAGSTER_HOME):
	mkdir -p $(DAGSTER_HOME)

# For maintainers: exact versions and hashes of everything, without addresses.
lock:
	$(BIN)/uv pip compile pyproject.toml requirements.build.in --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements.lock

# For as long as you like: what breaks a reader is kept under tests/fuzz/crashers (SECONDS for each target).
fuzz: $(STAMP)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# Kills a build N times at random moments and looks at what is left.
faults: $(STAMP)
	$(BIN)/python -m tests.faults --times $(N)

# Tests that make test does in fewer steps.
thorough: $(STAMP)
	$(BIN)/python -m pytest -m thorough

# Known weaknesses of the locked libraries, of our own code, and everyone's licences.
audit: $(STAMP)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml pipeline schemas
	$(BIN)/python -m tests.supply.licences --check

clean:
	rm -rf $(VENV) .dagster build .pytest_cache .mypy_cache .ruff_cache .hypothesis
