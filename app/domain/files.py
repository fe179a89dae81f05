"""Uploaded files told by their bytes: which kind, whether whole, and under which name they are kept."""

import re
import unicodedata

from app.domain.vocabulary import FileKind

SIGNATURES = {FileKind.PDF: b"%PDF-", FileKind.JPEG: b"\xff\xd8\xff", FileKind.PNG: b"\x89PNG\r\n\x1a\n"}
"""How a file of each kind begins, whatever its name says."""

PDF_END, PDF_TAIL = b"%%EOF", 2048
"""What a PDF ends with, and how near its end: some programs write a little after it."""
PNG_END = b"IEND\xaeB`\x82"
JPEG_MARK, JPEG_SCAN, JPEG_END = 0xFF, 0xDA, b"\xff\xd9"

ENDINGS = {FileKind.PDF: ".pdf", FileKind.JPEG: ".jpg", FileKind.PNG: ".png"}
ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
RESERVED = frozenset('<>:"|?*')
LONGEST_NAME = 120
"""Most characters of a name, its ending not counted."""


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of file told from how it begins, or None for any that isn't accepted."""
    return next((kind for kind, signature in SIGNATURES.items() if content.startswith(signature)), None)


def is_whole(content: bytes, kind: FileKind) -> bool:
    """Whether a file of `kind` has its end: an upload cut short on the way has not."""
    if kind is FileKind.PDF:
        return PDF_END in content[-PDF_TAIL:]
    return PNG_END in content if kind is FileKind.PNG else _is_whole_jpeg(content)


def _is_whole_jpeg(content: bytes) -> bool:
    """Look for the end after the picture begins: the small preview before it has an end of its own."""
    at = 2
    while at + 4 <= len(content) and content[at] == JPEG_MARK:
        if content[at + 1] == JPEG_SCAN:
            return JPEG_END in content[at:]
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False


def safe_name(name: str, kind: FileKind) -> str:
    """Return a name fit for a disk and a header: no path, no control or reserved characters, the kind's own ending."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    stem = "".join("_" if _is_unsafe(sign) else sign for sign in ENDING.sub("", last)).strip(" ._")
    return f"{stem[:LONGEST_NAME].rstrip(' ._') or 'documento'}{ENDINGS[kind]}"


def _is_unsafe(sign: str) -> bool:
    """Whether a sign is reserved by some disk, unseen, or breaks the line."""
    return sign in RESERVED or unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
