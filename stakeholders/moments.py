"""Moments in words: always with the weekday and the place whose time it is."""

from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders import clock

GENEVA = ZoneInfo("Europe/Zurich")


def in_geneva(moment):
    """ "Friday 14 March 2014, 18:00 Geneva"."""
    return _("%(day)s, %(time)s Geneva") % _parts(moment.astimezone(GENEVA))


def in_utc(moment):
    """ "Friday 14 March 2014, 17:00 UTC"."""
    return _("%(day)s, %(time)s UTC") % _parts(moment.astimezone(UTC))


def in_zone(moment, name):
    """ "Friday 14 March 2014, 13:00 (America/New York)": where somebody said that they are."""
    parts = _parts(moment.astimezone(ZoneInfo(name)))
    return _("%(day)s, %(time)s (%(place)s)") % (parts | {"place": name.replace("_", " ")})


def day(moment):
    """ "Friday 14 March 2014", of a date or of a moment as Geneva's calendar has it."""
    local = moment.astimezone(GENEVA) if hasattr(moment, "astimezone") else moment
    return formats.date_format(local, "l j F Y")


def time_left(moment, now=None):
    """ "in 3 days", "in 5 hours", "in 12 minutes"; "closed" once it has passed."""
    seconds = int((moment - (now or clock.now())).total_seconds())
    if seconds <= 0:
        return _("now past")
    days, hours, minutes = seconds // 86400, seconds // 3600, max(1, seconds // 60)
    if days >= 2:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if hours >= 2:
        return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}
    return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}


def _parts(local):
    return {"day": formats.date_format(local, "l j F Y"), "time": local.strftime("%H:%M")}
