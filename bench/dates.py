"""Dates of every EDTF kind, as a base notes them and as a text tells them."""

from __future__ import annotations

from random import Random

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# As many as the forms in `date`, in their order: exact dates are the most frequent.
_WEIGHTS = (30, 15, 20, 5, 3, 2, 1, 1, 3, 3, 2, 2, 6, 4, 6, 2)


def date(rng: Random, latest: int) -> tuple[str, str]:
    """An EDTF expression, no later than a year, and its words."""
    year = latest - int(60 * rng.random() ** 2)
    month, day, season = rng.randint(1, 12), rng.randint(1, 25), rng.choice(list(_SEASONS))
    century, years, days = rng.randint(15, 19), rng.randint(1, 9), rng.randint(1, 3)
    exact, named = f"{year}-{month:02}", f"{_MONTHS[month - 1]} {year}"
    forms = (
        (f"{exact}-{day:02}", f"on {day} {named}"),
        (exact, f"in {named}"),
        (f"{year}", f"in {year}"),
        (f"{year}-{season}", f"in the {_SEASONS[season]} of {year}"),
        (f"{year // 10}X", f"in the {year // 10}0s"),
        (f"{century - 1}XX", f"in the {century}th century"),
        ("1XXX", "in the second millennium"),
        (f"-{century - 1:04}", f"in {century} BC"),
        (f"{year}?", f"perhaps in {year}"),
        (f"{exact}~", f"around {named}"),
        (f"{year}%", f"perhaps around {year}"),
        (f"{exact}-XX", f"on a day in {named}"),
        (f"{year - years}/{year}", f"from {year - years} to {year}"),
        (f"{exact}-{day:02}/{exact}-{day + days:02}", f"from {day} to {day + days} {named}"),
        (f"{exact}/..", f"since {named}"),
        (f"../{year}", f"until {year}"),
    )
    return rng.choices(forms, _WEIGHTS)[0]
