"""Parties that come by themselves are admitted, declined or merged; two records of one party become one."""

from django.db import transaction
from django.utils.translation import gettext as _

from stakeholders.languages import speaking
from stakeholders.models import Belonging, Contact, Membership, Organisation, Standing
from stakeholders.records import record_save
from stakeholders.services.post import write_notice


class PartyRefused(ValueError):
    """The act on a party cannot be done; the message says why."""


@transaction.atomic
def admit_party(party, *, by):
    """A pending party takes part from now on: what it has drafted it may submit. It is told."""
    _only_pending(party)
    if other := imitated_by(party):
        raise PartyRefused(
            _("It can be taken for %(party)s. Merge the two records, or mend the name first.")
            % {"party": other.name}
        )
    party.standing = Standing.ADMITTED
    record_save(party, by=by, reason=_("Admitted"))
    _tell(party, "admitted", _request, lambda: _("Your organization has been admitted and may submit."))


@transaction.atomic
def decline_party(party, reason, *, by):
    """A pending party is declined, with a reason that it is told; what it drafted is kept."""
    _only_pending(party)
    if not reason.strip():
        raise PartyRefused(_("Say why: the party is told."))
    party.standing, party.standing_reason, party.is_active = Standing.DECLINED, reason.strip(), False
    record_save(party, by=by, reason=reason.strip())
    _tell(
        party,
        "declined",
        _request,
        lambda: (
            _("Your organization was not admitted to the call for input.\n\nReason: %(reason)s")
            % {"reason": party.standing_reason}
        ),
    )


@transaction.atomic
def merge_parties(gone, kept, reason, *, by):
    """Make two records of one organisation one: `gone` points to `kept` from now on, and gets no more rounds.

    Nothing that was circulated or said changes its number or its name: it stays on the record under which it came.
    Contacts and groups go to `kept`, and whoever acts for one record acts for both.
    """
    if gone == kept or kept.merged_into_id:
        raise PartyRefused(_("Choose another record, one that has not been merged itself."))
    if gone.merged_into_id:
        raise PartyRefused(_("This record has been merged already."))
    _share_members(gone, kept, by)
    _share_members(kept, gone, by)
    for contact in gone.contacts.filter(is_active=True):
        if not kept.contacts.filter(email__iexact=contact.email).exists():
            Contact.objects.create(
                organisation=kept, name=contact.name, email=contact.email, role=contact.role
            )
    for group_id in gone.groups.values_list("group", flat=True):
        if group_id != kept.pk:
            Belonging.objects.get_or_create(group_id=group_id, member=kept)
    # What a pending party has drafted may be submitted once it is known whose record it is.
    gone.standing, gone.merged_into, gone.is_active = Standing.MERGED, kept, False
    gone.standing_reason = reason.strip()
    record_save(gone, by=by, reason=_("Merged into %(party)s. %(why)s") % {"party": kept, "why": reason})
    return kept


def imitated_by(party):
    """The admitted party for which a pending one can be taken by its name, or None."""
    others = Organisation.objects.admitted().exclude(pk=party.pk)
    # A name that was taken when the party came stands with its code behind it.
    typed = party.name.removesuffix(f" [{party.code}]")
    return others.mistaken_for(typed) or others.mistaken_for(party.short_name)


def _share_members(source, target, by):
    for member in source.memberships.filter(is_active=True):
        there = target.memberships.filter(user=member.user).first()
        if there is None:
            record_save(
                Membership(user=member.user, organisation=target, role=member.role),
                by=by,
                reason=_("Two records were merged"),
            )


def _only_pending(party):
    if Organisation.objects.select_for_update().get(pk=party.pk).standing != Standing.PENDING:
        raise PartyRefused(_("Somebody has decided about this party already."))


def _request():
    return _("Your request to take part")


def _tell(party, kind, subject, body):
    with speaking(party.language):
        for contact in party.contacts.filter(is_active=True):
            write_notice(
                key=f"{kind}-{party.pk}-{contact.pk}",
                kind=kind,
                to=contact.email,
                subject=subject(),
                body=body(),
                language=party.language,
                organisation=party,
            )
