"""Moments in words: always with the weekday and the place whose time it is."""

from datetime import UTC
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from stakeholders import clock

GENEVA = ZoneInfo("Europe/Zurich")
# How a language writes a day, where it is not "Friday 14 March 2014"; the catalogues of Django only name the parts.
ORDERS = {"es": r"l j \d\e F \d\e Y", "ru": "l, j E Y", "zh-hans": "Y年n月j日l"}


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
    return _in_words(local)


def date(moment):
    """ "14 March 2014", as a masthead has it: of a date or of a moment as Geneva's calendar has it."""
    local = moment.astimezone(GENEVA) if hasattr(moment, "astimezone") else moment
    order = ORDERS.get(get_language(), "l j F Y")
    return formats.date_format(local, order.replace("l, ", "").replace("l ", "").removesuffix("l"))


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
    return {"day": _in_words(local), "time": local.strftime("%H:%M")}


def _in_words(local):
    return formats.date_format(local, ORDERS.get(get_language(), "l j F Y"))
