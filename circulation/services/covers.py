"""The cover document as each recipient gets it, and the letters of a round, one for each address."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from stakeholders import moments
from stakeholders.services import invite, write_notice
from stakeholders.services.invitations import link_of

READ_BY = ("contact_point", "deputy")
MERGED = re.compile(r"\{(?:party|closes|link)\}")


def cover_for(round, organisation, link, closes_at):
    """The text of the cover document with its merge fields filled in, and nothing else interpreted."""
    text = round.cover_text or _("{party} is invited to comment until {closes}: {link}")
    fields = {"{party}": organisation.name, "{closes}": moments.in_geneva(closes_at), "{link}": link}
    # In one pass: a party whose name is "{link}" stays a party of that name.
    return MERGED.sub(lambda mark: fields[mark.group()], text)


def workspace_link(round, organisation):
    """The address of a party's workspace in a round, from the configured base."""
    args = [round.declaration.slug, round.number, organisation.code]
    return settings.BASE_URL + reverse("workspace", args=args)


def send_cover(recipient, *, by):
    """Write the cover to every Contact Point and deputy, and an invitation to every address without an account."""
    round, organisation = recipient.round, recipient.organisation
    known = set()
    for member in members_of(organisation):
        known.add(member.user.email.lower())
        with override(member.user.language):
            _letter(
                recipient,
                member.user.email,
                workspace_link(round, organisation),
                member.user.language,
                member.user,
            )
    for contact in organisation.contacts.filter(is_active=True):
        if contact.email.lower() in known:
            continue
        language = organisation.language
        _invitation, token = invite(
            contact.email,
            by=by,
            organisation=organisation,
            role=contact.role,
            name=contact.name,
            language=language,
            send=False,
        )
        with override(language):
            _letter(recipient, contact.email, link_of(token), language)


def members_of(organisation):
    """Those who are written to for a party: its active Contact Points and deputies."""
    members = organisation.memberships.filter(is_active=True, role__in=READ_BY, user__is_active=True)
    return members.select_related("user").order_by("pk")


def is_written_to(member):
    """The same question of a row that has been fetched."""
    return member.is_active and member.role in READ_BY and member.user.is_active


def tell_recipients(round, kind, subject, body, recipients=None):
    """Write one notice of a kind to all who are written to for each recipient; `body` is a function of its link."""
    chosen = round.recipients.select_related("organisation") if recipients is None else recipients
    for recipient in chosen:
        for member in members_of(recipient.organisation):
            with override(member.user.language):
                write_notice(
                    key=f"{kind}-{round.pk}-{recipient.organisation.code}-{member.user.pk}",
                    kind=kind.split("-")[0],
                    to=member.user.email,
                    subject=str(subject()),
                    body=str(body(workspace_link(round, recipient.organisation))),
                    language=member.user.language,
                    organisation=recipient.organisation,
                    user=member.user,
                )


def _letter(recipient, to, link, language, user=None):
    round = recipient.round
    write_notice(
        key=f"opened-{round.pk}-{recipient.organisation.code}-{to}",
        kind="opened",
        to=to,
        subject=_("%(cover)s: %(round)s") % {"cover": round.get_cover_display().capitalize(), "round": round},
        body=cover_for(round, recipient.organisation, link, recipient.closing),
        language=language,
        organisation=recipient.organisation,
        user=user,
    )
