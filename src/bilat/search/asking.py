"""Words that only ask: what is said besides that, who is asked about as a speaker, and for what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..startup import pattern

_SAY = (
    r"(?:say|write|think|claim|argue|state|report|stress|emphasi[sz]e|note|believe|explain|mention"
    r"|describe|comment|remark|point out|declare|assert|tell(?: us)?)s?"
)
_TOLD = r"(?:said|written|claimed|stated|reported|told|mentioned|known|recorded|asserted)"
_TEXT = r"(?:sources?|texts?|articles?|pieces?|authors?|writers?|database|fact base|base|corpus)"
_ABOUT = r"(?: (?:about|on|of|regarding|concerning|as to|that|whether|if))?"
# With fewer words nobody asks: it is not worth the time that the expressions take to compile.
FEWEST = 3
# Asking is the same in every subject: what is matched here is no subject itself.
_ASKING = (
    r"(?:can|could|would|will) (?:you|we|i|one|anyone|anybody|somebody)(?: please)? "
    r"(?:tell|show|explain|list|find|give|learn|say|see)(?: out)?(?: me| us)?",
    r"(?:please )?(?:tell|show|give|remind|inform) (?:me|us)(?: more| all| something)?",
    r"i(?:['’]d| would) (?:like|love) to (?:know|learn|see|find out|read)",
    r"i(?:['’]m| am) "
    r"(?:looking for|searching for|interested in|wondering(?: about)?|curious about)",
    r"(?:i|we) (?:want|need|wish) to (?:know|learn|see|find out|read)",
    r"(?:do|does) (?:you|we|anyone|anybody) know",
    r"(?:is|are|was|were) there (?:any |some |an? )?"
    r"(?:information|info|evidence|mention|data|word|reference|statement|proof|sign|talk|record)s?",
    rf"what (?:else |exactly |more )?(?:is|are|was|were|has been|have been|gets?) {_TOLD}",
    r"(?:is|was|are|were|would) it (?:really |actually |indeed )?"
    r"(?:true|correct|right|a fact|the case|so|accurate|certain|known|fair to say) that",
    r"true or false",
    r"(?:what|how) (?:exactly |precisely |really )?(?:is|are|was|were) "
    r"(?:meant|understood|to be understood)(?: exactly| here)?(?: by| with| under| as)?",
    r"what (?:is|was) the (?:exact |precise )?(?:meaning|definition) of",
    r"what (?:do|does|did) (?:it|they|this|that) mean",
    rf"(?:(?:do|does|did|what|as|how) )?(?:(?:the|these|both|either|any|our|two|a|your) )+{_TEXT} "
    rf"(?:actually |really |ever |also )?(?:{_SAY}|{_TOLD}|give|name|call|quote|cite|put it)",
    rf"according to (?:(?:the|these|both|either|our|two|your) )*{_TEXT}",
    rf"(?:{_TOLD} )?in (?:(?:the|these|both|either|any|our|two|your) )+{_TEXT}",
    r"(?:in|of|on|at|by|from|since|until|during) (?:which|what) (?:exact )?"
    r"(?:year|month|day|date|time|decade|century|season|way|manner|respect|sense|order|context"
    r"|circumstances|form)s?",
    r"(?:on|for|with|to) what (?:grounds|basis|occasion|reasons?|purpose|aim|end|extent|degree)",
    r"(?:what|which) (?:kind|sort|type)s? of",
    r"(?:against|with|to|from|by|for|of|about|between) whom",
    r"how (?:come|exactly|precisely)",
    r"what (?:happened|happens|has happened|took place|occurred|went on|was going on)",
    r"what (?:is|was) it (?:called|about|all about)",
)
# Who it is that a query wants to hear; the words between are a name or an office.
_WHO = r"(?P<who>[^?!,;:.]{2,50}?)"
_SPEAKING = (
    rf"\b(?:what|how|why|when|where|which|whom) (?:do|does|did|has|have|had|would) {_WHO} "
    rf"(?:{_SAY}|said|written|told us){_ABOUT}(?!\w)",
    rf"^\W*(?:do|does|did|has|have) {_WHO} (?:ever |also |really )?{_SAY}{_ABOUT}(?!\w)",
    rf"\b(?:according to|in the (?:words|view|opinion|eyes) of) {_WHO}"
    r"(?=$|[?!,;:.]| (?:who|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have)\b)",
    rf"^{_WHO}['’]s? (?:view|opinion|words|account|statement|remark|comment|claim|thought)s? "
    r"(?:on|of|about|regarding|concerning)",
    rf"^{_WHO} (?:on|about)(?=\s)",
)


_ASKS = pattern(rf"\b(?:{'|'.join(_ASKING)}){_ABOUT}(?!\w)", re.IGNORECASE)
_SPEAKS = tuple(pattern(text, re.IGNORECASE) for text in _SPEAKING)


def asking(text: str) -> Iterator[tuple[int, int]]:
    """The places of a text that do nothing but ask."""
    if text.count(" ") < FEWEST - 1:
        return iter(())
    return (match.span() for match in _ASKS.finditer(text))


def speaking(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a text may name whom it asks to hear, and all that it says to that end."""
    if text.count(" ") < FEWEST - 1:
        return
    for rule in _SPEAKS:
        for match in rule.finditer(text):
            yield match.span("who"), match.span()
