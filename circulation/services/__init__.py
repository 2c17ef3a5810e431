from circulation.services.corrigenda import (
    after_replacing,
    consequences_of,
    corrigendum_for,
    in_words,
    replace_text,
)
from circulation.services.covers import count_letters, cover_for, letter_for, own_letter
from circulation.services.open_call import apply_to_take_part, confirm_application, renew_application
from circulation.services.opening import open_round, preview_opening, suggested_round
from circulation.services.past import enter_past_round, past_obstacles
from circulation.services.pulse import beat, lost_time
from circulation.services.recipients import (
    add_recipients,
    letters_sent,
    matching_organisations,
    note_deliveries,
    remove_recipients,
    write_waiting_letters,
)
from circulation.services.running import (
    advance_rounds,
    begin_compilation,
    begin_consideration,
    close_round,
    extend_round,
)
from circulation.services.writing import approve_round, correct, remind, send_reminders, send_trial

__all__ = [
    "add_recipients",
    "advance_rounds",
    "after_replacing",
    "consequences_of",
    "corrigendum_for",
    "count_letters",
    "in_words",
    "replace_text",
    "apply_to_take_part",
    "approve_round",
    "beat",
    "begin_compilation",
    "begin_consideration",
    "close_round",
    "confirm_application",
    "correct",
    "cover_for",
    "enter_past_round",
    "extend_round",
    "letter_for",
    "letters_sent",
    "lost_time",
    "matching_organisations",
    "note_deliveries",
    "open_round",
    "own_letter",
    "past_obstacles",
    "preview_opening",
    "remind",
    "remove_recipients",
    "renew_application",
    "send_reminders",
    "send_trial",
    "suggested_round",
    "write_waiting_letters",
]
