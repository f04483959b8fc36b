"""A hierarchy in the order in which it is told: what is broader above what is narrower."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping


def descended(broader: Mapping[str, str | None]) -> Iterator[tuple[str, int]]:
    """Each name with how far it stands below the top, those below a name behind it.

    Args:
        broader: names with the one above each, or None; one that is not there counts for none.

    Names in a circle have no top: the first of them stands as one, so that none is left out.
    """
    below: dict[str, list[str]] = {}
    for name, above in broader.items():
        if above in broader:
            below.setdefault(above, []).append(name)  # type: ignore[arg-type]
    tops = (name for name, above in broader.items() if above not in broader)
    told: set[str] = set()
    for top in (*tops, *broader):
        waiting = [(top, 0)]
        while waiting:
            name, depth = waiting.pop()
            if name not in told:
                told.add(name)
                yield name, depth
                waiting += [(lower, depth + 1) for lower in reversed(below.get(name, ()))]


def facts_within(
    broader: Mapping[str, str | None], facts: Mapping[tuple[str, ...], int]
) -> dict[str, int]:
    """For each topic how many facts it and all below it have, each once.

    Args:
        broader: of each topic the one above it.
        facts: how many facts there are with just these topics.
    """
    order = list(descended(broader))
    circles = any(depth == 0 and broader[name] in broader for name, depth in order)
    counts: Counter[str] = Counter()
    for topics, number in facts.items():
        if len(topics) > 1 or circles:
            counts.update(dict.fromkeys(_upwards(topics, broader), number))
    alone = Counter({t: n for (t, *more), n in facts.items() if not (more or circles)})
    for name, _ in reversed(order):
        above = broader[name]
        if above is not None:
            alone[above] += alone[name]
    return {name: counts[name] + alone[name] for name in broader}


def _upwards(topics: Iterable[str], broader: Mapping[str, str | None]) -> set[str]:
    """Some topics and all above them."""
    seen: set[str] = set()
    for topic in topics:
        here: str | None = topic
        while here is not None and here not in seen:
            seen.add(here)
            here = broader.get(here)
    return seen
