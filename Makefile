# The commands of Ruta WeGO. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
PORT ?= 8000
export PORT
# Programs that are started often start quicker from compiled files.
unexport PYTHONDONTWRITEBYTECODE
# Only `make run HOST=…`: some shells put the machine's own name into the environment variable HOST.
LISTEN := $(if $(filter command line,$(origin HOST)),--host $(HOST))
# Pip says what it installs only when something goes wrong.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# Wheels, so that nothing is compiled; the one package that is only published as source is pure Python.
WHEELS := --require-hashes --prefer-binary --use-pep517
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/*.po))
TESTED ?= tests
# A file of tests stays with one worker: what a file makes once is made once.
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
ifeq ($(shell uname -s),Darwin)
# macOS: Python does not look where Homebrew puts Pango. Set in the recipe, as the system's shell drops it.
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH=$(shell brew --prefix 2>/dev/null)/lib:/usr/lib
endif

EXTRACT := extract --mapping-file pyproject.toml --keyword _l --keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 --no-location --sort-output --omit-header
ENGLISH := app/translations/en/LC_MESSAGES/messages.po
UPDATE := --input-file $(VENV)/messages.pot --output-file $(ENGLISH) --locale en

.PHONY: help run demo test coverage check bench lint format translations lock system-run system-test
.NOTPARALLEL:

help: ## List the commands.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/installed-run system-run $(CATALOGUES) ## Install what is missing and serve the demo on http://localhost:8000 (PORT=9000 for another port).
	@$(LIBRARIES) exec $(BIN)/flask --app app serve $(LISTEN)

demo: $(VENV)/installed-run system-run $(CATALOGUES) ## Prepare the database and load the demo world without serving (TODAY=2026-11-23 dates it).
	@$(LIBRARIES) $(BIN)/flask --app app db upgrade
	@$(LIBRARIES) $(BIN)/flask --app app seed
	@$(LIBRARIES) $(BIN)/flask --app app demo $(if $(TODAY),--today $(TODAY))

test: $(VENV)/installed-dev system-test $(CATALOGUES) ## Install what the tests need and run them all (TESTED=tests/domain for a part).
	@$(LIBRARIES) $(PYTEST) $(TESTED)

coverage: $(VENV)/installed-dev system-test $(CATALOGUES) ## Count which lines and branches the tests reach, each test on one kind of database.
	@rm -f .coverage .coverage.*
	@$(LIBRARIES) $(PYTEST) --cov --cov-report= -m "not no_cover" --ignore=tests/browser
	@$(BIN)/coverage report
	@$(BIN)/coverage report --include='app/domain/*' --fail-under=100

check: $(VENV)/installed-dev $(CATALOGUES) ## Check style, types, layers, templates, and what the tests reach.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint templates --lint --quiet
	@$(MAKE) --no-print-directory coverage

bench: $(VENV)/installed-dev system-run $(CATALOGUES) ## Measure how fast the program starts and answers.
	@$(LIBRARIES) $(BIN)/python -m tests.bench

lint: $(VENV)/installed-dev ## Check style only.
	@$(BIN)/ruff check .
	@$(BIN)/djlint templates --lint --quiet

format: $(VENV)/installed-dev ## Lay out code the one way, and repair what can be.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translations: $(VENV)/installed-run ## Bring the English catalogue up to date with the texts of code and templates.
	@mkdir -p app/translations/en/LC_MESSAGES
	@$(BIN)/pybabel --quiet $(EXTRACT) --output-file $(VENV)/messages.pot .
	@if [ -e $(ENGLISH) ]; then $(BIN)/pybabel --quiet update $(UPDATE); else $(BIN)/pybabel --quiet init $(UPDATE); fi

lock: ## Write requirements*.txt anew from pyproject.toml (needs uv).
	@uv pip compile $(LOCK) -o requirements.txt pyproject.toml
	@uv pip compile $(LOCK) -o requirements-dev.txt -c requirements.txt --group dev pyproject.toml

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

system-run:
	@.ci/system-packages.sh run

system-test:
	@.ci/system-packages.sh test

$(BIN)/python:
	@.ci/virtual-environment.sh $(VENV) $(PYTHON)

$(VENV)/installed-run: requirements.txt | $(BIN)/python
	@echo "Instalando los paquetes de Python… / Installing the Python packages…"
	@$(PIP) install $(WHEELS) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(BIN)/python
	@echo "Instalando los paquetes de Python… / Installing the Python packages…"
	@$(PIP) install $(WHEELS) -r requirements-dev.txt
	@touch $@ $(VENV)/installed-run

%.mo: %.po $(VENV)/installed-run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
