"""The command that makes references: cite; options are evaluated as in `options`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from ..cite import DEFAULT, FORMS, STYLES, Manner
from ..core.errors import BaseError, UsageError
from ..core.model import Fact
from ..export import CITING, JSON, STYLED, exporter
from ..render.machine import FORMATS
from ..render.results import Citation, Citations
from ..run import Run
from .cards import end, named
from .emit import emit, end_with, form_of, known, put
from .options import Ids, Options, Output, flag, format_option, grouped, option


class CiteOutput(Output, frozen=True):
    """How citations are printed, also as entries of bibliographies."""

    format: Annotated[str | None, format_option((*FORMATS, *CITING), "; table by default")] = None


class Style(Options, frozen=True):
    """The style of references."""

    style: Annotated[
        str | None,
        option(
            "STYLE",
            f"The style of references: {', '.join(STYLES)}, or FILE.csl; {DEFAULT} by default.",
            STYLES,
        ),
    ] = None

    def known_style(self, run: Run) -> str:
        """The style, or else the default: one of ours, or the path of a style file.

        Raises:
            UsageError: it is not known.
        """
        name = DEFAULT if self.style is None else self.style
        if name.lower() in STYLES:
            return name.lower()
        from ..export.processor import style_file

        return str(style_file(name, run.environ))


class Reference(Style, frozen=True):
    """How a reference is written."""

    form: Annotated[
        str | None,
        option(
            "FORM",
            "reference, entry (of a list, without a place), note, short (a later note) or inline.",
            FORMS,
        ),
    ] = None
    quote: Annotated[bool, flag("--quote", "Add the quotation.")] = False

    def manner(self, run: Run) -> Manner:
        """How references are to be written.

        Raises:
            UsageError: the style or the form is not known.
        """
        form = known("--form", FORMS[0] if self.form is None else self.form, FORMS)
        if self.quote and form == "entry":
            raise UsageError("--quote: an entry of a list quotes nothing", "Leave out --quote.")
        return Manner(self.known_style(run), form, self.quote)


def load_style(run: Run, name: str, facts: Sequence[Fact]) -> None:
    """Have a style at hand that is none of ours, for references to what some facts quote."""
    if name not in STYLES and facts:
        from ..export.processor import load

        load(name, Path(name), run.library, facts)


@grouped
def cite_command(run: Run, ids: Ids, out: CiteOutput, how: Reference) -> None:
    """Cite facts: the quote in its paragraph, its receipt, and a reference to paste.

    Ends with 3 where a quote does not match its source any more.
    """
    manner, form = how.manner(run), form_of(out, Citations, CITING)
    _fitting(form.format, how)
    meant = named(run.base, ids)
    load_style(run, manner.style, meant.facts)
    if form.format not in CITING:
        emit(run, out, form, Citations(_citations(meant.facts, manner)))
    elif meant.facts or form.format in JSON:
        put(out, [exporter(form.format, manner.style)(run.library, meant.facts)])
    failed = run.library.unverified(meant.facts)
    if failed:
        problem = f"not verified against the source: {', '.join(failed)}"
        advice = "Do not quote it; `bilat verify` says what has changed."
        end_with([*meant.problems, BaseError(problem, advice)])
    end(meant)


def _citations(facts: Iterable[Fact], manner: Manner) -> list[Citation]:
    """Each fact with the sources that those before it have cited."""
    rows, told = [], frozenset[str]()
    for fact in facts:
        rows.append(Citation(fact, manner, told))
        told |= {item.source for item in fact.evidence}
    return rows


def _fitting(name: str, how: Reference) -> None:
    """Refuse options that a bibliography has no use for."""
    if name in CITING and (how.form is not None or how.quote):
        option = "--form" if how.form is not None else "--quote"
        raise UsageError(f"{option}: --format {name} has its own form", f"Leave out {option}.")
    if name in CITING and name not in STYLED and how.style is not None:
        raise UsageError(f"--style: --format {name} has no style", "Leave out --style.")
