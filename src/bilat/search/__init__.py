"""Search that understands: words, names, dates and numbers, in any spelling people use.

`search` is the whole of it: query.py reads what was typed, index.py holds the facts' words,
units.py finds what each word matches (mend.py mends slips), rank.py orders by weights.py, and
answer.py says why a fact was found.
"""

from __future__ import annotations

from .answer import Answer, Hit, Matched, Reason, search

__all__ = ["Answer", "Hit", "Matched", "Reason", "search"]
