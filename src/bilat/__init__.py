"""Look up cited facts, each with its receipt."""

# A constant, since importlib.metadata would slow every start; a test holds it equal to pyproject's.
__version__ = "0.1.0"
