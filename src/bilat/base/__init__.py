"""From facts.json to the records and texts that all else reads."""
