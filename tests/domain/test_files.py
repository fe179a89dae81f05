"""Uploaded files: their kind is told from their bytes, whether they are whole, and a name that does no harm."""

import pytest

from app.domain.files import is_whole, kind_of, safe_name
from app.domain.vocabulary import FileKind

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\nIHDR\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02pixels\xff\xd9"
PREVIEW = b"\xff\xd8\xff\xe1\x00\x06\xff\xd8\xff\xd9\xff\xda\x00\x02pixels"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, FileKind.PDF), (PNG, FileKind.PNG), (JPEG, FileKind.JPEG), (b"PK\x03\x04", None), (b"", None)],
)
def test_the_kind_is_told_from_the_bytes(content: bytes, kind: FileKind | None) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(("content", "kind"), [(PDF, FileKind.PDF), (PNG, FileKind.PNG), (JPEG, FileKind.JPEG)])
def test_a_file_cut_short_is_not_whole(content: bytes, kind: FileKind) -> None:
    assert is_whole(content, kind)
    assert not is_whole(content[:-8], kind)


@pytest.mark.parametrize("content", [PREVIEW, b"\xff\xd8\xffno marks", b"\xff\xd8\xff\xe0\x00\x40ab", b"\xff\xd8\xff"])
def test_the_end_of_a_preview_is_not_the_end_of_a_picture(content: bytes) -> None:
    assert not is_whole(content, FileKind.JPEG)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Acuerdo 034-2024.pdf", "Acuerdo 034-2024.pdf"),
        ("C:\\Documentos\\informe.PDF", "informe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("uno\r\ndos.pdf", "uno__dos.pdf"),
        ("...", "documento.pdf"),
        ("", "documento.pdf"),
        ("n\u0303.pdf", "ñ.pdf"),
    ],
)
def test_a_name_is_made_fit_to_keep(given: str, kept: str) -> None:
    assert safe_name(given, FileKind.PDF) == kept


def test_a_name_has_an_end_and_nothing_a_disk_refuses() -> None:
    assert len(safe_name("x" * 500 + ".png", FileKind.PNG)) == 124
    assert not set('<>:"|?*/\\') & set(safe_name('a<b>:"c"|?*.pdf', FileKind.PDF))
