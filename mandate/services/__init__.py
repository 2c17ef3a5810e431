from mandate.services.asking import send_questionnaire
from mandate.services.counting import counts_of
from mandate.services.holding import (
    TermRefused,
    begin_term,
    close_ended_terms,
    end_term,
    holder_on,
    named_then,
    newly_held_by,
    obstacle_to,
    office_then,
    terms_of,
)
from mandate.services.registering import cited_unregistered, sources_cited, unused_slug

__all__ = [
    "TermRefused",
    "begin_term",
    "cited_unregistered",
    "close_ended_terms",
    "counts_of",
    "end_term",
    "holder_on",
    "named_then",
    "newly_held_by",
    "obstacle_to",
    "office_then",
    "send_questionnaire",
    "sources_cited",
    "terms_of",
    "unused_slug",
]
