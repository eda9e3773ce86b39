# The commands a person types. Each may be repeated: what is done already is skipped.
#
#   CARGO_TARGET_DIR   where Rust builds (default: target)
#   LANES              make test LANES="rust e2e": these lanes, and what they need
#   TOUR_DIR           where `make run` puts screenshots when there is no display

.DEFAULT_GOAL := help
.PHONY: help run test nightly fuzz check bench setup setup-test bindings icons clean

BASH ?= bash
LANES ?=

help: ## Shows this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 18

run: ## Installs what is missing, builds, and opens the console
	@$(BASH) .ci/run-console.sh

test: ## Runs every test; LANES="rust e2e" chooses
	@$(BASH) .ci/lanes.sh $(LANES)

nightly: fuzz ## The long tests: 500 rounds of kill -9 while it writes, 10,000 cases of each property of mapping, late answers, fuzzing
	@IDP_KILL_ROUNDS=500 cargo test --workspace --features idp-console/bridge killed_at_random_moments -- --nocapture
	@PROPTEST_CASES=10000 cargo test --workspace --features idp-console/bridge mapping::tests::properties
	@PROPTEST_CASES=10000 cargo test --workspace --features idp-console/bridge mapping_agreement
	@IDP_LATE_ANSWERS=400 $(BASH) .ci/lanes.sh ui-browser

fuzz: ## Feeds expressions and mapping files with what nobody would write; FUZZ_SECONDS=60 each
	@$(BASH) tests/fuzz/run.sh

check: ## The quick checks before a commit: formatting, clippy, types
	@$(BASH) .ci/check.sh

bench: ## Compares start, memory, size and speed with a blank window (release build)
	@$(BASH) tests/bench/run.sh

setup: ## Installs what building and running need
	@$(BASH) .ci/setup-system.sh run
	@$(BASH) .ci/ui.sh install ui

setup-test: ## Installs what the tests need as well
	@$(BASH) .ci/lanes.sh setup

bindings: ## Writes the UI's bindings anew from the commands
	@IDP_WRITE_BINDINGS=1 cargo test --workspace --features idp-console/bridge --lib bindings

icons: ## Renders the icon set from its drawings
	@$(BASH) .ci/render-icons.sh

clean: ## Removes what was built and installed in this checkout
	@$(BASH) .ci/clean.sh
