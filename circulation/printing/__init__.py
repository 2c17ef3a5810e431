"""A cover document on paper, in the layout of the United Nations, as .pdf and .docx."""

from circulation.printing.pdf import letter_pdf
from circulation.printing.word import letter_docx

__all__ = ["letter_docx", "letter_pdf"]
