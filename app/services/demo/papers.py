"""Papers of the demo world: one-page PDFs that say what they stand for, and that they are invented."""

import io
from functools import lru_cache

import pydyf


@lru_cache(maxsize=512)
def paper(title: str, number: str) -> bytes:
    """Return a one-page PDF of a given title; the same words give the same bytes."""
    document = pydyf.PDF()
    font = pydyf.Dictionary(
        {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica", "Encoding": "/WinAnsiEncoding"}
    )
    document.add_object(font)
    stream = pydyf.Stream()
    for line, (size, words) in enumerate(
        ((16, title), (11, number), (11, "Documento inventado del mundo de demostración, sin valor oficial."))
    ):
        stream.begin_text()
        stream.set_font_size("F1", size)
        stream.set_text_matrix(1, 0, 0, 1, 70, 740 - 30 * line)
        stream.stream.append(_shown(words))
        stream.end_text()
    document.add_object(stream)
    fonts = pydyf.Dictionary({"F1": font.reference})
    document.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": document.pages.reference,
                "Contents": stream.reference,
                "MediaBox": pydyf.Array([0, 0, 595, 842]),
                "Resources": pydyf.Dictionary({"Font": fonts}),
            }
        )
    )
    out = io.BytesIO()
    document.write(out, identifier=False)
    return out.getvalue()


def _shown(words: str) -> bytes:
    """Return the operator that shows `words` in the font's encoding, as a hexadecimal string."""
    return b"<" + words.encode("cp1252", "replace").hex().encode() + b"> Tj"
