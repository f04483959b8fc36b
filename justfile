# What a developer does, by name. CONTRIBUTING.md has the same commands for those without just.

bin := ".venv/bin"

# List the recipes
default:
    @just --list

# Install bilat for development
setup:
    python3 -m venv .venv
    {{bin}}/pip install --quiet --editable '.[dev]'

# Run the tests, or those that are named
test *args:
    {{bin}}/python -m pytest {{args}}

# Lint, and check layers, dependencies and the base's order
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/lint-imports
    {{bin}}/deptry src
    {{bin}}/bilat tidy --check facts.json

# Check types
types:
    {{bin}}/mypy

# Measure start-up and search (bench/scale.py, on large bases, takes minutes: by hand)
bench:
    {{bin}}/python bench/speed.py
    {{bin}}/python bench/search_quality.py

# Play the README's examples
docs:
    PATH="$PWD/{{bin}}:$PATH" {{bin}}/python tests/readme_examples.py --check README.md

# Do all that must hold on main, in environments made anew
ci:
    .ci/run
