# Two commands: `make site` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test golden bench clean

site: $(VENV)/.ready  ## build the reading list
	$(BIN)/papershelf build

test: $(VENV)/.ready  ## lint, types, import contracts, all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --cov --cov-report=term:skip-covered

golden: $(VENV)/.ready  ## renew the golden site after a change that is meant
	$(BIN)/pytest tests/golden --renew-golden

bench: $(VENV)/.ready  ## time builds, beside the peers that bench/setup-peers has installed
	$(BIN)/python bench/run.py

$(VENV)/.ready: pyproject.toml constraints.txt hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:  ## remove what was made
	rm -rf $(VENV) .papershelf-cache .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
