"""How each kind of result is drawn for people, and the one way to rich."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import results

if TYPE_CHECKING:
    from ..base.document import Library
    from .look import Look

    Screen = Callable[[Library, Any, Look], str]

# Where the function that draws each is; its module, and rich, are loaded only to draw.
SCREENS: dict[type, tuple[str, str]] = {
    results.Hits: ("facts", "hits"),
    results.Facets: ("facts", "facets"),
    results.Listed: ("facts", "listed"),
    results.Dated: ("timeline", "timeline"),
    results.Cards: ("card", "cards"),
    results.Citations: ("card", "citations"),
    results.Reading: ("reading", "reading"),
    results.Sources: ("tables", "sources"),
    results.Topics: ("tables", "topics"),
    results.Actors: ("tables", "actors"),
    results.Comparisons: ("compare", "comparisons"),
    results.Audited: ("audit", "audited"),
    results.Covered: ("audit", "covered"),
    results.Places: ("reading", "places"),
    results.Held: ("overview", "overview"),
}


def screen(kind: type) -> "Screen":
    """The function that draws results of a kind, as text."""
    module, name = SCREENS[kind]
    draw: Screen = getattr(import_module(f".{module}", __package__), name)
    return draw
