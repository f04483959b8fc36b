"""Which facts are meant, in which order, and how they stand to one another."""
