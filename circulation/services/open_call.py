"""An open call: whoever was not written to asks to take part, confirms the address, and drafts at once."""

import re
import unicodedata

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Application, Recipient
from drafting.services import Refused
from stakeholders import clock
from stakeholders.languages import speaking
from stakeholders.models import Contact, Invitation, Organisation, Role, Standing
from stakeholders.names import skeleton
from stakeholders.records import record_save
from stakeholders.services import invite, spend_link, write_notice

TYPED = ("name", "short_name", "category", "country", "ecosoc", "person", "email", "language")
INITIALS = 4


@transaction.atomic
def apply_to_take_part(round, *, ref, **typed):
    """Keep what was typed and mail a link to its address; returns the Application. Idempotent by `ref` and content.

    `typed` has the names of TYPED. Raises Refused where the round is no open call, or takes nothing any more.
    """
    now = clock.now()
    if not round.takes_applications(now):
        raise Refused(_("This round takes no requests to take part now."))
    before = Application.objects.filter(ref=ref).first()
    if before and all(getattr(before, name) == typed[name] for name in TYPED):
        return before
    # Sent again after it was mended: a request of its own, and what was typed before stays as well.
    key = {} if before else {"ref": ref}
    application = Application(round=round, asked_at=now, **key, **typed)
    _mail_link(application, now)
    return application


@transaction.atomic
def confirm_application(token):
    """Spend the link: the party is made, pending, and a code goes to the address. Returns the spent Invitation.

    Raises Refused for a link that is no good any more. A second request of one address for one name in one round
    makes no second party.
    """
    now = clock.now()
    found = _by_token(token)
    if found is None or not found.is_live(now):
        raise Refused(_("This link cannot be used any more."))
    found.spent_at, found.confirmed_at = now, found.confirmed_at or now
    found.organisation = found.organisation or _party_before(found) or _new_party(found)
    found.save(update_fields=["spent_at", "confirmed_at", "organisation"])
    Recipient.objects.get_or_create(
        round=found.round,
        organisation=found.organisation,
        defaults={"added_at": now, "invited_at": now, "state": Recipient.State.ACKNOWLEDGED},
    )
    _invitation, token = invite(
        found.email,
        by=None,
        organisation=found.organisation,
        role=Role.CONTACT_POINT,
        name=found.person,
        language=found.language,
        send=False,
    )
    return spend_link(token)


@transaction.atomic
def renew_application(token):
    """A fresh link to the address that was typed, for whoever holds a spent or expired one. Silent for any other."""
    now = clock.now()
    found = _by_token(token)
    if found and not found.is_live(now) and found.round.takes_applications(now):
        _mail_link(found, now)


def _by_token(token):
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__declaration")
    return rows.filter(token_hash=Invitation.hash(token)).first()


def _mail_link(application, now):
    token = Application.new_token()
    application.token_hash = Invitation.hash(token)
    application.expires_at, application.spent_at = now + Application.LIFETIME, None
    application.save()
    with speaking(application.language):
        write_notice(
            key=f"participation-{application.pk}-{now.isoformat()}",
            kind="participation",
            to=application.email,
            subject=_("Please confirm your address: %(round)s") % {"round": application.round},
            body=_(
                "Somebody, probably you, asked to take part for %(party)s.\n\n%(link)s\n\n"
                "The link works once, for seven days. It leads to a button; then a code is mailed to this address. "
                "If it was not you, there is nothing to do."
            )
            % {"party": application.name, "link": settings.BASE_URL + Application.address(token)},
            language=application.language,
        )


def _party_before(application):
    """The party that the same address has asked for already in this round, under the same name."""
    earlier = application.round.applications.filter(
        email__iexact=application.email, organisation__isnull=False
    )
    mine = skeleton(application.name)
    return next((each.organisation for each in earlier if skeleton(each.name) == mine), None)


def _new_party(application):
    code = _free_code(application.name)
    is_taken = Organisation.objects.filter(name__iexact=application.name).exists()
    party = Organisation(
        code=code,
        # Names are kept apart; an administrator merges the two records, or mends this one.
        name=f"{application.name} [{code}]" if is_taken else application.name,
        short_name=application.short_name or application.name[:120],
        category=application.category,
        ecosoc=application.ecosoc,
        language=application.language,
        standing=Standing.PENDING,
    )
    record_save(party, by=None, reason=_("Came by the open call of %(round)s") % {"round": application.round})
    Contact.objects.create(organisation=party, name=application.person, email=application.email)
    return party


def _free_code(name):
    """Initials of the name, with a number where somebody has them already: it stands in the number of comments."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    initials = "".join(word[0] for word in re.findall(r"[A-Z]+", bare))[:INITIALS] or "P"
    taken = set(Organisation.objects.filter(code__startswith=initials).values_list("code", flat=True))
    if len(initials) > 1 and initials not in taken:
        return initials
    return next(code for n in range(2, 10_000) if (code := f"{initials}{n}") not in taken)
