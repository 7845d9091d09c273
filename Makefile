# Everything that a person types. Needs Python ≥ 3.11 and make; asks nothing, works without a terminal.
#
# What is built is built once, and again only when its source changes. The target of each step is
# the file that it writes last, so that a step that was broken off is done again; an installer,
# which writes no such file, gets a stamp: a file without content inside the folder it speaks for.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help start test check stueckliste format pins clean einrichten bauen lighthouse handbuchbilder probelauf

PORT ?= 8000
ARGS ?=
PY := .venv/bin/python

export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore
export npm_config_cache := $(CURDIR)/.bau/npm
export npm_config_update_notifier := false
# The machine's npm and node serve if they are new enough; otherwise .venv gets those from PyPI.
NODE_DA := $(shell command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
	2>/dev/null && echo ja)
export PATH := $(if $(NODE_DA),$(PATH),$(CURDIR)/.venv/bin:$(PATH))
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

# A .venv whose Python is gone, after an upgrade of the system, is made anew.
$(shell $(PY) -c '' 2>/dev/null || rm -f .venv/betrieb)

help: ## diese Übersicht
	@echo "Aufruf: make ZIEL"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

start: .venv/betrieb .bau/gesammelt/staticfiles.json ## das Portal starten (anderer Port: make start PORT=8001)
	@exec $(PY) -m hattingen_portal.start

test: .venv/entwicklung node_modules/entwicklung .bau/gesammelt/staticfiles.json ## alle Tests (Auswahl: make test ARGS="tests/akteure -x")
	@PORTAL_DATEN=$(CURDIR)/.daten/test PORTAL_DATENBANK_FLUECHTIG=1 $(PY) -m pytest $(NEBENEINANDER) $(ARGS)

probelauf: .venv/betrieb ## docs/betrieb.md in einem leeren Debian Schritt für Schritt ausführen (als root)
	@$(PY) -m tests.betrieb.probelauf $(ARGS)

handbuchbilder: einrichten ## die Bilder des Handbuchs neu aufnehmen
	@$(PY) -m docs.bilder.handbuchbilder

lighthouse: einrichten benchmarks/node_modules/da ## Seiten mit Lighthouse messen (Telefon, Median aus drei Läufen)
	@$(PY) benchmarks/lighthouse.py

# On all cores; a file stays together, since its tests share what they have set up. The order is that
# of tests/conftest.py, and not by the number of tests in a file.
NEBENEINANDER := --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

# --- Setting up ------------------------------------------------------------------------------------

PYTHON = $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

einrichten: .venv/entwicklung node_modules/entwicklung bauen ## einrichten, was Tests und Prüfungen brauchen

# Without its stamp, the folder may be half of one: it is emptied first.
.venv/betrieb: requirements/betrieb.txt
	@test -n "$(PYTHON)" || { echo "Das Portal braucht Python 3.11 oder neuer." >&2; exit 1; }
	@test -e $@ || { echo "Python-Umgebung .venv wird angelegt …"; rm -rf .venv; $(PYTHON) -m venv .venv; } || { \
		echo "Python kann keine virtuelle Umgebung anlegen. Unter Debian oder Ubuntu hilft:" \
			"apt install python3-venv" >&2; rm -rf .venv; exit 1; }
	@echo "Python-Pakete werden installiert …"
	@rm -f .venv/betrieb .venv/entwicklung
	@$(PY) -m pip install -qq --require-hashes -r $<
	@touch $@

.venv/entwicklung: requirements/entwicklung.txt .venv/betrieb
	@echo "Python-Pakete für die Entwicklung werden installiert …"
	@rm -f .venv/betrieb $@
	@$(PY) -m pip install -qq --require-hashes -r $<
	@touch .venv/betrieb $@

.venv/node: requirements/node.txt .venv/betrieb
	@echo "Node.js wird in .venv installiert …"
	@rm -f $@
	@$(PY) -m pip install -qq --require-hashes -r $<
	@touch $@

node_modules/betrieb: package.json package-lock.json $(if $(NODE_DA),,.venv/node)
	@echo "Schriften und Gestaltungsbausteine werden geholt …"
	@npm ci --omit=dev --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

node_modules/entwicklung: node_modules/betrieb
	@echo "Prüfwerkzeuge für Seiten und Kalender werden geholt …"
	@npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch node_modules/betrieb $@

# It wants a newer Node.js than the portal does: always that of .venv.
benchmarks/node_modules/da: benchmarks/package.json benchmarks/package-lock.json .venv/node
	@echo "Lighthouse wird geholt …"
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --prefix benchmarks --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# --- Building --------------------------------------------------------------------------------------

bauen: .venv/betrieb .bau/gesammelt/staticfiles.json ## einrichten, was der Betrieb braucht

# Which of KERN's rules the stylesheet needs is read from the templates.
GESTALTUNG := $(shell find frontend templates)

.bau/static/portal/portal.css: node_modules/betrieb $(GESTALTUNG)
	@echo "Gestaltung wird gebaut …"
	@node frontend/bauen.mjs

.bau/schriften/FiraSans-SemiBold.ttf: frontend/schriften.py node_modules/betrieb .venv/betrieb
	@echo "Schriften für Bilder und Aushänge werden gebaut …"
	@$(PY) frontend/schriften.py

.bau/gesammelt/staticfiles.json: .bau/static/portal/portal.css .bau/schriften/FiraSans-SemiBold.ttf .venv/betrieb $(if $(wildcard static),$(shell find static)) $(shell find docs/bilder/handbuch)
	@$(PY) manage.py collectstatic --no-input --verbosity 0

# --- Caring for the code ---------------------------------------------------------------------------

# What a city would set: the check for production must find nothing to say about it.
PRODUKTION := PORTAL_BASIS_URL=https://quartiere.example.org PORTAL_DEBUG=nein PORTAL_TESTSYSTEM=nein \
	PORTAL_SICHERHEIT_BIS=$(shell $(PY) -c 'import datetime as d; print(d.date.today() + d.timedelta(90))' 2>/dev/null) \
	PORTAL_SECRET_KEY="kein Geheimnis, nur lang und bunt genug: 0123456789 ABCDEFGHIJ"

PAKETE := hattingen_portal quartiere akteure konferenzen aktuelles frontend requirements manage.py

check: export PORTAL_DATEN := $(CURDIR)/.daten/test
check: .venv/entwicklung .bau/gesammelt/staticfiles.json ## Stil, Typen, Vorlagen, Migrationen, Sicherheit
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	@# It also warns of each exception that covers several lines: only to be read when it fails.
	$(PY) -m bandit -q -c pyproject.toml -r $(PAKETE) 2>.bau/bandit || { cat .bau/bandit >&2; exit 1; }
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PY) -m djlint templates --check --lint
	$(PY) manage.py makemigrations --check --dry-run
	$(PRODUKTION) $(PY) manage.py check --deploy --fail-level WARNING
	@# Each exception from a rule says why it is one.
	@! git grep -nE '# nosec( [B0-9,]+)?$$' -- '*.py'
	@! git grep -nE '(noqa(: ?[A-Z0-9, ]+)?|type: ignore(\[[a-z, -]*\])?|pragma: no [a-z]+)$$' -- '*.py'
	@# Where packages come from is set on each machine (mirror, proxy), not in here.
	@! git grep -nIE '(pypi|pythonhosted|npmjs|deb[.]debian)[.](org|com)' -- .
	@! grep -nE '"resolved"|https?://' package-lock.json benchmarks/package-lock.json

stueckliste: .venv/entwicklung ## alle fremden Teile als CycloneDX in .bau/stueckliste.json
	@$(PY) requirements/stueckliste.py .bau/stueckliste.json

format: .venv/entwicklung ## Code und Vorlagen in Form bringen
	$(PY) -m ruff check --fix
	$(PY) -m ruff format
	$(PY) -m djlint templates --reformat --quiet

pins: .venv/betrieb ## Versionen festlegen, Python und npm (auf Neuestes: make pins ARGS=--upgrade)
	@$(PY) -m pip install -qq --upgrade --target .bau/uv uv
	@cd requirements && for name in betrieb wachstum entwicklung node; do \
		UV_CUSTOM_COMPILE_COMMAND="make pins" ../.bau/uv/bin/uv pip compile --quiet --universal \
			--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links $(ARGS) \
			$$name.in -o $$name.txt || exit 1; \
	done
	@for ordner in . benchmarks; do \
		npm install --prefix $$ordner --package-lock-only --omit-lockfile-registry-resolved \
			--loglevel=error || exit 1; \
	done
	@node frontend/ohne_adressen.mjs

clean: ## alles Gebaute löschen (die Daten in .daten bleiben)
	rm -rf .bau .venv node_modules benchmarks/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
