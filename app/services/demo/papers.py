"""Papers of the demo world: one-page PDFs that say what they stand for, and that they are invented."""

from functools import lru_cache

NOTICE = "Documento inventado del mundo de demostración, sin valor oficial."
LEFT, TOP, LEADING = 70, 740, 30
"""Where the text stands on the page, in points of a 72nd of an inch."""


@lru_cache(maxsize=512)
def paper(title: str, number: str) -> bytes:
    """Return a one-page PDF (A4) of a given title; the same words give the same bytes."""
    lines = ((16, title), (11, number), (11, NOTICE))
    text = b"".join(_shown(words, size, TOP - LEADING * n) for n, (size, words) in enumerate(lines))
    return _document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%bendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )


def _shown(words: str, size: int, height: int) -> bytes:
    """Return the operators that show `words` in the font's encoding, as a hexadecimal string."""
    code = words.encode("cp1252", "replace").hex().encode()
    return b"BT /F1 %d Tf %d %d Td <%b> Tj ET\n" % (size, LEFT, height, code)


def _document(*objects: bytes) -> bytes:
    """Return the PDF of these objects, numbered from 1, the first of which is the catalogue."""
    whole = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    return whole + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(whole))
