"""A hierarchy in the order in which it is told: what is broader above what is narrower."""

from collections.abc import Iterator, Mapping


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
