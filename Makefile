# Everything that is done with this repository. `make help` lists it.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
GENERATOR := .venv-generator
DOCS := .venv-docs
BIN := $(VENV)/bin
PIP := -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/ready $(GENERATOR)/ready ## make .venv and the generator's own environment

$(VENV)/ready: pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) --constraint requirements-dev.txt --editable '.[dev]'
	@touch $@

$(GENERATOR)/ready: scripts/requirements-generator.txt
	$(PYTHON) -m venv --clear $(GENERATOR)
	$(GENERATOR)/bin/python $(PIP) --requirement scripts/requirements-generator.txt
	@touch $@

$(DOCS)/ready: scripts/requirements-docs.txt
	$(PYTHON) -m venv --clear $(DOCS)
	$(DOCS)/bin/python $(PIP) --requirement scripts/requirements-docs.txt
	@touch $@

demo: setup ## pull, diff, regenerate and use it all, on the embedded sandbox
	@$(BIN)/python scripts/demo.py

test: setup ## run all tests but those of test-long and test-docs
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q -m 'not long and not docs'

test-long: setup ## run the tests that start many processes, frameworks or browsers
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q -m 'long and not docs'

docs: setup $(DOCS)/ready ## make the site below site/, without a network; any warning fails it
	$(BIN)/python -m scripts.docs_site.build

docs-serve: setup $(DOCS)/ready ## make the site, and show it at a local address
	$(BIN)/python -m scripts.docs_site.build --serve

prose: setup $(DOCS)/ready ## links, spelling, words and line lengths of README and docs/
	$(DOCS)/bin/codespell --toml pyproject.toml README.md CONTRIBUTING.md SECURITY.md docs examples
	$(BIN)/python scripts/prose.py
	$(BIN)/python -m scripts.docs_site.link_check

test-docs: docs ## run the pages that need frameworks or a browser, and look at the site
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q -m docs

settings: setup ## every setting of every habit of hosts with all that is done, and 40 mixes
	@$(BIN)/python -m tests.settings -n 2

coverage: setup ## run all tests and measure what of flochat/ they reach; at least 95 % of it
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -n 2 -q
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --skip-covered --sort=cover

fuzz: setup ## give 20,000 odd answers to every model and method
	@$(BIN)/python -m pytest -n 2 -q tests/test_wild_answers.py --hypothesis-profile=fuzz \
		&& echo "fuzz: 20,000 answers, and each became a model or a FlochatError" \
		|| { echo "fuzz: an answer became something else, as said above"; exit 1; }

fuzz-sandbox: setup ## make up many more requests to the sandbox, and others each time
	@FLOCHAT_FUZZ_EXAMPLES=100 $(BIN)/python -m pytest -n 2 -q tests/sandbox/test_generated_requests.py

judge: setup ## hold the comparison of documents against oasdiff, the assistants' server against npm's judges
	@$(BIN)/python -m tests.judge; documents=$$?; $(BIN)/python -m tests.judge.assistants && exit $$documents

soak: setup ## 20,000 calls, a send to 10,000 people and a mistreated journal, some 20 minutes
	@$(BIN)/python -m tests.soak

check: lint types imports twin-check names-check generated-check operations-check habits-check cli-reference-check facade-table-check face-check links-check prose ## lint, types, and that all that is derived is fresh

lint: setup ## ruff, rules and format, and zizmor for the workflows and the action
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --offline --quiet .github/workflows .github/dependabot.yml action.yml

types: setup ## mypy --strict, and that the package's public types are complete
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright --verifytypes flochat --ignoreexternal

imports: setup ## that rooms import downwards only, and that no circle is in any
	$(BIN)/lint-imports --no-cache

twin: setup ## derive flochat/_sync from flochat/_async
	$(BIN)/python scripts/sync_twin.py

twin-check: setup
	$(BIN)/python scripts/sync_twin.py --check

names: setup ## derive what type checkers read of lazily loaded names
	$(BIN)/python scripts/lazy_names.py

names-check: setup
	$(BIN)/python scripts/lazy_names.py --check

generate: setup ## rebuild generated/ from openapi.json, offline
	$(BIN)/python scripts/regenerate.py --source openapi.json

generated-check: setup
	$(BIN)/python scripts/regenerate.py --source openapi.json --check

operations: setup ## write docs/reference/operations.md: every operation and the call that makes it
	$(BIN)/python scripts/operations_page.py

operations-check: setup
	$(BIN)/python scripts/operations_page.py --check

facade-table: setup ## derive what the facade does with each operation
	$(BIN)/python scripts/facade_table.py

facade-table-check: setup
	$(BIN)/python scripts/facade_table.py --check

pictures: setup ## draw docs/pictures: the command, the chat window, a plan, a report
	$(BIN)/python scripts/terminal_pictures.py
	$(BIN)/python scripts/browser_pictures.py
	$(BIN)/python scripts/report_picture.py

notebook: setup ## run examples/notebook and keep what it shows
	$(BIN)/python scripts/notebook.py

cli-reference: setup ## write docs/reference/cli.md and the man page: what the command does
	$(BIN)/python scripts/cli_reference.py

cli-reference-check: setup
	$(BIN)/python scripts/cli_reference.py --check

habits: setup ## write docs/reference/habits.md: what hosts do, and how much of it is known
	$(BIN)/python scripts/habits_page.py

habits-check: setup
	$(BIN)/python scripts/habits_page.py --check

face: setup ## accept the public face as it is now: docs/public-face.txt
	$(BIN)/python scripts/public_face.py

face-check: setup
	$(BIN)/python scripts/public_face.py --check

links: setup ## write the project's own addresses wherever they stand, from pyproject.toml
	$(BIN)/python scripts/project_links.py

links-check: setup
	$(BIN)/python scripts/project_links.py --check

regenerate: setup ## pull the document from Flochat and regenerate from it
	$(BIN)/python scripts/regenerate.py

audit: ## ask the registry what is known to be vulnerable among all that is pinned
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python $(PIP) 'pip-audit==2.10.1'
	.venv-audit/bin/pip-audit --strict --disable-pip --no-deps --requirement requirements-dev.txt
	.venv-audit/bin/pip-audit --strict --disable-pip --no-deps --requirement scripts/requirements-generator.txt
	.venv-audit/bin/pip-audit --strict --disable-pip --no-deps --requirement scripts/requirements-docs.txt

cosmetic-check: setup ## the facade's tests on a client of which editors have renamed everything
	@$(BIN)/python -m tests.support.other_client -n 2 -q -m 'not long and not docs' \
		-k 'not (bulk or export or mirror or upsert)' # jobs make the calls that the others make

documents-check: setup ## the tests that read the contract, on documents as the next pulls may bring
	@$(BIN)/python -m tests.support.other_document -n 2 -q -m 'not long' \
		-k 'not async' # long tests look at how, not at what; both clients make the same requests

successor: setup ## run all tests but those of test-long on httpx2, the successor of httpx
	@$(BIN)/python -m tests.support.successor -n 2 -q -m 'not long'

wheel-check: setup ## build the wheel, twice the same, and use it in an empty environment
	$(BIN)/python scripts/check_wheel.py

# What pytest is given for the tests of the sdist: all that `make test` runs, unless it is said.
RELEASE_TESTS ?= -n 2 -q -m 'not long and not docs'

release-check: setup ## all that a release does but publishing: dist/, twice built, tested and installed
	$(BIN)/python -m scripts.release_check all dist -- $(RELEASE_TESTS)

benchmark: setup ## measure what is promised of speed, as ratios
	$(BIN)/python -m benchmarks

sandbox: setup ## run the sandbox, a stand-in Flochat, on port 8765
	@$(BIN)/python -m flochat.sandbox --port 8765

clean: ## remove environments, caches and builds
	rm -rf $(VENV) $(GENERATOR) $(DOCS) .venv-audit build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup demo test test-long docs docs-serve prose test-docs settings coverage fuzz \
	fuzz-sandbox judge soak check lint types imports twin twin-check names names-check generate \
	generated-check operations operations-check facade-table facade-table-check pictures notebook \
	cli-reference cli-reference-check habits habits-check face face-check links links-check \
	regenerate audit cosmetic-check documents-check successor wheel-check release-check benchmark \
	sandbox clean
