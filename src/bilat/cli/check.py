"""The command that checks a draft; options are evaluated as in `options`."""

from pathlib import Path
from typing import Annotated

from .. import output
from ..core.encoding import text_of
from ..core.errors import NotFoundError
from ..core.text import counted, printable, shortened
from ..render.results import Checks
from ..run import Run
from .emit import emit, form_of
from .given import given
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
