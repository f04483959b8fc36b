"""What a record, a date and a text are; knows nothing of files."""
