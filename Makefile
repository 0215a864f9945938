# Loosen: thin commands. `make help` lists them.
PYTHON ?= python3
UV := $(shell command -v uv || echo .tools/bin/uv)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export UV_SYSTEM_CERTS := 1

.PHONY: help run test agree test-unit test-property test-vignettes test-histories test-web test-browser check format docs figures bench requirements clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: .venv/run  ## install what is needed and open the app on this machine
	$(BIN)/loosen

test: check chromium  ## everything: style, types, import rules, all tests, a real browser
	$(BIN)/pytest -n 2 --dist loadgroup

test-unit test-property test-vignettes test-web test-browser test-contract test-cli test-house test-ask test-histories: .venv/test
	$(BIN)/pytest tests/$(@:test-%=%)

check: .venv/test  ## style, types, direction of imports, knowledge
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/ruff check src tests bench tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/loosen knowledge check

format: .venv/test  ## put the code into shape
	$(BIN)/ruff format src tests bench tools
	$(BIN)/ruff check --fix src tests bench tools

docs: .venv/test  ## write the generated pages of the manual
	$(BIN)/python tools/docs.py

figures: .venv/test  ## draw the figures and work out the loads that come with the product
	$(BIN)/python tools/figures.py

agree: .venv/test chromium  ## compare the rules in the browser with Python on 100,000 sets of answers
	AGREE_ON=100000 $(BIN)/pytest tests/browser/test_rules_agree.py

bench: .venv/test  ## measure, and write docs/benchmarks.md
	$(BIN)/python bench/bench.py

screenshots: .venv/test chromium  ## take the pictures in docs/screenshots
	$(BIN)/python -m tools.screenshots

chromium:  ## see that a Chromium is there for the browser tests
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || sh tools/install-chromium.sh

requirements: $(UV)  ## pin and hash what pyproject.toml asks for
	$(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --extra body --extra desktop pyproject.toml -o requirements/run.txt
	$(UV) pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --extra test pyproject.toml -o requirements/test.txt

clean:  ## remove environments and caches
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis

.tools/bin/uv: requirements/tools.txt
	$(PYTHON) -m venv .tools
	.tools/bin/pip install -q --require-hashes -r requirements/tools.txt
	@touch $@

.venv/bin/python: | $(UV)
	$(UV) venv -q --python $(PYTHON) .venv

.venv/run: requirements/run.txt pyproject.toml | $(UV) .venv/bin/python
	$(UV) pip install -q --python .venv --require-hashes -r requirements/run.txt
	$(UV) pip install -q --python .venv --no-deps -e .
	@touch $@

.venv/test: requirements/test.txt pyproject.toml | $(UV) .venv/bin/python
	$(UV) pip install -q --python .venv --require-hashes -r requirements/test.txt
	$(UV) pip install -q --python .venv --no-deps -e .
	@touch $@ .venv/run
