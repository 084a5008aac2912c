"""PDF with a text layer: columns in the order of reading, words that a line cut made whole, running heads left out.

The glyphs come from PDFium (https://pdfium.googlesource.com/pdfium/) by pypdfium2. Pictures of pages are not read.
"""

from __future__ import annotations

import pypdfium2 as pdfium

from kg.errors import SourceError
from kg.sources.opening import Read, Source
from kg.sources.pdf_glyphs import Piece, pieces_of
from kg.sources.pdf_lines import gutters_of, lines_of, usual_size
from kg.sources.pdf_paragraphs import without_running_heads, written
from kg.sources.structure import read_structure

__all__ = ["read_pdf"]

_MOST = 2000  #: pages; a review has fewer than a hundred


def _pages(source: Source) -> list[tuple[float, list[Piece]]]:
    """Return the height and the pieces of every page."""
    try:
        document = pdfium.PdfDocument(source.read())
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "locked by a password; save it without" if locked else f"not a readable PDF: {error}; fetch it again"
        raise SourceError(f"{source.name}: {why}") from error
    try:
        if len(document) > _MOST:
            raise SourceError(
                f"{source.name}: {len(document)} pages; expected one review, at most {_MOST} pages; split it"
            )
        pages = []
        for page in document:
            pages.append((float(page.get_height()), pieces_of(page)))
            page.close()
        return pages
    except pdfium.PdfiumError as error:
        raise SourceError(f"{source.name}: a page of it cannot be read: {error}; print it to PDF again") from error
    finally:
        document.close()


def read_pdf(source: Source) -> Read:
    """Yield the document of a PDF.

    Raises:
        SourceError: if it is broken or locked, or has no text layer.
    """
    pages = _pages(source)
    if sum(len(piece.text) for _, pieces in pages for piece in pieces) < 20:
        raise SourceError(
            f"{source.name}: a PDF without text, perhaps a scan; expected a text layer; run OCR over it first"
        )
    size = usual_size(piece for _, pieces in pages for piece in pieces)
    own = [gutters_of(pieces, size) for _, pieces in pages]
    lines = []
    for number, (_, pieces) in enumerate(pages):
        # margins may change from left to right pages
        same = [gutter for at, found in enumerate(own) if at % 2 == number % 2 for gutter in found]
        usual = sorted(same)[len(same) // 2 : len(same) // 2 + 1]
        lines.append(lines_of(pieces, size, number, usual))
    kept = without_running_heads(lines, [height for height, _ in pages])
    text = written([line for page in kept for line in page], size)
    if not text.strip():
        raise SourceError(f"{source.name}: a PDF without text; expected a text layer; run OCR over it first")
    yield read_structure(text, document=source.id, path=source.path)
