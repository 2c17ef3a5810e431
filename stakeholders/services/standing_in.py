"""Who acts when the Contact Point cannot: a delegation for an absence, the alternate, an appointment by request."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders import clock, moments
from stakeholders.languages import speaking
from stakeholders.models import Membership, Role, StandIn
from stakeholders.records import record_save
from stakeholders.services.invitations import enrol
from stakeholders.services.post import write_notice

LONGEST = timedelta(days=90)
TAKEN_OVER_FOR = timedelta(days=7)


class NotPossible(ValueError):
    """The sentence that says why somebody cannot stand in."""


@transaction.atomic
def name_alternate(membership, *, by):
    """Make `membership` the one alternate of its delegation; an earlier one gives way."""
    if membership.role == Role.CONTACT_POINT or not membership.is_active:
        raise NotPossible(_("The alternate is a deputy or a reviewer of your delegation."))
    for earlier in membership.organisation.memberships.filter(is_alternate=True).exclude(pk=membership.pk):
        earlier.is_alternate = False
        record_save(earlier, by=by, reason=_("Another alternate was named"))
    membership.is_alternate = True
    record_save(membership, by=by, reason=_("Named alternate"))
    _tell(membership, _("%(who)s is now the alternate of your Contact Point.") % {"who": membership.user}, by)
    return membership


@transaction.atomic
def delegate_for_absence(membership, until, *, by, reason):
    """Let a colleague do what the Contact Point does until `until` (aware), the Contact Point too."""
    now = clock.now()
    if not now < until <= now + LONGEST:
        raise NotPossible(_("An absence ends later than now, and within 90 days."))
    return _stand_in(membership, StandIn.Kind.DELEGATED, until, by, reason)


@transaction.atomic
def take_over(membership, *, reason):
    """The alternate takes over for seven days, and says why; every member is told at once."""
    if not reason.strip():
        raise NotPossible(_("Say why you take over: your whole delegation is told."))
    until = clock.now() + TAKEN_OVER_FOR
    return _stand_in(membership, StandIn.Kind.ALTERNATE, until, membership.user, reason)


@transaction.atomic
def end_stand_in(membership, *, by):
    """End a delegation or a take-over before its time."""
    membership.stands_in_until = None
    record_save(membership, by=by, reason=_("Stands in no more"))
    _tell(membership, _("%(who)s does not stand in any more.") % {"who": membership.user}, by)


@transaction.atomic
def appoint_contact_point(organisation, *, email, name, request_name, request, by):
    """Appoint a Contact Point on the mission's written request (bytes, kept): at once, and every member is told.

    Raises NotPossible without the request. The Contact Points before it become deputies.
    """
    if not request:
        raise NotPossible(_("An appointment needs the mission's written request as a file."))
    for earlier in organisation.memberships.filter(role=Role.CONTACT_POINT, is_active=True):
        earlier.role = Role.DEPUTY
        record_save(earlier, by=by, reason=_("Another Contact Point was appointed"))
    user = enrol(
        email,
        name=name,
        language=organisation.language,
        organisation=organisation,
        role=Role.CONTACT_POINT,
        by=by,
    )
    membership = Membership.objects.get(user=user, organisation=organisation)
    StandIn.objects.create(
        membership=membership,
        kind=StandIn.Kind.APPOINTED,
        reason=_("On the mission's written request"),
        by=by,
        at=clock.now(),
        request_name=request_name[:200],
        request_sha256=sha256(request).hexdigest(),
        request=request,
    )
    words = _("%(who)s was appointed Contact Point on the written request of your mission.") % {"who": user}
    _tell(membership, words, by)
    return membership


def _stand_in(membership, kind, until, by, reason):
    membership.stands_in_until = until
    record_save(membership, by=by, reason=reason)
    StandIn.objects.create(
        membership=membership, kind=kind, reason=reason, by=by, at=clock.now(), until=until
    )
    words = _("%(who)s stands in for your Contact Point until %(until)s.") % {
        "who": membership.user,
        "until": moments.in_geneva(until),
    }
    _tell(membership, f"{words}\n{reason}", by)
    return membership


def _tell(membership, words, by):
    """Every active member of the delegation is told."""
    party = membership.organisation
    link = settings.BASE_URL + reverse("delegation", args=[party.code])
    for member in party.memberships.filter(is_active=True, user__is_active=True).select_related("user"):
        with speaking(member.user.language):
            write_notice(
                key=f"delegation-{party.code}-{clock.now():%Y%m%d%H%M%S%f}-{member.user_id}",
                kind="delegation",
                to=member.user.email,
                subject=_("Who acts for %(party)s") % {"party": party.short_name},
                body=f"{words}\n\n{link}",
                language=member.user.language,
                organisation=party,
                user=member.user,
            )
