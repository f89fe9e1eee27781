# Two commands do all the set-up: `make packages` and `make test`.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
NODE_MODULES := tests/node_modules
STAMPS := $(VENV)/stamps

.PHONY: packages wheel test check soak bench lint contract node debian clean

## Install, then build every module in modules/ into dist/.
packages: $(STAMPS)/product
	@$(BIN)/larpaket build --output dist

## The installation file for Windows, macOS and everybody else.
wheel: $(BIN)/python
	$(BIN)/pip wheel -q --disable-pip-version-check --no-deps --wheel-dir . .

## Install what the tests need, then run everything that a change must pass.
test: lint node debian
	$(BIN)/python tests/tools/node.py --test tests/player/*.test.mjs
	$(BIN)/pytest -m "not soak" --durations=60

## The fast core, under a minute: no browser.
check: lint
	$(BIN)/python tests/tools/node.py --test tests/player/*.test.mjs
	$(BIN)/pytest -m "not browser and not slow and not soak" -q

## The full numbers, run before an issue is called resolved.
soak: node debian
	LARPAKET_WALKS=20000 $(BIN)/python tests/tools/node.py --test tests/player/walks.test.mjs
	LARPAKET_STATEMENTS=2000 LARPAKET_SEEDS=10 $(BIN)/python tests/tools/node.py --test tests/player/outbox-walks.test.mjs
	$(BIN)/pytest -m soak

## Medians and ratios; never a gate.
bench: node debian
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/lrs.py
	$(BIN)/python tests/benchmarks/usable.py
	$(BIN)/python tests/benchmarks/lrs_serve.py
	$(BIN)/python tests/benchmarks/reloading.py
	$(BIN)/python tests/benchmarks/building.py

lint: $(STAMPS)/test node
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy builder/larpaket
	cd tests && ../$(BIN)/mypy --config-file ../pyproject.toml .
	$(BIN)/lint-imports
	$(BIN)/python tests/tools/node.py $(NODE_MODULES)/@biomejs/biome/bin/biome check --config-path=tests/tools/lint.json --error-on-warnings templates tests builder/larpaket/preview
	$(BIN)/python tests/tools/node.py $(NODE_MODULES)/typescript/bin/tsc -p tests/tsconfig.json

## Write templates/player/contract.d.ts anew from larpaket/player/contract.py.
contract: $(STAMPS)/test node
	$(BIN)/python tests/tools/contract.py > $(STAMPS)/contract.d.ts
	$(BIN)/python -c 'from larpaket.player.state_keys import script; print(script(), end="")' > $(STAMPS)/state-keys.js
	@mv $(STAMPS)/contract.d.ts $(STAMPS)/state-keys.js templates/player/

node: $(STAMPS)/node
debian:
	@$(PYTHON) tests/tools/debian.py

# Debian's python3 comes without venv: install it when we may, else say what to run.
$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy python3-venv; \
	  else \
	    echo 'Python has no venv here. Run once: sudo apt-get install -y python3-venv' >&2; exit 1; \
	  fi; }
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/product: $(BIN)/python pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: $(BIN)/python pyproject.toml
	$(BIN)/pip install -q --disable-pip-version-check -e '.[test]'
	@mkdir -p $(STAMPS) && touch $@ $(STAMPS)/product

$(STAMPS)/node: $(STAMPS)/test tests/package-lock.json tests/package.json tests/tools/node.py
	$(BIN)/python tests/tools/node.py --npm ci --ignore-scripts --prefix tests
	@touch $@

clean:
	rm -rf $(VENV) $(NODE_MODULES) dist
