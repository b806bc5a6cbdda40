# Two commands on a fresh machine: `make run` and `make test`. Another Python: make run PYTHON=python3.12
.PHONY: run test quick set-up

run: set-up
	installer/show demo

test: set-up
	.ci/checks

quick: set-up
	.ci/checks quick

set-up:
	installer/set-up
