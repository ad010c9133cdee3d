# Qorgau. `make help` lists what there is; nothing but make and Python is presumed.
PORT ?= 8000
KBASE_DATA ?= .local
export KBASE_DATA
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

$(VENV)/.base: requirements/base.txt
	@PYTHON='$(PYTHON)' bash requirements/install $(VENV) base

$(VENV)/.dev: requirements/base.txt requirements/dev.txt
	@PYTHON='$(PYTHON)' bash requirements/install $(VENV) dev

install: $(VENV)/.dev ## the environment, with the developers' tools

run: $(VENV)/.base ## the site on http://localhost:$PORT/, its data in $KBASE_DATA
	@KBASE_LOCAL=1 exec $(BIN)/python manage.py serve --port $(PORT)

test: $(VENV)/.dev ## the tests
	@bash tests/run

lint: $(VENV)/.dev ## style, types, layers, templates, translations, settings
	@bash .ci/lint

bench: $(VENV)/.dev ## the measured comparisons
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

messages: $(VENV)/.base ## collect the strings to translate into kbase/locale
	@$(BIN)/python manage.py messages

stop: $(VENV)/.base ## stop the embedded database servers of $KBASE_DATA
	@for data in $(KBASE_DATA)/postgres $(KBASE_DATA)/test/postgres; do \
		if [ -d $$data ]; then $(BIN)/python -m kbase.embedded stop $$data; fi; done

clean: stop ## stop, and remove what can be made again (never the data)
	@rm -rf $(VENV) $(KBASE_DATA)/static $(KBASE_DATA)/static.stamp $(KBASE_DATA)/test \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help install run test lint bench messages stop clean
