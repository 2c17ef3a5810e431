"""Public events in the order they happened: rounds opened, extended, closed, versions issued, answers published."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext as _

from circulation.models import Extension, Round
from drafting.models import Finalization, Version
from mandate.models import Activity
from stakeholders.moments import GENEVA

MOST = 200
WORKING_DAY = time(9)


@dataclass(frozen=True)
class Event:
    """Something everybody may know: `key` stays the same for good, `at` is the instant."""

    key: str
    at: datetime
    title: str
    address: str


def public_events(now):
    """The newest events first. What the clock has still to do (a round that closes) is in it with its time."""
    events = [*_of_rounds(), *_of_extensions(), *_of_versions(), *_of_activities(), *_of_finalizations()]
    return sorted(events, key=lambda event: (event.at, event.key), reverse=True)[:MOST]


def _of_rounds():
    rounds = Round.objects.announced().select_related("declaration")
    for round in rounds.order_by("-opens_at")[:MOST]:
        where, name = round.get_absolute_url(), {"round": f"{round.declaration}, {round}"}
        yield Event(f"round-{round.pk}-opens", round.opens_at, _("Opens: %(round)s") % name, where)
        yield Event(f"round-{round.pk}-closes", round.closes_at, _("Closes: %(round)s") % name, where)
        if round.is_published and round.published_at:
            title = _("Responses published: %(round)s") % name
            yield Event(f"round-{round.pk}-published", round.published_at, title, where)


def _of_extensions():
    rows = Extension.objects.filter(recipient=None).select_related("round__declaration")
    for extension in rows.order_by("-at")[:MOST]:
        name = {"round": f"{extension.round.declaration}, {extension.round}"}
        title = _("Extended: %(round)s") % name
        yield Event(f"extension-{extension.pk}", extension.at, title, extension.round.get_absolute_url())


def _of_activities():
    """An activity is known by its days; in a calendar it begins with the working day in Geneva."""
    for activity in Activity.objects.select_related("mandate").order_by("-begins")[:MOST]:
        at = datetime.combine(activity.begins, WORKING_DAY, GENEVA)
        yield Event(f"activity-{activity.pk}", at, activity.title, activity.get_absolute_url())


def _of_finalizations():
    for each in (
        Finalization.objects.select_related("declaration").defer("package").order_by("-begun_at")[:MOST]
    ):
        where, name = f"{each.declaration.get_absolute_url()}finalization/", {"text": each.declaration}
        yield Event(f"finalization-{each.pk}", each.begun_at, _("Finalization begun: %(text)s") % name, where)
        if each.is_submitted:
            title = _("Submitted to the Council: %(text)s") % name
            yield Event(f"submitted-{each.pk}", each.submitted_at, title, where)


def _of_versions():
    for version in Version.objects.public().select_related("declaration").order_by("-issued_at")[:MOST]:
        title = _("Issued: %(version)s") % {"version": f"{version.declaration}, {version.full_name}"}
        yield Event(f"version-{version.pk}", version.issued_at, title, version.get_absolute_url())
