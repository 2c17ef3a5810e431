"""Readers of filled-in forms: what people wrote offline, with the place of each remark as far as the file knows it."""

from comments.intake.grids import Unreadable
from comments.intake.reading import Reading, read

__all__ = ["Reading", "Unreadable", "read"]
