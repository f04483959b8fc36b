"""What proves a base: hashes, spans, references, and every sentence accounted for."""
