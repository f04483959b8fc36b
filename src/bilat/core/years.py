"""Years as people write them."""

from .edtf import Edtf, Precision


def year_label(when: Edtf) -> str:
    """The year a date begins in, as a heading: `1991`, `1990s`, `1800s`, `44 BC`."""
    moment = when.start or when.end
    assert moment is not None
    before = "before " if when.start is None else ""
    if moment.precision >= Precision.YEAR:
        return before + year_text(moment.earliest.year)
    if moment.earliest.year < 0:
        return f"{before}{year_text(moment.earliest.year)}–{year_text(moment.latest.year)}"
    return f"{before}{decade_text(moment.earliest.year)}"


def decade_text(year: int) -> str:
    """The decade, century or millennium that a year of the common era begins: `1990s`, `1800s`."""
    return f"{year}s" if year >= 1000 else f"AD {year}s"


def year_text(year: int) -> str:
    """An astronomical year as people write it: year 0 is 1 BC."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"
