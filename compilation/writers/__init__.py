"""Writers: a Sheet becomes the bytes of a file."""

from compilation.writers import csv, docx, xlsx

WRITERS = {"xlsx": xlsx, "csv": csv, "docx": docx}

__all__ = ["WRITERS"]
