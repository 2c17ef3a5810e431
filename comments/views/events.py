"""Public events for calendars and feed readers."""

from datetime import UTC

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.services.events import public_events
from stakeholders import clock

FOLD = 73  # octets a line, RFC 5545 3.1


@require_safe
@login_not_required
def calendar(request):
    """All public events as an iCalendar file; each keeps its UID, so that a calendar moves what was extended."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Travaux//Events//EN", "CALSCALE:GREGORIAN"]
    host = settings.BASE_URL.partition("://")[2].partition("/")[0]
    for event in public_events(clock.now()):
        at = f"{event.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        lines += ["BEGIN:VEVENT", f"UID:{event.key}@{host}", f"DTSTAMP:{at}", f"DTSTART:{at}"]
        lines += [f"SUMMARY:{_escaped(event.title)}", f"URL:{settings.BASE_URL}{event.address}", "END:VEVENT"]
    text = "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
@login_not_required
def feed(request):
    """The same that has happened, as an Atom feed."""
    now = clock.now()
    atom = Atom1Feed(
        title="Travaux",
        link=f"{settings.BASE_URL}/",
        description=_("What was opened, extended, closed, issued"),
    )
    for event in public_events(now):
        if event.at <= now:
            link = f"{settings.BASE_URL}{event.address}"
            unique = f"{settings.BASE_URL}/events/{event.key}"
            atom.add_item(event.title, link, "", unique_id=unique, pubdate=event.at, updateddate=event.at)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _escaped(text):
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _folded(line):
    """A long line in pieces of at most 73 octets, never inside a character."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > FOLD:
            pieces.append(piece)
            piece = " "
        piece += character
    return "\r\n".join([*pieces, piece])
