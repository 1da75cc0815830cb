# Two commands on a fresh machine: `make run`, `make test`. Each makes sure of everything it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE # a container sets it; every process would compile all it imports again

.PHONY: help run test suite lint demo bench torture docs setup deb lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: $(VENV)/ready-to-run ## open the desk in practice mode (without a display: run the demo and say where to look)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/guitai desk; else $(MAKE) --no-print-directory demo; fi

demo: $(VENV)/ready-to-run ## a hall morning through the real windows, without a display; the results are in out/demo
	@$(BIN)/guitai demo --out out/demo

setup: $(VENV)/ready-to-test ## everything the desk and its tests need

lint: $(VENV)/ready-to-test ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: $(VENV)/ready-to-test ## lint and the whole test suite, side by side
	@$(MAKE) --no-print-directory -j 2 lint suite

suite: $(VENV)/ready-to-test
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/ready-to-test ## the budgets, each measured against its floor in the same run
	$(BIN)/python -m bench

torture: $(VENV)/ready-to-test ## the full campaigns: every kill point, every flipped bit, ten minutes of fuzz
	$(BIN)/pytest -m torture --timeout 7200 -o faulthandler_timeout=0 tests/torture

docs: $(VENV)/ready-to-test ## redraw the pictures and tables in docs/ that are made from the program
	$(BIN)/python -m docs.make

deb: $(VENV)/ready-to-run ## the Debian package for a hall's counters, in dist/ (docs/install.md)
	@PYTHON=$(BIN)/python installer/build-deb

lock: ## pin the newest allowed versions of every package, with hashes
	$(PYTHON) -m venv out/lock && out/lock/bin/pip install -q 'pip<26' pip-tools
	out/lock/bin/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate -o requirements.lock pyproject.toml
	out/lock/bin/pip-compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## forget the environment and everything made
	rm -rf $(VENV) out build *.egg-info

$(VENV)/ready-to-run: requirements.lock installer/system-packages pyproject.toml
	@installer/system-packages run
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

# the lock of the tests names everything, the desk's own packages too; only what is used needs compiling
$(VENV)/ready-to-test: requirements-dev.lock installer/system-packages pyproject.toml
	@installer/system-packages test
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --no-compile --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $(VENV)/ready-to-run $@
