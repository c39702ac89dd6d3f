# `make` checks everything but for the thorough tests, `make ci` does these too, as CI does, and wants their outside tools.
# Use it inside an activated virtual environment that has `pip install -e '.[test]'`.

PYTHON ?= python
CODE = src tests docs benchmarks data/samples installers typings

.PHONY: all ci format lint types layers docs-fresh test fix docs site samples bench quality executable wheelhouse

all: format lint types layers docs-fresh test

ci: export DJCOV_CI = 1
ci: all  ## the thorough tests too; one whose outside tool is missing fails

format:  ## every file is laid out as ruff would
	$(PYTHON) -m ruff format --check $(CODE)

lint:
	$(PYTHON) -m ruff check $(CODE)

types:  ## pyright, strict, on src
	$(PYTHON) -m pyright

layers:  ## each room imports only the rooms below it
	lint-imports --no-cache

docs-fresh:  ## the reference pages say what the program says
	$(PYTHON) docs/generate.py --check

test:
	$(PYTHON) -m pytest

fix:  ## lay out, and mend what can be mended by itself
	$(PYTHON) -m ruff check --fix $(CODE)
	$(PYTHON) -m ruff format $(CODE)

site: export NO_MKDOCS_2_WARNING = 1
site:  ## build/site, the docs as pages that need no server and can be searched in Chinese; wants `pip install '.[docs]'`
	$(PYTHON) -m mkdocs build --strict --quiet

docs:  ## write the reference pages anew
	$(PYTHON) docs/generate.py

samples:  ## make the sample rosters anew; the same bytes every time
	$(PYTHON) data/samples/make_samples.py

bench:  ## compare with what one would use instead; takes minutes
	$(PYTHON) benchmarks/run.py

quality: ROOMS ?=
quality: SAMPLE ?= 80
quality:  ## coverage, mutants (SAMPLE=0: all; ROOMS=values), licences, into docs/quality.md; takes hours; wants every extra
	mkdir -p build/coverage && rm -f build/coverage/*
	$(PYTHON) -m coverage run -m pytest tests
	$(PYTHON) -m coverage combine --quiet
	$(PYTHON) -m coverage json --quiet -o build/coverage/coverage.json
	$(PYTHON) -m coverage report --skip-covered --show-missing --fail-under=95
	$(PYTHON) tests/mutation.py $(ROOMS) --sample $(SAMPLE)
	$(PYTHON) docs/quality.py

executable:  ## dist/djcov, a folder that needs no Python, for the system that this runs on; wants `pip install '.[executable]'`
	$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installers/djcov.spec

wheelhouse:  ## build/wheelhouse, a folder for each platform to install from without a network; downloads 1.2 GB
	$(PYTHON) installers/wheelhouse.py build/wheelhouse
