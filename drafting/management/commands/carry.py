import json

from django.core.management.base import BaseCommand, CommandError

from drafting import services
from drafting.management.lines import json_lines
from drafting.text import alignment, anchors, numbering, reading


class Command(BaseCommand):
    """Follows quoted words from one text to another without touching the database.

    Takes lines {"id", "label", "quote", "prefix", "suffix"}, prints lines {"id", "status", "label", "quote"}: where
    the words stand in NEW. Statuses: exact, shifted, edited, moved, split, paragraph only, provision only, gone;
    and for words that are not found once in one paragraph of OLD: absent, several, crosses.
    """

    help = "Follow quotes from OLD to NEW: files, or versions called slug/number."

    def add_arguments(self, parser):
        parser.add_argument("old", help="a file, or slug/number")
        parser.add_argument("new", help="a file, or slug/number")
        parser.add_argument("quotes", help='a file of lines {"id", "label", "quote", "prefix", "suffix"}')
        parser.add_argument(
            "--language", default="", help="of the texts; default: recognised, or the version's"
        )

    def handle(self, *args, old, new, quotes, language, **options):
        try:
            before, after = (services.units_called(name, language) for name in (old, new))
        except (reading.Unreadable, services.Refused) as problem:
            raise CommandError(str(problem)) from None
        aligned = alignment.align(before, after)
        for row in json_lines(quotes, ("id", "quote")):
            words = [str(row.get(key) or "") for key in ("label", "quote", "prefix", "suffix")]
            status, label, quote = _follow(before, aligned, language, *words)
            answer = {"id": row["id"], "status": status, "label": label, "quote": quote}
            self.stdout.write(json.dumps(answer))


def _follow(before, aligned, language, label, quote, prefix, suffix):
    """(status, label, quote) in the new text."""
    status, unit, span = _find(before, language, label, quote, prefix, suffix)
    if unit is None:
        return status, None, ""
    anchor = anchors.anchor_at(unit.text, *span) if span else anchors.Anchor(None)
    carried = anchors.carry_along(anchor, unit, aligned)
    return carried.status, carried.label or None, carried.quote


def _find(before, language, label, quote, prefix, suffix):
    """(status, unit, span) of a quote in the provision named; without a name, in the only one that has it."""
    named = [unit for unit in before if label in _names(unit, language)] if label else before
    if not quote.strip():
        return ("found", named[0], None) if label and named else ("absent", None, None)
    located = [(anchors.locate(unit.text, quote, prefix, suffix), unit) for unit in named]
    found = [(place, unit) for place, unit in located if place.status == "found"]
    if len(found) == 1:
        return "found", found[0][1], found[0][0].spans[0]
    statuses = {place.status for place, _unit in located}
    if len(found) > 1 or "several" in statuses:
        return "several", None, None
    return ("crosses" if "crosses" in statuses else "absent"), None, None


def _names(unit, language):
    """A provision may be named as we do, as the text prints it, or as an address does."""
    return {
        unit.label,
        numbering.printed_label(unit.label, language or "en"),
        numbering.place_slug(unit.label),
    }
