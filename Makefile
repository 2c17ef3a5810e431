# Two commands do everything: `make run` and `make test`. `make help` lists the others.

PYTHON ?= python3
PY = .venv/bin/python
PYTEST = $(PY) -m pytest -n 2 --dist worksteal
ON_SQLITE = env -u DATABASE_URL
ON_POSTGRES = $(PY) -m tests.machinery.throwaway_postgres

# Compiling every package anew at each start would cost more than the start itself.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run serve demo test test-quick test-documents check messages soak shots bench lock

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*  ## /  make \1|/p' Makefile | while IFS='|' read -r name words; do \
		printf '%-24s %s\n' "$$name" "$$words"; done

setup:  ## make .venv and install everything, the tests' tools too
	@command -v $(PYTHON) >/dev/null || { echo "Travaux needs Python 3.11 or newer, and there is no $(PYTHON)."; exit 1; }
	@$(PYTHON) config/install.py all

setup-run:
	@command -v $(PYTHON) >/dev/null || { echo "Travaux needs Python 3.11 or newer, and there is no $(PYTHON)."; exit 1; }
	@$(PYTHON) config/install.py run

run: setup-run  ## start the demonstration on http://127.0.0.1:8000/ (PORT and HOST are honoured)
	@exec $(PY) -m config.supervisor demonstration

serve: setup-run  ## start for production, with settings from the environment
	@exec $(PY) -m config.supervisor production

demo: setup-run  ## load the demonstration afresh; what was done in it is lost
	@TRAVAUX_DEMO=1 $(PY) -m config.prepare afresh

test: setup  ## the whole suite on SQLite and on PostgreSQL, with the browser
	@$(PY) -m tests.machinery.needs tests
	@$(ON_SQLITE) $(PYTEST)
	@$(ON_POSTGRES) $(PYTEST)

test-quick: setup  ## the suite on SQLite without a browser, in under two minutes
	@$(ON_SQLITE) $(PYTEST) -m "not browser and not thorough and not documents and not soak"

test-documents: setup  ## open what we write in LibreOffice
	@$(PY) -m tests.machinery.needs documents
	@$(ON_SQLITE) $(PYTEST) -m documents tests/documents

soak: setup  ## what takes long: a thousand examples of each property, kill loops, load
	@$(PY) -m tests.machinery.needs tests
	@$(ON_SQLITE) TRAVAUX_EXAMPLES=exploring $(PYTEST) tests/text
	@$(ON_SQLITE) $(PY) -m pytest -m soak tests/soak
	@$(ON_POSTGRES) --durable $(PY) -m pytest -m soak tests/soak

check: setup  ## format, lint, templates, migrations, deployment settings, translations
	@$(PY) -m tests.machinery.needs check
	@$(PY) -m tests.machinery.check

messages: setup  ## bring the catalogues of words up to date and compile them
	@$(PY) -m tests.machinery.needs check
	@$(PY) manage.py makemessages -l ar -l es -l fr -l ru -l zh_Hans --no-location --no-obsolete --no-wrap \
		-i .venv -i tests -i shots -i var
	@$(PY) manage.py compilemessages -i .venv

shots: setup  ## render every page into shots/, for looking at
	@$(PY) -m tests.machinery.needs tests
	@$(PY) -m tests.shots $(ONLY)

bench: setup-run  ## measure pages with 100, 1,000 and 10,000 comments in a database of its own
	@$(PY) manage.py bench

COMPILE = .venv/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

lock: setup  ## lock the newest releases that requirements*.in allow
	@for name in requirements requirements-dev requirements-uv; do \
		$(COMPILE) --upgrade $$name.in -o $$name.txt && \
		sed -i "1i # Locked from $$name.in by \`make lock\`: every file with its SHA-256, for Python 3.11 to 3.14 on any system." \
			$$name.txt || exit 1; done
