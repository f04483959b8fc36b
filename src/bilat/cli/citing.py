"""Options of the commands that write references; evaluated as in `options`."""

from typing import Annotated

from ..cite import DEFAULT, FORMS, STYLES, Manner
from ..export import CITING
from ..export import FORMATS as EXPORTS
from ..render.machine import FORMATS
from .emit import known
from .options import File, Options, Output, flag, format_option, option


class CiteOutput(Output, frozen=True):
    """How citations are printed, also as entries of bibliographies."""

    format: Annotated[str | None, format_option((*FORMATS, *CITING), "; table by default")] = None


class ExportOutput(File, frozen=True):
    """Which document is made, and where to."""

    format: Annotated[str | None, format_option(EXPORTS, "; which must be said")] = None


class Style(Options, frozen=True):
    """The style of references."""

    style: Annotated[
        str | None,
        option(
            "STYLE", f"The style of references: {', '.join(STYLES)}; {DEFAULT} by default.", STYLES
        ),
    ] = None

    def known_style(self) -> str:
        """The style, or else the default.

        Raises:
            UsageError: it is not known.
        """
        return known("--style", DEFAULT if self.style is None else self.style, STYLES)


class Reference(Style, frozen=True):
    """How a reference is written."""

    form: Annotated[
        str | None,
        option("FORM", f"One of {', '.join(FORMS)}: for a list, a footnote, the text.", FORMS),
    ] = None
    quote: Annotated[bool, flag("--quote", "Add the quotation.")] = False

    def manner(self) -> Manner:
        """How references are to be written.

        Raises:
            UsageError: the style or the form is not known.
        """
        form = known("--form", FORMS[0] if self.form is None else self.form, FORMS)
        return Manner(self.known_style(), form, self.quote)


class Layout(Style, frozen=True):
    """How a briefing note is laid out."""

    by: Annotated[
        str, option("GROUPING", "Group the facts by topic or by time.", ("topic", "time"))
    ] = "topic"
    title: Annotated[str | None, option("TEXT", "The heading of the note.")] = None
