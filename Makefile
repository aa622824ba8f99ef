# Every target sets up what it needs: a clone, Python 3.11 and make are enough.
PORT ?= 8501
PYTHON ?= python3
# Tests run beside each other; those of one file share what it takes long to start. Those with a browser come after
# them, one by one: they wait for what a hand would wait for, and a busy machine is not what they are about.
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
RUNTIME := $(VENV)/runtime.stamp
TOOLS := $(VENV)/tools.stamp
PEERS := $(VENV)/peers.stamp
SPARK := $(VENV)/spark.stamp

.PHONY: help run serve test test-all check browser postgres nginx spark lock format bench bench-quick demo messages screenshots

help:
	@echo "make run          serve the dashboard on http://127.0.0.1:$(PORT) (PORT=...)"
	@echo "make serve        the same for several people, behind a proxy (docs/operations.md)"
	@echo "make test         everything that must hold before a change goes in"
	@echo "make test-all     the same and the long ones"
	@echo "make format       put the code into its usual form"
	@echo "make demo         write the demo data again"
	@echo "make messages     renew and compile the translations"
	@echo "make bench        measure every speed budget beside its peer (SIZES=\"--accounts 10000 --only drag\")"
	@echo "make bench-quick  the same in short: only ratios"
	@echo "make screenshots  one picture of every page"
	@echo "make lock         renew the pinned versions"

# pip is the last thing that venv puts in place: a half-made folder is made again.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Say which: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "This Python cannot make a virtual environment. Install it: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(VENV)/bin/pip
	$(PIP) install --quiet -r requirements.txt
	@touch $@

$(TOOLS): requirements.txt requirements-dev.txt requirements-spark.txt | $(VENV)/bin/pip
	$(PIP) install --quiet -r requirements.txt -r requirements-dev.txt -r requirements-spark.txt
	@touch $(RUNTIME) $@

run: $(RUNTIME)
	$(PY) -m streamlit run asgi.py --server.headless true --server.address 127.0.0.1 --server.port $(PORT)

serve: $(RUNTIME)
	$(PY) -m streamlit run asgi.py --server.port $(PORT)

browser: $(TOOLS)
	$(PY) -m tests.browser.chromium

postgres: $(TOOLS)
	$(PY) -m tests.store.postgres

nginx: $(TOOLS)
	$(PY) -m tests.serving.nginx

check: $(TOOLS)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

test: check browser postgres nginx bench-quick
	$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not long and not browser" --cov --cov-report=
	$(PY) -m pytest -m "browser and not long" --cov --cov-append --cov-fail-under=95

test-all: check browser postgres nginx spark
	$(PY) -m pytest --hypothesis-profile=searching --cov --cov-fail-under=95

lock: $(TOOLS)
	$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
		--no-header --no-annotate requirements.in -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
		--no-header --no-annotate requirements-dev.in -o requirements-dev.txt
	$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
		--no-header --no-annotate requirements-bench.in -o requirements-bench.txt
	$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
		--no-header --no-annotate requirements-spark.in -o requirements-spark.txt

format: $(TOOLS)
	$(VENV)/bin/ruff check --fix --quiet . || true
	$(VENV)/bin/ruff format .

# The programs that we are measured against lie in a folder of their own: nothing of ours can come to lean on them.
$(PEERS): requirements.txt requirements-bench.txt | $(TOOLS)
	grep -vxFf requirements.txt requirements-bench.txt > $(VENV)/peers.txt
	$(PIP) install --quiet --upgrade --no-deps --target $(VENV)/peers -r $(VENV)/peers.txt
	@touch $@

# All of Spark, for a cluster that the tests start themselves. It owns the same module as its client: never side by side.
$(SPARK): requirements-spark.txt | $(TOOLS)
	$(PIP) install --quiet --upgrade --no-deps --target $(VENV)/spark \
		"pyspark==$$(sed -n 's/^pyspark-client==//p' requirements-spark.txt)"
	@touch $@

spark: $(SPARK)
	$(PY) -m tests.engines.cluster

bench: $(TOOLS) $(PEERS) browser
	$(PY) -m bench $(SIZES)

bench-quick: $(TOOLS)
	$(PY) -m bench.quick

demo: $(RUNTIME)
	$(PY) -m data.generate

messages: $(TOOLS)
	$(PY) -m kam_core.locale.catalogue
	$(PY) -m kam_core.reports.glossary > docs/glossary.md

screenshots: $(TOOLS) browser
	$(PY) -m tests.browser.screenshots
