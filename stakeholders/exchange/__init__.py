"""Parties and contacts in and out as .csv and .xlsx, with a preview of each change."""

from stakeholders.exchange.resources import RESOURCES, preview_of, take_in
from stakeholders.exchange.tables import Unreadable, read_table, write_table

__all__ = ["RESOURCES", "Unreadable", "preview_of", "read_table", "take_in", "write_table"]
