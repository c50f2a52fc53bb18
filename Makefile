# `make` lists what there is to make.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export RAPPORT_DESK ?= on
# Compiled modules are kept, whatever the shell says: Rapport and its tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run run-empty test test-quick lint format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(BIN)/rapport ## Run Rapport with the demonstration organisation; a second run keeps what was there
	@exec $(BIN)/rapport run --demonstration

run-empty: $(BIN)/rapport ## Run Rapport without demonstration data, to begin with your own
	@exec env RAPPORT_HOME=$${RAPPORT_HOME:-var/own} $(BIN)/rapport run

test: lint .venv/ready-to-test ## Run linters and every test, on both databases and in the browser
	$(BIN)/pytest -n 2 --dist loadfile

test-quick: .venv/developing ## Run the tests that need no PostgreSQL, Valkey, Node or browser
	$(BIN)/pytest -n 2 --dist loadfile -m "not postgresql and not valkey and not node and not browser"

lint: .venv/developing ## Check types, style and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/developing ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what was installed and built; data in var/ stays
	rm -rf .venv tests/node_modules build *.egg-info

$(BIN)/rapport: requirements.txt setup.cfg pyproject.toml
	@sh deploy/prepare-venv.sh "$(PYTHON)"
	@echo "Installing what requirements.txt pins. This takes a minute, once."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/developing: $(BIN)/rapport requirements-dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/ready-to-test: .venv/developing tests/package-lock.json tests/prepare.sh
	@sh tests/prepare.sh
	@touch $@
