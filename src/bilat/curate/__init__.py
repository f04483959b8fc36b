"""Help for who makes a base: where a quote stands, and records in order."""
