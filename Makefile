# Two commands on a fresh machine: «make run» opens the chat, «make test» passes the suite.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# What is installed is remembered by these two files: seconds the second time.
LISTO  := $(VENV)/.listo
DEV    := $(VENV)/.listo-dev

# The sample keeps to the project's folder, unless POA_HOME says otherwise.
MUESTRA := $(or $(POA_HOME),$(CURDIR)/.poa)

.PHONY: help setup setup-dev run test test-postgres lint bench clean
help:
	@echo "make run    instala, carga los informes de muestra y abre el chat (PORT= para otro puerto)"
	@echo "make test   instala lo necesario para desarrollar y pasa todas las pruebas"
	@echo "make test-postgres    las mismas pruebas sobre PostgreSQL con pgvector"
	@echo "make setup  solo instala    make lint  revisa el código    make bench  mide tiempos"

setup: $(LISTO)
setup-dev: $(DEV)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Hace falta Python 3.11 o posterior.") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(LISTO): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(LISTO) $@

# Exit code 1 of ingest: something was set aside and listed; the page opens all the same.
run: export POA_HOME := $(MUESTRA)
run: setup
	$(BIN)/poa ingest examples/*.txt || [ $$? -eq 1 ]
	@echo "Datos en $(MUESTRA). Para usarlos desde la terminal: export POA_HOME='$(MUESTRA)'"
	$(BIN)/python app.py

test: setup-dev
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# The same tests over the second pair of back ends: PostgreSQL with pgvector, on a throw-away server of the tests.
test-postgres: setup-dev
	POA_PRUEBAS_BASE=postgres $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml assistant index prompts app.py
	@! git rev-parse --git-dir >/dev/null 2>&1 || git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --no-verify

# Some minutes; a million goals with ARGS="--metas 1000000 --sin-rag" (4 GB of temporary disk).
bench: setup
	$(BIN)/python bench/preguntas.py
	$(BIN)/python -m bench.ingesta --metas 5000 --formato texto xlsx
	$(BIN)/python -m bench.escala $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
