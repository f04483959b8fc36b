"""The command that checks a draft; options are evaluated as in `options`."""

import sys
from pathlib import Path
from typing import Annotated

from .. import output
from ..base import files
from ..core.encoding import text_of
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted, printable, shortened
from ..render.results import Checks
from ..run import Run
from .emit import emit, form_of
from .options import Output, argument, flag, grouped


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

    form = form_of(out, Checks)
    name = "-" if str(draft) == "-" else printable(str(draft))
    read = drafts.read(
        text_of(_content(draft, name), f"the draft {shortened(name)}").removeprefix("\ufeff")
    )
    found = check(run.library, read, run.today)
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


def _content(draft: Path, name: str) -> bytes:
    """The bytes of a draft, of which there are no more than a file of a base may have."""
    advice = "Name a text in Markdown, or plain."
    try:
        if name != "-":
            return files.content(draft)
        if sys.stdin is None:
            raise UsageError("-: standard input is closed", "Name a file, or pipe a draft in.")
        data = sys.stdin.buffer.read(files.LIMIT + 1)
    except OSError as error:
        problem = f"the draft {shortened(name)} cannot be read: {error.strerror}"
        raise UsageError(problem, advice) from None
    if len(data) > files.LIMIT:
        problem = f"the draft on standard input is larger than {files.LIMIT >> 20} MB"
        raise UsageError(problem, "Check it in parts.")
    return data
