# The project's commands: `make` lists them. Everything is run from .venv, which the first command builds (src/setup.sh).
STUDY = gemeenten
JOBS = 2
LABFLAGS =
LOCKFLAGS =

SHELL = /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup new check reproduce verify notebooks test test-all lab keep site accept methods lock audit clean

# Nothing of the user's own: no packages, kernels, IPython start-up files or matplotlib style may alter a result.
export PYTHONNOUSERSITE = 1
export JUPYTER_PREFER_ENV_PATH = 1
export IPYTHONDIR = $(CURDIR)/.venv/ipython
export MPLCONFIGDIR = $(CURDIR)/.venv/matplotlib
unexport PYTHONPATH PYTHONHOME JUPYTER_PATH MATPLOTLIBRC

# What was given stays text: make would expand it on the way into the environment.
unexport STUDY EXPORT JOBS

# A study's path in single quotes, whatever characters it has.
study = '$(subst ','\'',$(value STUDY))'
export = $(if $(value EXPORT),'$(subst ','\'',$(value EXPORT))')
jobs = '$(subst ','\'',$(value JOBS))'
bin = .venv/bin

help: ## list these commands
	@echo "make TARGET [STUDY=name-or-path] [JOBS=2]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done
	@echo "STUDY is a folder under data/raw, or the path of one (default: gemeenten). JOBS: notebooks at a time."
	@echo "To start from nothing: rm -rf .venv; another Python: make setup PYTHON=python3.12"

setup: ## build .venv from the hashed locks (each command below does it first)
	@sh src/setup.sh

new: setup ## draft a study folder: make new STUDY=name EXPORT=file
	@$(bin)/collabstudy new $(study) $(export)

check: setup ## look through a study folder without running anything
	@$(bin)/collabstudy check $(study)

reproduce: setup ## run the whole study: notebooks, findings and the readable result
	@$(bin)/collabstudy reproduce $(study) --jobs $(jobs)

verify: setup ## hold what was built, and from what, against its manifest
	@$(bin)/collabstudy verify $(study)

notebooks: setup ## execute the notebooks that are out of date
	@$(bin)/collabstudy notebooks $(study) --jobs $(jobs)

test: setup ## the tests, and every notebook's outputs compared (under five minutes)
	@$(bin)/collabstudy notebooks gemeenten --jobs $(jobs)
	@$(bin)/pytest -n $(jobs) --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env -m "not slow" $(slowest) tests

# Files of few and slow tests go first, so that no process is left with them alone at the end.
slowest = notebooks tests/runner tests/setup tests/disclosure

test-all: setup ## the longer suites, among them a set-up from nothing
	@$(bin)/pytest -m slow tests

lab: setup ## open JupyterLab on a scratch copy of the notebooks (more flags: LABFLAGS=)
	@$(bin)/collabstudy notebooks $(study) --jobs $(jobs) || echo "Where the study itself can be read, JupyterLab opens all the same, so that you can mend it."
	@folder=$$($(bin)/collabstudy lab $(study)) && exec $(bin)/jupyter-lab $(quiet) $(LABFLAGS) "$$folder"

# JupyterLab asks nobody outside for news or newer versions.
quiet = --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

keep: setup ## take what was written in the scratch copy back into notebooks/, without outputs
	@$(bin)/collabstudy keep

site: setup ## build the readable result from executed notebooks
	@$(bin)/collabstudy site $(study)

accept: setup ## put freshly executed outputs of the default study into notebooks/
	@$(bin)/collabstudy notebooks gemeenten --jobs $(jobs)
	@$(bin)/collabstudy accept

methods: setup ## write the table of docs/methods.md anew from the code
	@$(bin)/python docs/methods_table.py

lock: setup ## write both locks anew from pyproject.toml (newer versions: LOCKFLAGS=--upgrade)
	@$(with_uv)
	@$(bin)/uv pip compile pyproject.toml --extra dev $(lockflags) -o requirements.lock
	@echo uv | $(bin)/uv pip compile - --no-annotate $(lockflags) -o requirements-uv.lock
	@! grep -n '://' requirements.lock requirements-uv.lock || { echo "A lock names an address: compile it without private indexes." >&2; exit 1; }
	@echo "requirements.lock and requirements-uv.lock are written."

lockflags = --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(LOCKFLAGS)

# Where set-up had to do without uv, it is asked for once more.
with_uv = test -x $(bin)/uv || $(bin)/python -m pip install --quiet --require-hashes -r requirements-uv.lock

audit: setup ## hold the locked packages against known vulnerabilities and a list of licences
	@$(with_uv) || true
	@$(bin)/python -m audit

clean: ## remove what was built, but not data/raw, .venv or the scratch notebooks in build/lab
	@rm -rf data/processed
	@test ! -d build || find build -mindepth 1 -maxdepth 1 ! -name lab -exec rm -rf {} +
	@echo "Removed data/processed/ and build/ (but build/lab, where your own changes are)."
