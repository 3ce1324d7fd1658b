# Two commands do everything from a fresh clone: `make run` and `make test`.

PORT ?= 8000
# The first of these that runs, has the right version and can make virtual environments is used.
PYTHONS ?= python3 python3.13 python3.12 python3.11

PYTHON = .venv/bin/python
PIP_INSTALL = $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK = $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint format messages lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: export PORT := $(PORT)
run: .venv/.runtime ## the site with its demo on http://127.0.0.1:8000 (another port: PORT=8001)
	$(PYTHON) manage.py migrate --verbosity 0
	$(PYTHON) manage.py demo
	$(PYTHON) -m gunicorn --bind 127.0.0.1:$(PORT) --workers 1 --reload --logger-class gunicorn.glogging.Logger \
		--access-logfile /dev/null --log-level warning

test: .venv/.dev ## lint, then all tests on SQLite and on PostgreSQL (some of them: ARGS="-k merge")
	@$(PYTHON) -m tests.run $(ARGS)

lint: .venv/.dev ## style, likely mistakes, forgotten migrations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) manage.py makemigrations --check --dry-run

format: .venv/.dev ## put the code in its style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

messages: .venv/.dev ## bring the translations up to date with the code, then say how many are left to do
	$(PYTHON) -m tests.messages

lock: .venv/.dev ## write the lock files from pyproject.toml (newest versions: UPGRADE=--upgrade)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what make made; the database stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis test-results staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.runtime: requirements.txt .venv/.made
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.made
	$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# A system upgrade can take the Python away from under an environment: then it is made anew.
ifneq ($(shell .venv/bin/python -c 'import pip' >/dev/null 2>&1 || echo broken),)
.PHONY: .venv/.made
endif

.venv/.made:
	@for python in $(PYTHONS); do \
		"$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
			2>/dev/null || continue; \
		echo "making .venv with $$("$$python" --version) ($$python)"; \
		"$$python" -m venv --clear .venv && touch $@; exit; \
	done; \
	echo "No usable Python: need 3.11, 3.12 or 3.13 with venv (on Debian: apt-get install python3-venv)." >&2; \
	exit 1
