"""Search that understands: words, names, dates and numbers, in any spelling people use.

`search` is the whole of it: query.py reads what was typed, with times.py, spans.py and sums.py for
times and asking.py for words that only ask; index.py holds the facts' words and names.py what they
may name, both in memory or as stored.py puts them into a derived file; units.py finds what each
word matches by the ways of ways.py (mend.py mends slips, synonyms.py knows other words); rank.py
scores by weights.py, voices.py says whom a query asks to hear, and silence.py which facts are no
answer; answer.py says why a fact was found, and facets.py counts what was.
"""

from __future__ import annotations

from .answer import Answer, Hit, Matched, Reason, search

__all__ = ["Answer", "Hit", "Matched", "Reason", "search"]
