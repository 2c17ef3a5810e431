"""Writers: a Sheet, or a Paper, becomes the bytes of a file."""

from compilation.papers import Paper, Ready
from compilation.writers import csv, docx, paper_docx, pdf, plain, ready, xlsx

SHEETS = {"xlsx": xlsx, "csv": csv, "docx": docx, "pdf": pdf}
PAPERS = {"docx": paper_docx, "pdf": pdf, "txt": plain.Text, "html": plain.Html}
CONTENT_TYPES = {format: writer.CONTENT_TYPE for format, writer in {**SHEETS, **PAPERS}.items()}
FORMATS = tuple(CONTENT_TYPES)


def writer_of(made, format):
    """The writer of `made` in `format`; KeyError where there is none."""
    if isinstance(made, Ready):
        return ready
    return (PAPERS if isinstance(made, Paper) else SHEETS)[format]


__all__ = ["CONTENT_TYPES", "FORMATS", "writer_of"]
