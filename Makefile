# The front door: `make run` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
# Some shells forbid bytecode; without it every start pays seconds of compiling.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint bench bench-scale new-rule setup lock format clean

run: setup
	$(BIN)/khabar demo

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m tests.benchmarks

# make bench-scale [SCALE='--history 300000 --new 1000 --sizes 20000,80000,320000 --home DIR']
bench-scale: setup
	$(BIN)/python -m tests.benchmarks.scale $(SCALE)

# make new-rule NAME=drop_something [KIND=edit|rewrite|removal|flag]
new-rule: setup
	@$(BIN)/python -m tests.scaffold $(if $(KIND),--kind '$(KIND)') -- '$(NAME)'

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "khabar needs Python 3.11 or later; name one with make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# The lock holds hashes and names no index.
lock:
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --group dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info khabar-demo
