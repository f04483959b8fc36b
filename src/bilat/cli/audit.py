"""Commands that prove things: verify, coverage, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from .. import output
from ..base import files
from ..base.base import of_catalogue
from ..base.catalogue import Catalogue
from ..core.errors import BaseError, NotFoundError, UsageError
from ..core.text import did_you_mean, echoed, failed, printable, unaccounted
from ..render.results import Audited, Covered
from ..run import Run
from .emit import emit, form_of
from .options import Output, argument, grouped


@grouped
def verify_command(run: Run, out: Output) -> None:
    """Recompute every hash and span, and check every reference between records.

    JSON is the list of checks that do not hold: [] where all do. Nothing is ever repaired.
    """
    from ..audit.mending import located
    from ..audit.verify import verify
    from ..base.reading import Reading

    form = form_of(out, Audited)
    with run.working("checking every quote"):
        base = Reading(run.path, every=True)
        audit = verify(base)
    # What is told of an audit shows no record, and references may be broken.
    run.base = of_catalogue(base.folder, base.meta, Catalogue.empty())
    found = audit.findings and located(audit.findings, _text(run.path))
    emit(run, out, form, Audited(found, audit.facts, audit.evidence, audit.sources, run.named))
    if audit.findings:
        advice = "Each is told with what mends it; quote nothing of it until then."
        if audit.unsound is not None:
            one = audit.unsound
            told = f"{one.table}/{printable(one.record)}: {one.field}: {one.problem}"
            more = len(audit.findings) - 1
            told += f"; {failed(more)} besides" if more else ""
            raise BaseError(told, one.remedy or advice)
        raise NotFoundError(failed(len(audit.findings)), advice)


def _text(path: Path) -> str:
    """The text of a base's file, for its lines."""
    return files.content(path).decode("utf-8-sig")


@grouped
def coverage_command(run: Run, out: Output) -> None:
    """Account for every sentence of the sources: evidence, omission, or neither."""
    from ..audit.coverage import coverage

    form = form_of(out, Covered)
    library = run.library
    with run.working("reading the texts"):
        sentences = coverage(library)
    emit(run, out, form, Covered(sentences, run.named))
    changed = [s for s in run.base.sources if not run.library.document(s).intact]
    if changed:
        raise BaseError(f"the text has changed: {', '.join(changed)}", "See `bilat verify`.")
    uncovered = sum(sentence.status == "uncovered" for sentence in sentences)
    if uncovered:
        advice = "Read them into facts, or record why they are left out."
        raise NotFoundError(unaccounted(uncovered), advice)


def schema_command(
    record: Annotated[
        str | None,
        argument(
            "[RECORD]",
            "Only that of fact, source, topic, actor …; file is that of facts.json itself.",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema that all JSON output validates against."""
    from ..render.schema import RECORDS, file_schema, schema

    record = record and record.lower()
    if record == "file":
        output.write([json.dumps(file_schema(), ensure_ascii=False, indent=2), "\n"])
        return
    if record is not None and record not in RECORDS:
        known = [*RECORDS, "file"]
        advice = did_you_mean(record, known) or f"There are {', '.join(known)}."
        raise UsageError(f"there is no schema of {echoed(record)}", advice)
    output.write([json.dumps(schema(record), ensure_ascii=False, indent=2), "\n"])
