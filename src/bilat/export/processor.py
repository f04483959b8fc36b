"""Any citation style: references by a style file of CSL, made by pandoc's citeproc.

pandoc runs as a process of its own, found on the PATH or in the package of the extra `office`. It
is given files by name and may open no other ones.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..base.document import Library
from ..cite import STYLES, give
from ..cite.prose import italic
from ..cite.work import Work
from ..core.errors import UsageError
from ..core.model import Fact
from ..core.text import did_you_mean, echoed, printable
from .csl import Item, item
from .entries import entries

# A note of thousands of references takes seconds.
_SECONDS = 120
_PARENT = re.compile(r'<link\s[^>]*rel="independent-parent"[^>]*>')
_HREF = re.compile(r'href="[^"]*/([^"/]+)"')


def program() -> str:
    """The path of pandoc.

    Raises:
        UsageError: there is none.
    """
    found = shutil.which("pandoc")
    if found:
        return found
    try:
        import pypandoc  # type: ignore[import-not-found]

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        problem = "pandoc is needed for this, and is not there"
        raise UsageError(problem, "Install it, or run: pip install 'bilat[office]'.") from None


def style_file(name: str, environ: Mapping[str, str]) -> Path:
    """The file of a style: one that is named, or found by its name on the search path.

    That is what BILAT_STYLES names, `bilat/styles` in the user's data folder, and Zotero's styles.

    Raises:
        UsageError: there is none, or it needs another that is not there.
    """
    path = Path(os.path.expanduser(name))
    if path.suffix == ".csl" and path.is_file():
        return _independent(path, environ)
    if os.sep not in name:
        for folder in _folders(environ):
            for spelt in (name, name.lower()):
                found = folder / f"{spelt.removesuffix('.csl')}.csl"
                if found.is_file():
                    return _independent(found, environ)
    advice = did_you_mean(name, list(STYLES))
    takes = f"It takes {', '.join(STYLES)}, or a style file of CSL: FILE.csl."
    raise UsageError(f"--style: {echoed(name)} is not known", advice or takes)


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    for folder in environ.get("BILAT_STYLES", "").split(os.pathsep):
        if folder:
            yield Path(os.path.expanduser(folder))
    home = environ.get("HOME") or environ.get("USERPROFILE")
    data = environ.get("XDG_DATA_HOME") or (os.path.join(home, ".local", "share") if home else None)
    if data:
        yield Path(data) / "bilat" / "styles"
    if home:
        yield Path(home) / "Zotero" / "styles"


def _independent(path: Path, environ: Mapping[str, str]) -> Path:
    """The style itself, or that on which a dependent one rests: pandoc would ask the web for it."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError as error:
        name = printable(str(path))
        raise UsageError(
            f"--style: {name} cannot be read: {error.strerror}", "Name another."
        ) from None
    link = _PARENT.search(text)
    parent = _HREF.search(link[0]) if link else None
    if parent is None:
        return path
    for folder in (path.parent, *_folders(environ)):
        if (folder / f"{parent[1]}.csl").is_file():
            return folder / f"{parent[1]}.csl"
    problem = f"--style: {printable(path.name)} rests on the style {printable(parent[1])}"
    raise UsageError(problem, "Put that style's file beside it.")


def load(name: str, style: Path, library: Library, facts: Sequence[Fact]) -> None:
    """Let a name stand for the style of a file, in references to what some facts quote.

    The first note to a source is as the style has it in full, those after it as they come then.

    Raises:
        UsageError: pandoc is not there, or does not take the style.
    """
    items = [item(library, entry) for entry in entries(library, facts)]
    places = dict.fromkeys(
        (one.source, library.receipt(one).paragraph) for fact in facts for one in fact.evidence
    )
    firsts = list({place[0]: place for place in reversed(places)}.values())[::-1]
    citations, listed = _written(style, items, [*firsts, *places])
    full = dict(zip(firsts, citations, strict=False))
    short = dict(zip(places, citations[len(firsts) :], strict=True))

    def written(work: Work, paragraph: int | None, form: str) -> str:
        if form in ("reference", "entry"):
            return listed[work.id]
        place = (work.id, paragraph)
        return full.get(place, short[place]) if form == "note" else short[place]

    give(name, written)


def _written(
    style: Path, items: Sequence[Item], cited: Sequence[tuple[str, int | None]]
) -> tuple[list[str], dict[str, str]]:
    """Places as a style cites them in order, and the entries of its list by their ids."""
    blocks = "\n\n".join(f"::: c\n{citation(*place)}\n:::" for place in cited)
    text = f"---\nnocite: '@*'\n---\n\n{blocks}\n"
    tree = json.loads(convert(text.encode(), ("-f", "markdown", "-t", "json"), style, items))
    citations: list[str] = []
    listed: dict[str, str] = {}
    for block in tree["blocks"]:
        if block["t"] != "Div":
            continue
        (name, classes, _), inner = block["c"]
        if "c" in classes:
            citations.append(_prose(inner))
        elif name == "refs":
            for entry in inner:
                (key, _, _), content = entry["c"]
                listed[key.removeprefix("ref-")] = _prose(content).strip()
    return citations, listed


def citation(name: str, paragraph: int | None) -> str:
    """A citation in pandoc's Markdown."""
    return f"[@{{{name}}}{f', para. {paragraph}' if paragraph is not None else ''}]"


def convert(
    data: bytes,
    options: Iterable[str],
    style: Path | None = None,
    items: Sequence[Item] = (),
    *,
    own: bool = False,
) -> bytes:
    """What pandoc makes of a document, its citations in a style where one is given.

    Args:
        data: the document.
        options: from which format to which.
        style: a style file.
        items: CSL-JSON of what is cited.
        own: whether it may open files of its own, as some need it for documents of Word.

    Raises:
        UsageError: it is not there, or fails.
    """
    with tempfile.TemporaryDirectory(prefix="bilat-") as folder:
        call = [program(), *([] if own else ["--sandbox"]), *options]
        if style is not None:
            bibliography = Path(folder, "items.json")
            bibliography.write_text(json.dumps(list(items)), "utf-8")
            call += ["--citeproc", f"--csl={style}", f"--bibliography={bibliography}"]
        try:
            done = subprocess.run(  # noqa: S603 - of the user's own PATH
                call, input=data, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"pandoc does not run: {error}", "Install another.") from None
    if done.returncode:
        told = printable(" ".join(done.stderr.decode("utf-8", "replace").split()))[:300]
        advice = "Is it a style of CSL 1.0?" if style else "Take another format."
        raise UsageError(f"pandoc cannot do this: {told}", advice)
    return done.stdout


_MARKS = {"DoubleQuote": "“{}”", "SingleQuote": "‘{}’"}
_BLANKS = ("Space", "SoftBreak", "LineBreak")


def _prose(node: Any) -> str:
    """The text of a part of pandoc's tree, with italics marked; a note stands for itself."""
    if isinstance(node, list):
        return "".join(map(_prose, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return printable(str(content))
    if kind in _BLANKS:
        return " "
    if kind == "Quoted":
        return _MARKS[content[0]["t"]].format(_prose(content[1]))  # type: ignore[index]
    # Of these the first part says how the second is set.
    inner = content[1] if kind in ("Cite", "Span", "Div", "Link") else content  # type: ignore[index]
    return italic(_prose(inner)) if kind == "Emph" else _prose(inner)
