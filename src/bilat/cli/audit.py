"""Commands that prove things: verify, coverage, schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output
from ..core.errors import BaseError, NotFoundError, UsageError
from ..core.text import did_you_mean, echoed, failed, unaccounted
from ..render import shapes as records
from . import complete
from .emit import Listing, emit, form, start
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..audit.coverage import Sentence
    from ..audit.verify import Audit
    from ..render.look import Look


@grouped
def verify_command(ctx: typer.Context, out: Output, common: Common) -> None:
    """Recompute every hash and span, and check every reference between records.

    JSON is the list of checks that do not hold: [] where all do. Nothing is ever repaired.
    """
    from ..audit.verify import verify

    this, shape = start(ctx, common), form(out, "finding")
    audit = verify(this.unchecked_base)
    listing = Listing(
        records=lambda: [records.plain(finding) for finding in audit.findings],
        columns=("table", "record", "field", "problem"),
        ids=lambda: [finding.record for finding in audit.findings],
        screen=lambda look: _verify_screen(audit, look),
    )
    emit(this, out, shape, listing)
    if audit.findings:
        raise NotFoundError(
            failed(len(audit.findings)),
            "Restore the source or correct the record; quote nothing from it until then.",
        )


def _verify_screen(audit: Audit, look: Look) -> str:
    from ..render.pages import audit_table

    return audit_table(audit, look)


@grouped
def coverage_command(ctx: typer.Context, out: Output, common: Common) -> None:
    """Account for every sentence of the sources: evidence, omission, or neither."""
    from ..audit.coverage import coverage

    this, shape = start(ctx, common), form(out, "sentence")
    found = coverage(this.library)
    listing = Listing(
        records=lambda: [records.plain(sentence) for sentence in found],
        columns=("source", "region", "paragraph", "line", "status", "facts", "reason", "text"),
        ids=lambda: [fact for sentence in found for fact in sentence.facts],
        screen=lambda look: _coverage_screen(found, look),
    )
    emit(this, out, shape, listing)
    changed = [s for s in this.base.sources if not this.library.document(s).intact]
    if changed:
        raise BaseError(f"the text has changed: {', '.join(changed)}", "See `bilat verify`.")
    uncovered = sum(sentence.status == "uncovered" for sentence in found)
    if uncovered:
        raise NotFoundError(
            unaccounted(uncovered),
            "Read them into facts, or record why they are left out.",
        )


def _coverage_screen(found: Sequence[Sentence], look: Look) -> str:
    from ..render.pages import coverage_table

    return coverage_table(found, look)


def schema_command(
    ctx: typer.Context,
    record: Annotated[
        str | None,
        typer.Argument(
            metavar="[RECORD]",
            help="Only fact, source, topic, actor, paragraph, finding, sentence, place or facet.",
            autocompletion=complete.records,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema that all JSON output validates against."""
    from ..render.schema import RECORDS, schema

    if record is not None and record not in RECORDS:
        known = list(RECORDS)
        advice = did_you_mean(record, known) or f"There are {', '.join(known)}."
        raise UsageError(f"there is no schema of {echoed(record)}", advice)
    output.write(json.dumps(schema(record), ensure_ascii=False, indent=2) + "\n")
