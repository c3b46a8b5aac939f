# Two commands: `make site` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site lint test test-browser test-others golden bench clean

site: $(VENV)/.ready  ## build the reading list
	$(BIN)/papershelf build

lint: $(VENV)/.ready  ## formatting, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## all of lint, then all tests, those in a browser beside the others
	$(MAKE) --jobs=2 test-browser test-others

test-browser: $(VENV)/.ready
	$(BIN)/pytest tests/browser

test-others: $(VENV)/.ready
	$(BIN)/pytest --ignore=tests/browser

golden: $(VENV)/.ready  ## update the golden site after an intended change
	$(BIN)/pytest tests/golden --renew-golden

bench: $(VENV)/.ready  ## time builds beside the tools that bench/setup-peers installed
	$(BIN)/python bench/run.py

$(VENV)/.ready: pyproject.toml constraints.txt hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,dev]'
	touch $@

clean:  ## remove everything that was generated
	rm -rf $(VENV) .papershelf-cache .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
