"""Layouts: what stands in a document, as data. They read everything and own no table."""

from compilation.layouts import matrix

LAYOUTS = {"matrix": matrix.sheet}

__all__ = ["LAYOUTS"]
