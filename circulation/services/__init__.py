from circulation.services.covers import cover_for
from circulation.services.opening import open_round, preview_opening, suggested_round
from circulation.services.recipients import (
    add_recipients,
    matching_organisations,
    note_deliveries,
    remove_recipients,
)
from circulation.services.running import (
    advance_rounds,
    begin_compilation,
    begin_consideration,
    close_round,
    extend_round,
)

__all__ = [
    "add_recipients",
    "advance_rounds",
    "begin_compilation",
    "begin_consideration",
    "close_round",
    "cover_for",
    "extend_round",
    "matching_organisations",
    "note_deliveries",
    "open_round",
    "preview_opening",
    "remove_recipients",
    "suggested_round",
]
