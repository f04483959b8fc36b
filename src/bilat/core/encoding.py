"""What a file is that somebody took for a text."""

from .errors import UsageError

# What files of other kinds begin with.
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, such as a DOCX or ODT"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"SQLite format 3", "an SQLite database"),
)
_ADVICE = "Save its text as UTF-8."


def text_of(content: bytes, name: str) -> str:
    """The text of a file in UTF-8; a byte order mark stays.

    Raises:
        UsageError: it is something else; the message names what it is.
    """
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind:
        raise UsageError(f"{name} is {kind}, not a text in UTF-8", _ADVICE)
    if b"\0" in content:
        wide = content.count(0) * 3 > len(content)
        holds = "UTF-16 without its mark" if wide else "no text: it holds null bytes"
        raise UsageError(f"{name} is {holds}", _ADVICE)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        problem = f"{name} is not UTF-8: byte {error.start + 1} is 0x{content[error.start]:02x}"
        raise UsageError(problem, "Save it as UTF-8.") from None
    if not text.strip("\ufeff \t\r\n"):
        raise UsageError(f"{name} is empty", "Name a file with a text in it.")
    return text
