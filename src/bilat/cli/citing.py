"""Options of the commands that write references; evaluated as in `options`."""

from typing import Annotated

import typer

from ..cite import FORMS, STYLES, Manner
from ..export import CITING
from ..export import FORMATS as EXPORTS
from ..render.machine import FORMATS
from . import complete
from .emit import known
from .options import File, Options, Output, format_option


class CiteOutput(Output, frozen=True):
    """How citations are printed, also as entries of bibliographies."""

    format: Annotated[str | None, format_option((*FORMATS, *CITING), "; table by default")] = None


class ExportOutput(File, frozen=True):
    """Which document is made, and where to."""

    format: Annotated[str | None, format_option(tuple(EXPORTS), "; which must be said")] = None


class Style(Options, frozen=True):
    """The style of references."""

    style: Annotated[
        str | None,
        typer.Option(
            "--style",
            metavar="STYLE",
            help=f"The style of references: {', '.join(STYLES)}; {Manner().style} by default.",
            autocompletion=complete.from_list(STYLES),
        ),
    ] = None

    def known_style(self) -> str:
        """The style, or else the default.

        Raises:
            UsageError: it is not known.
        """
        return known("--style", Manner().style if self.style is None else self.style, STYLES)


class Reference(Style, frozen=True):
    """How a reference is written."""

    form: Annotated[
        str | None,
        typer.Option(
            "--form",
            metavar="FORM",
            help=f"One of {', '.join(FORMS)}: for a list, a footnote, the text.",
            autocompletion=complete.from_list(FORMS),
        ),
    ] = None
    quote: Annotated[bool, typer.Option("--quote", help="Add the quotation.")] = False

    def manner(self) -> Manner:
        """How references are to be written.

        Raises:
            UsageError: the style or the form is not known.
        """
        return Manner(
            self.known_style(),
            known("--form", FORMS[0] if self.form is None else self.form, FORMS),
            self.quote,
        )


class Layout(Style, frozen=True):
    """How a briefing note is laid out."""

    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="GROUPING",
            help="Group the facts by topic or by time.",
            autocompletion=complete.from_list(("topic", "time")),
        ),
    ] = "topic"
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The heading of the note.")
    ] = None
