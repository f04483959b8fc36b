"""From frozen data to text: machine formats, and screens for people (the only users of rich)."""
