"""The command line: Typer, and nothing that does the work."""
