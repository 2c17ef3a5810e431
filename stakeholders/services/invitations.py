"""Accounts come from invitations: a link that is spent once, then a code to the invited address."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders import clock
from stakeholders.languages import speaking
from stakeholders.models import Invitation, Membership, Role, User
from stakeholders.records import record_save
from stakeholders.services.post import write_notice


class InvitationRefused(ValueError):
    """The link or the code is no good. One sentence for every reason, so that nothing can be learnt from it."""

    def __init__(self):
        super().__init__(_("This invitation cannot be used any more. Ask for a new one."))


@transaction.atomic
def invite(email, *, by, organisation=None, role="", office="", name="", language="en", send=True):
    """Invite one address to a party (with a role) or to an office, and return (invitation, token).

    The link goes out by mail unless `send` is False, for a caller that writes it into a letter of its own.
    """
    place = {"organisation": organisation, "role": role, "office": office}
    [(invitation, token)] = make_invitations(
        [{"email": email, "name": name, "language": language, **place}], by=by
    )
    if send:
        _mail_link(invitation, token)
    return invitation, token


def make_invitations(places, *, by):
    """An invitation for each of `places` (fields of Invitation), in one query, for letters that hold their links.

    Returns a list of (invitation, token) in the same order.
    """
    now = clock.now()
    tokens = [Invitation.new_token() for _place in places]
    made = [
        Invitation(
            **(place | {"email": place["email"].strip().lower()}),
            token_hash=Invitation.hash(token),
            invited_by=by,
            invited_at=now,
            expires_at=now + Invitation.LIFETIME,
        )
        for place, token in zip(places, tokens, strict=True)
    ]
    return list(zip(Invitation.objects.bulk_create(made), tokens, strict=True))


def link_of(token):
    """The address of an invitation, from the configured base, never from a request's Host header."""
    return settings.BASE_URL + Invitation.address(token)


@transaction.atomic
def spend_link(token):
    """Spend the link: it works once. A code is mailed to the invited address, whoever holds the link."""
    now = clock.now()
    invitation = Invitation.objects.select_for_update().filter(token_hash=Invitation.hash(token)).first()
    if invitation is None or not invitation.is_open(now):
        raise InvitationRefused
    code = f"{secrets.randbelow(10**6):06d}"
    invitation.spent_at = invitation.code_sent_at = now
    invitation.code_hash = Invitation.hash(f"{invitation.pk}:{code}")
    invitation.save(update_fields=["spent_at", "code_sent_at", "code_hash"])
    invitation.notices.filter(opened_at=None).update(opened_at=now)
    with speaking(invitation.language):
        write_notice(
            key=f"invitation-{invitation.pk}-code",
            kind="code",
            to=invitation.email,
            subject=_("Your code for Travaux"),
            body=_(
                "Your code is %(code)s. It is good for 15 minutes, in the browser where you opened the link."
            )
            % {"code": code},
            language=invitation.language,
        )
    return invitation


def accept_invitation(invitation, code):
    """Turn a spent invitation and its code into a person with a membership or an office; returns the User.

    Raises InvitationRefused for a wrong code (five tries), an expired one, or one used already.
    """
    with transaction.atomic():
        now = clock.now()
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        good = invitation.takes_code(now) and secrets.compare_digest(
            invitation.code_hash, Invitation.hash(f"{invitation.pk}:{code.strip()}")
        )
        if good:
            return _accept(invitation, now)
        invitation.tries += 1
        invitation.save(update_fields=["tries"])
    # Outside the transaction: a try that failed stays counted.
    raise InvitationRefused


def enrol(email, *, name, language="en", office="", organisation=None, role="", by=None):
    """The person of that address, with a verified address, and the membership or office given. Idempotent."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name, language=language, date_joined=clock.now())
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if office:
        user.office = office
        user.save(update_fields=["office"])
    if organisation:
        member = Membership.objects.filter(user=user, organisation=organisation).first()
        member = member or Membership(user=user, organisation=organisation, since=clock.now())
        member.role, member.is_active = role, True
        record_save(member, by=by or user)
    return user


def end_memberships_of(user, *, by):
    """A person who leaves: memberships end, and the account is closed; what they did keeps their name."""
    for member in user.memberships.filter(is_active=True):
        member.is_active = False
        record_save(member, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])


def open_account(user):
    """A person who comes back can sign in again; memberships are given anew."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def withdraw_invitations(invitations):
    """Make the links of these invitations, and the codes mailed after them, good for nothing. Returns how many."""
    open_ones = invitations.filter(accepted_at=None, expires_at__gt=clock.now())
    return open_ones.update(
        expires_at=clock.now(), withdrawn_at=clock.now(), code_hash="", tries=Invitation.TRIES
    )


@transaction.atomic
def renew_invitation(token):
    """Whoever was invited asks for a fresh link to the same address. Returns the new invitation.

    Raises InvitationRefused for a link that is none, was accepted or withdrawn; at most one an hour is written.
    """
    old = Invitation.objects.select_for_update().filter(token_hash=Invitation.hash(token)).first()
    if old is None or not old.is_renewable:
        raise InvitationRefused
    recently = Invitation.objects.filter(
        email=old.email, organisation=old.organisation, invited_at__gt=clock.now() - timedelta(hours=1)
    ).exclude(pk=old.pk)
    if recently.exists():
        return recently.latest("invited_at")
    place = {"organisation": old.organisation, "role": old.role, "office": old.office}
    return invite(old.email, by=old.invited_by, name=old.name, language=old.language, **place)[0]


def _accept(invitation, now):
    if User.objects.filter(email__iexact=invitation.email, is_active=False).exists():
        raise InvitationRefused  # a link sent before somebody left brings nobody back
    user = enrol(
        invitation.email,
        name=invitation.name or invitation.email.partition("@")[0],
        language=invitation.language,
        office=invitation.office,
        organisation=invitation.organisation,
        role=invitation.role,
        by=invitation.invited_by,
    )
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    invitation.notices.filter(acknowledged_at=None).exclude(kind="code").update(
        acknowledged_at=now, user=user
    )
    if invitation.role == Role.CONTACT_POINT:
        _ask_for_alternate(invitation, user)
    return user


def _ask_for_alternate(invitation, user):
    """Every Contact Point is asked, on accepting, to name somebody who acts when that person cannot."""
    party = invitation.organisation
    with speaking(user.language):
        write_notice(
            key=f"invitation-{invitation.pk}-alternate",
            kind="alternate",
            to=user.email,
            subject=_("Please name an alternate for %(party)s") % {"party": party.short_name},
            body=_(
                "You are Contact Point now, and alone may submit. Please invite a colleague and name an alternate, "
                "who takes over if you cannot be reached:\n\n%(link)s"
            )
            % {"link": settings.BASE_URL + reverse("delegation", args=[party.code])},
            language=user.language,
            organisation=party,
            user=user,
        )


def _mail_link(invitation, token):
    with speaking(invitation.language):
        party = invitation.organisation.name if invitation.organisation else invitation.get_office_display()
        days = Invitation.LIFETIME // timedelta(days=1)
        write_notice(
            key=f"invitation-{invitation.pk}",
            kind="invitation",
            to=invitation.email,
            subject=_("Invitation to Travaux: %(party)s") % {"party": party},
            body=_(
                "You are invited to take part for %(party)s.\n\n%(link)s\n\n"
                "The link works once, for %(days)d days. It leads to a button; then a code is mailed to this address."
            )
            % {"party": party, "link": link_of(token), "days": days},
            language=invitation.language,
            organisation=invitation.organisation,
            invitation=invitation,
        )
