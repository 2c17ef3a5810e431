"""Many comments, made up from a seed and sent through the services: for measuring, and for looking at full pages."""

import random
import uuid

from comments import services
from comments.models import Stance, Type, Weight
from stakeholders.models import Role

OPENINGS = (
    "We propose",
    "Our delegation asks for",
    "It would be clearer to have",
    "Practice speaks for",
    "We support",
)
MATTERS = (
    "a precise verb",
    "the words of the Covenants",
    "a reference to those most affected",
    "a shorter paragraph",
)
GROUNDS = (
    "because the duty must be plain to those who bear it",
    "as courts will read it",
    "so that it can be translated",
)
INSERTIONS = (
    "as far as their means allow",
    "without delay",
    "with the participation of those concerned",
    "in good faith",
)


def fill(round, number, seed=1):
    """Put `number` more comments into `round`, spread over its recipients, each party submitting once.

    Seeded: the same round, number and seed give the same comments. Returns how many were submitted.
    """
    # By its number, not its key: a key is another one each time the round is made.
    chance = random.Random(f"{seed}-{round.number}-{number}")
    entries = [e for e in round.version.entries.in_language(round.version.language).for_list() if e.spans]
    recipients = list(round.recipients.select_related("organisation", "round__declaration", "round__version"))
    share, extra = divmod(number, len(recipients))
    for index, recipient in enumerate(recipients):
        wanted = share + (index < extra)
        if wanted:
            _party(recipient, entries, wanted, chance)
    return number


def _party(recipient, entries, wanted, chance):
    speaker = (
        recipient.organisation.memberships.filter(role=Role.CONTACT_POINT).select_related("user").first().user
    )
    for _each in range(wanted):
        entry = chance.choice(entries)
        paragraph = chance.choice(entry.paragraphs)
        quote = _quote(paragraph.words(entry.text), chance)
        services.save_draft(
            recipient,
            uuid.UUID(int=chance.getrandbits(128), version=4),
            by=speaker,
            revision=0,
            entry=entry,
            paragraph=paragraph.label,
            words=(quote, "", ""),
            **_content(quote, chance),
        )
    services.submit(recipient, by=speaker)


def _content(quote, chance):
    return {
        "type": chance.choice(Type.values),
        "stance": chance.choice(Stance.values),
        "weight": chance.choices(Weight.values, (8, 2, 1))[0],
        "proposed_text": f"{quote}, {chance.choice(INSERTIONS)}" if chance.random() < 0.6 else quote,
        "explanation": f"{chance.choice(OPENINGS)} {chance.choice(MATTERS)}, {chance.choice(GROUNDS)}.",
        "language": "en",
        "publication": "withheld" if chance.random() < 0.05 else "public",
    }


def _quote(words, chance):
    """A run of words that stands once in the paragraph, else nothing: the whole paragraph is commented on."""
    parts = words.split(" ")
    length = min(len(parts), chance.randint(3, 8))
    start = chance.randrange(len(parts) - length + 1)
    quote = " ".join(parts[start : start + length]).strip(" ,;.:")
    return quote if quote and words.count(quote) == 1 else ""
