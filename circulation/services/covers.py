"""The cover document as each recipient gets it, and the letters of a round, one for each address."""

import re
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders import moments
from stakeholders.languages import speaking
from stakeholders.models import Standing
from stakeholders.services import compose_notice, make_invitations, write_notices
from stakeholders.services.invitations import link_of

READ_BY = ("contact_point", "deputy")
MERGED = re.compile(r"\{(?:mission|party|closes|link)\}")


@dataclass(frozen=True)
class Letter:
    """A cover document as one recipient gets it."""

    language: str
    heading: str
    symbol: str
    date: object
    addressee: str
    subject: str
    body: str


def cover_for(round, organisation, link, closes_at, language=None):
    """The text of the cover document with its merge fields filled in, and nothing else interpreted."""
    language, text = round.cover_in(language) if language else ("", round.cover_text)
    text = text or _("{party} is invited to comment until {closes}: {link}")
    fields = {
        "{mission}": addressee_of(organisation, language),
        "{party}": organisation.name_in(language) if language else organisation.name,
        "{closes}": moments.in_geneva(closes_at),
        "{link}": link,
    }
    # In one pass: a party whose name is "{link}" stays a party of that name.
    filled = MERGED.sub(lambda mark: fields[mark.group()], text)
    return "\n\n".join(filter(None, (filled, support_rule(round))))


def support_rule(round):
    """What every cover announces where not every proposal enters the running text; "" where each one does."""
    if not round.support_needed:
        return ""
    words = ngettext(
        "A proposal enters the running text once %(n)s party or one group supports it; the others stay beside it.",
        "A proposal enters the running text once %(n)s parties or one group support it; the others stay beside it.",
        round.support_needed,
    )
    return words % {"n": round.support_needed}


def addressee_of(organisation, language):
    """Whom a note addresses: the Permanent Mission of a State, else the body by its formal name."""
    name = organisation.name_in(language)
    if organisation.category == "observer_state":
        return _("the Permanent Observer Mission of %(state)s") % {"state": name}
    return _("the Permanent Mission of %(state)s") % {"state": name} if organisation.is_state else name


def letter_for(round, organisation, language, link=None, closes_at=None):
    """The cover document for one recipient in one language, as a Letter; what is sent is made of the same."""
    language, _text = round.cover_in(language)
    with speaking(language):
        link = link or workspace_link(round, organisation)
        return Letter(
            language=language,
            heading=str(round.get_cover_display()).capitalize(),
            symbol=round.cover_symbol,
            date=moments.day(round.cover_date) if round.cover_date else "",
            addressee=addressee_of(organisation, language),
            subject=_("%(cover)s: %(round)s")
            % {"cover": round.get_cover_display().capitalize(), "round": round},
            body=cover_for(round, organisation, link, closes_at or round.closes_at, language),
        )


def workspace_link(round, organisation):
    """The address of a party's workspace in a round, from the configured base."""
    args = [round.declaration.slug, round.number, organisation.code]
    return settings.BASE_URL + reverse("workspace", args=args)


def send_covers(round, recipients, *, by):
    """Write the cover to every Contact Point and deputy, and an invitation to every address without an account.

    `recipients` are looked up with `with_addresses`: what it costs does not grow with them by a single query.
    """
    write_notices([_cover(round, *place) for place in _places(round, recipients, by)])


def _cover(round, recipient, address, link, invitation):
    organisation, ref = recipient.organisation, uuid.uuid4()
    closes_at = round.closing_for(recipient)
    letter = letter_for(round, organisation, address.language, link, closes_at)
    return compose_notice(
        key=f"opened-{round.pk}-{organisation.code}-{address.email}",
        ref=ref,
        kind="opened",
        to=address.email,
        subject=letter.subject,
        body=letter.body if invitation else f"{letter.body}\n\n{_acknowledging(ref, letter.language)}",
        language=letter.language,
        organisation=organisation,
        user=address.user,
        invitation=invitation,
    )


def _acknowledging(ref, language):
    """Where whoever has an account says that the letter was received; an invitation says so by being accepted."""
    with speaking(language):
        link = settings.BASE_URL + reverse("received", args=[ref])
        return _("To acknowledge receipt: %(link)s") % {"link": link}


def own_letter(recipient, user):
    """The letter by which `user` was written to about this round, or None."""
    key = f"opened-{recipient.round_id}-{recipient.organisation.code}-"
    return user.notices.filter(kind="opened", key__startswith=key).defer("body", "html").first()


@dataclass(frozen=True)
class Address:
    """Where a party is written to: a member with an account, or a contact that has none yet."""

    email: str
    language: str
    user: object = None
    contact: object = None


def addresses_of(organisation):
    """Every address of a party, once: its Contact Points and deputies, then its contacts without an account."""
    found = {}
    for member in sorted(organisation.memberships.all(), key=lambda member: member.pk):
        if is_written_to(member):
            user = member.user
            found.setdefault(user.email.lower(), Address(user.email, user.language, user=user))
    for contact in organisation.contacts.all():
        if contact.is_active:
            language = organisation.language
            found.setdefault(contact.email.lower(), Address(contact.email, language, contact=contact))
    return list(found.values())


def is_written_to(member):
    """Active Contact Points and deputies whose account is open."""
    return member.is_active and member.role in READ_BY and member.user.is_active


def tell_recipients(round, kind, subject, body, recipients=None, by=None):
    """Write one notice of a kind to all who are written to for each recipient; `body` is a function of its link."""

    def notice(recipient, address, link, invitation):
        with speaking(address.language):
            return compose_notice(
                key=f"{kind}-{round.pk}-{recipient.organisation.code}-{address.email}",
                kind=kind.split("-")[0],
                to=address.email,
                subject=str(subject()),
                body=str(body(link)),
                language=address.language,
                organisation=recipient.organisation,
                user=address.user,
                invitation=invitation,
            )

    notices = [notice(*place) for place in _places(round, written_to(round, recipients), by)]
    write_notices(notices)
    return len(notices)


def count_letters(round, recipients=None):
    """How many letters `tell_recipients` would write."""
    return sum(len(addresses_of(each.organisation)) for each in written_to(round, recipients))


def written_to(round, recipients=None):
    """The recipients that are told what happens in a round: those given, else all; a declined party is not."""
    chosen = round.recipients if recipients is None else recipients
    return with_addresses(chosen.exclude(organisation__standing=Standing.DECLINED))


def with_addresses(recipients):
    """The recipients with whatever `addresses_of` and a letter look at, in a few queries for all of them."""
    return recipients.select_related("organisation").prefetch_related(
        "organisation__memberships__user", "organisation__contacts", "organisation__names"
    )


def _places(round, recipients, by):
    """(recipient, address, link, invitation) of all who are written to: the workspace for a member; for an address
    without an account, an invitation, all of them made at once."""
    places = [(recipient, each) for recipient in recipients for each in addresses_of(recipient.organisation)]
    invited = iter(make_invitations([_invitee(*place) for place in places if place[1].contact], by=by))
    for recipient, address in places:
        if address.contact:
            invitation, token = next(invited)
            yield recipient, address, link_of(token), invitation
        else:
            yield recipient, address, workspace_link(round, recipient.organisation), None


def _invitee(recipient, address):
    return {
        "email": address.email,
        "organisation": recipient.organisation,
        "role": address.contact.role,
        "name": address.contact.name,
        "language": address.language,
    }
