"""Reads a PDF back: its text, its structure as a screen reader walks it, its fonts."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader


@dataclass(frozen=True)
class Tag:
    """One element of the structure tree: its role and its alternative text."""

    role: str
    alt: str


class Paper:
    """One finished PDF."""

    def __init__(self, content: bytes) -> None:
        """Keep the bytes; everything else is read when asked for."""
        self.content = content

    @cached_property
    def reader(self) -> PdfReader:
        """The file as pypdf sees it."""
        return PdfReader(BytesIO(self.content))

    @property
    def pages(self) -> list[str]:
        """The text of each page, on one line, spaces as single spaces."""
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """The text of the whole."""
        return " ".join(self.pages)

    @property
    def catalog(self) -> Any:
        """The root dictionary."""
        return self.reader.trailer["/Root"]

    @property
    def title(self) -> str:
        """The title in the metadata."""
        assert self.reader.metadata is not None
        return self.reader.metadata.title or ""

    @cached_property
    def tags(self) -> list[Tag]:
        """All elements of the structure tree, in reading order."""
        found: list[Tag] = []
        with pikepdf.open(BytesIO(self.content)) as file:
            _walk(file.Root.StructTreeRoot, found)
        return found

    @property
    def headings(self) -> list[int]:
        """The levels of the headings, in reading order."""
        return [int(tag.role[2:]) for tag in self.tags if tag.role[:2] == "/H" and tag.role[2:].isdigit()]

    @property
    def figures(self) -> list[str]:
        """The alternative text of each picture."""
        return [tag.alt for tag in self.tags if tag.role == "/Figure"]

    def commands(self) -> bytes:
        """Return the drawing commands of all pages."""
        with pikepdf.open(BytesIO(self.content)) as file:
            return b"\n".join(page.Contents.read_bytes() for page in file.pages)

    def embedded_fonts(self) -> dict[str, bool]:
        """Return name -> whether the file brings the font along."""
        fonts: dict[str, bool] = {}
        with pikepdf.open(BytesIO(self.content)) as file:
            for page in file.pages:
                for font in page.Resources.Font.values():
                    below = font.DescendantFonts[0]
                    fonts[str(below.BaseFont)] = "/FontFile2" in below.FontDescriptor
        return fonts

    def complaints_of_qpdf(self) -> list[str]:
        """Return what qpdf's check of syntax and streams finds wrong (`qpdf --check`, through its library)."""
        with pikepdf.open(BytesIO(self.content)) as file:
            return [str(problem) for problem in file.check_pdf_syntax()]


def _walk(element: Any, found: list[Tag]) -> None:
    """Add what is below a structure element."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append(Tag(str(kid.S), str(kid.get("/Alt", ""))))
            _walk(kid, found)
