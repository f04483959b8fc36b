"""Commands that prove things: verify, coverage, check, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from .. import output
from ..base import files
from ..base.base import of_catalogue
from ..base.catalogue import Catalogue
from ..core.errors import BaseError, NotFoundError, UsageError
from ..core.text import counted, did_you_mean, echoed, failed, printable, shortened, unaccounted
from ..render.results import Audited, Checks, Covered
from ..run import Run
from .emit import emit, form_of
from .options import Output, argument, flag, grouped


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
    text = files.content(run.path).decode("utf-8-sig") if audit.findings else ""
    found = audit.findings and located(audit.findings, text)
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


@grouped
def check_command(
    run: Run,
    draft: Annotated[
        Path, argument("DRAFT", "A text in Markdown, or plain; - reads standard input.")
    ],
    out: Output,
    strict: Annotated[bool, flag("--strict", "Exit 1 for what is not in the base, too.")] = False,
) -> None:
    """Check a draft: its quotations, the ids that it cites, its figures and claims.

    A quotation is exact, altered, or not in the base, of which the sources' texts are a part. An id
    counts as cited in backticks, in brackets, as a key (@source, or [@source, para. 2]) and at the
    beginning of a footnote. Figures and dates are set against the facts cited in the same sentence,
    and a sentence that cites none against the fact nearest to it: to compare, never as proof.

    Exit 1 for altered quotations, and for ids that are unknown, withdrawn or superseded.

    Examples: bilat check article.md · pandoc article.docx -t markdown | bilat check -
    """
    from ..audit import draft as drafts
    from ..audit.check import MOST_CLAIMS, check, faults
    from ..core.encoding import text_of
    from .given import given

    form = form_of(out, Checks)
    name = "-" if str(draft) == "-" else printable(str(draft))
    told = "the draft on standard input" if name == "-" else f"the draft {shortened(name)}"
    read = drafts.read(
        text_of(given(draft, told, "Name a text in Markdown, or plain."), told).removeprefix(
            "\ufeff"
        )
    )
    library = run.library
    with run.working("comparing the draft"):
        found = check(library, read, run.today)
    emit(
        *(run, out, form),
        Checks(found.remarks, found.quotations, found.ids, found.sentences, run.named),
    )
    if found.skipped:
        output.tell(
            f"only the first {MOST_CLAIMS} sentences were compared with facts; "
            f"{counted(found.skipped, 'sentence')} more were not. Check it in parts."
        )
    wrong = faults(found.remarks, strict=strict)
    if wrong:
        lines = sorted({remark.line for remark in wrong})
        told = ", ".join(map(str, lines[:10])) + (", …" if len(lines) > 10 else "")
        problem = f"{counted(len(wrong), 'place')} of the draft to mend: line {told}"
        raise NotFoundError(problem, "`bilat cite ID --quote` has the words to paste.")


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

    record, known = record and record.lower(), [*RECORDS, "file"]
    if record is not None and record not in known:
        advice = did_you_mean(record, known) or f"There are {', '.join(known)}."
        raise UsageError(f"there is no schema of {echoed(record)}", advice)
    found = file_schema() if record == "file" else schema(record)
    output.write([json.dumps(found, ensure_ascii=False, indent=2), "\n"])
