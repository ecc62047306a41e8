# Each target sets up what it needs: `make run` and `make test` work in a fresh clone that has Python 3.13 and make.

export SAM_CLI_TELEMETRY := 0

UV := $(shell command -v uv 2>/dev/null)
IS_313 := import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 13))
PYTHON ?= $(shell for python in python3.13 $$HOME/.pyenv/versions/3.13*/bin/python3.13 python3; do \
	"$$python" -c '$(IS_313)' 2>/dev/null && { command -v "$$python"; break; }; done)

# The locks are complete, so nothing is left to resolve; with plain pip, that and not compiling halve the time.
install = $(if $(UV),uv pip install --python $(1)/bin/python,$(1)/bin/pip install --disable-pip-version-check --no-compile) \
	--quiet --no-deps --require-hashes -r $(2)
compile = uv pip compile --quiet --universal --python-version 3.13 --generate-hashes --no-header --no-annotate \
	$(if $(UPGRADE),--upgrade)

# Only what runs sees the other day: make and what it installs and builds live today, and so does what is marked so.
on_day = $(if $(DAY),.venv/bin/python -m tests.day $(DAY))
today = $(if $(DAY),.venv/bin/pytest -m today)

LOCAL := AWS_ENDPOINT_URL=http://127.0.0.1:$(or $(AWS_PORT),4566) AWS_DEFAULT_REGION=us-east-1 \
	AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test

# Where a client of the API is generated in TypeScript, for a test.
CLIENTS := tests/clients/typescript

.DEFAULT_GOAL := help
.PHONY: help run invoke test test-sam packages check prove audit bench lint validate build deploy smoke protect credentials openapi terms web release audit-deps lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 18

run: .venv/$(if $(DAY),dev,run) ## start everything on this machine: web page, API, stream, mailbox (PORT=8080, AWS_PORT=4566, ORIGINS=http://localhost:5173, DOCKER=1)
	@$(on_day) .venv/bin/python -m local

invoke: .venv/run .venv-sam/sam ## a sample in a container, by SAM, beside a running `make run DOCKER=1` (EVENT=events/coach_api.json)
	@PYTHONPATH=.:layers/plus_one .venv/bin/python -m local.samples $(EVENT) $(ARGS)

test: packages lint validate build $(CLIENTS)/node_modules/.package-lock.json ## every check and every test (DAY=2031-11-01T12:00:00: on that day; so do run and prove)
	$(on_day) .venv/bin/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --cov $(if $(DAY),-m "not today")
	$(today)

test-sam: .venv/dev .venv-sam/sam ## every sample in a container, by SAM: by hand, before a release (exits 2 where no container engine runs)
	@PYTHONPATH=.:layers/plus_one .venv/bin/python -m tests.local.in_containers $(ARGS)

packages: ## install what the tests need from the distribution, or say the command that does
	@sh tests/packages.sh

check: lint ## the fast loop: style, types, arrows, unit tests
	.venv/bin/pytest tests/unit

prove: .venv/dev ## prove the promises: every scenario, then every planted bug (QUICK=1: the most telling ones only)
	@PYTHONPATH=.:layers/plus_one $(on_day) .venv/bin/python -m tests.proof $(if $(QUICK),--quick)

audit: .venv/run ## name every violation in the table of the running local stack (STACK=name: of a deployed one; TABLE=name: of a table beside it)
	@PYTHONPATH=.:layers/plus_one $(if $(STACK),,$(LOCAL)) .venv/bin/python -m ops.audit $(or $(STACK),plus-one) $(if $(TABLE),--table $(TABLE))

bench: .venv/dev ## ours beside its peers: one table, bench/results.json, docs/bench.svg (ROUNDS=7)
	@PYTHONPATH=.:layers/plus_one .venv/bin/python -m bench $(ROUNDS)

lint: .venv/dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	PYTHONPATH=.:layers/plus_one .venv/bin/lint-imports
	.venv/bin/bandit --quiet --recursive functions layers ops

validate: .venv-sam/sam ## sam validate --lint
	.venv-sam/bin/sam validate --lint

build: .venv-sam/sam $(if $(filter on,$(SNAPSTART)),.venv/run) ## sam build, without a container, into .aws-sam/ (ENV=prod: anew, as for it; SNAPSTART=on)
	$(if $(filter-out on off,$(SNAPSTART)),$(error SNAPSTART is on or off))
	PATH="$(CURDIR)/.venv-sam/bin:$$PATH" sam build $(if $(ENV),--config-env $(ENV))
	$(if $(filter on,$(SNAPSTART)),.venv/bin/python -m ops.snapstart .aws-sam/build $(VELOCITY_LIMIT))

deploy: deploy.toml build ## deploy the system with the names in deploy.toml (ENV=prod; ARGS=--guided)
	.venv-sam/bin/sam deploy --config-file deploy.toml $(if $(ENV),--config-env $(ENV)) $(ARGS)

# Continuous integration has its text in a variable.
deploy.toml:
	@test -n "$$DEPLOY_TOML" || \
		{ echo "There is no deploy.toml. Type: cp samconfig.toml deploy.toml, and put your own names into it."; exit 1; }
	@printf '%s\n' "$$DEPLOY_TOML" >$@

smoke: .venv/run ## is a deployed stack up, closed to strangers, protected, and of this version? (STACK=name URL=https://api.example.com)
	@PYTHONPATH=.:layers/plus_one .venv/bin/python -m ops.smoke $(STACK) $(URL)

protect: .venv/run ## make CloudFormation refuse to delete a stack (STACK=name)
	@PYTHONPATH=.:layers/plus_one .venv/bin/python -m ops protect $(STACK)

credentials: deploy.toml .venv/run
	@.venv/bin/python -m ops.credentials

openapi: .venv/dev ## write the API's document from the routes of the functions
	PYTHONPATH=.:layers/plus_one .venv/bin/python -m ops.openapi

terms: .venv/dev ## write the terms for the web page from those of the mails
	PYTHONPATH=.:layers/plus_one .venv/bin/python -m ops.terms

web: deploy.toml .venv/run .venv-sam/sam ## deploy the web page's stack and publish the page (STACK=plus-one WEB_STACK=plus-one-web)
	.venv-sam/bin/sam deploy --config-file deploy.toml --config-env web --stack-name $(or $(WEB_STACK),plus-one-web) $(ARGS)
	.venv/bin/python -m web.publish $(or $(STACK),plus-one) $(or $(WEB_STACK),plus-one-web)

release: .venv/dev ## check that this commit can be released, and print how to tag it
	@.venv/bin/python -m ops.release "$$(git tag)" "$$(git status --porcelain)" "$$(git rev-parse HEAD)"

audit-deps: .venv-audit/pip-audit ## look up known vulnerabilities of all dependencies (exits 1: found some, 2: could not look)
	@.venv-audit/bin/python -m ops.audit_deps

lock: ## resolve the locks again (UPGRADE=1: to the newest versions); needs uv and npm
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	$(compile) requirements/layer.in -o layers/plus_one/requirements.txt
	$(compile) requirements/run.in -o requirements/run.txt
	$(compile) requirements/dev.in -o requirements/dev.txt
	$(compile) requirements/sam.in -o requirements/sam.txt
	$(compile) requirements/audit.in -o requirements/audit.txt
	cd $(CLIENTS) && npm $(if $(UPGRADE),update,install) --package-lock-only --silent

clean: ## remove all that make made
	rm -rf .venv .venv-sam .venv-audit $(CLIENTS)/node_modules .aws-sam .local .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# ---- Environments: installed anew only when their lock changes. aws-sam-cli and the local AWS cannot share one. ----
.venv/run: requirements/run.txt | .venv/bin/python
	@echo "Installing what the local stack needs (once, about 20 seconds) ..."
	@$(call install,.venv,$<)
	@touch $@

.venv/dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need (once, about a minute) ..."
	@$(call install,.venv,$<)
	@touch .venv/run $@

.venv-sam/sam: requirements/sam.txt | .venv-sam/bin/python
	@echo "Installing the SAM command line (once, about a minute) ..."
	@$(call install,.venv-sam,$<)
	@touch $@

.venv-audit/pip-audit: requirements/audit.txt | .venv-audit/bin/python
	@echo "Installing what looks up vulnerabilities (once, a few seconds) ..."
	@$(call install,.venv-audit,$<)
	@touch $@

$(CLIENTS)/node_modules/.package-lock.json: $(CLIENTS)/package-lock.json
	@echo "Installing what makes a client in TypeScript (once, a few seconds) ..."
	@cd $(CLIENTS) && npm ci --silent
	@touch $@

%/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.13 (with venv) was not found: looked for python3.13, ~/.pyenv/versions/3.13*, python3."; \
		echo "Install it, or say where it is: make PYTHON=/path/to/python3.13 ..."; exit 1; }
	@"$(PYTHON)" -m venv $*
