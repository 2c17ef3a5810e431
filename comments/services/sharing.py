"""Before it submits, a party may show a draft read-only to parties that it names, and take that back."""

from django.db import transaction
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments.models import Draft, DraftShare
from drafting.services import Refused
from stakeholders import clock


@transaction.atomic
def show_draft(draft, code, *, by):
    """Show `draft` to the party of that code, a recipient of the same round. Raises Refused. Idempotent."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=draft.pk)
    recipients = Recipient.objects.filter(round=draft.recipient.round_id).exclude(pk=draft.recipient_id)
    other = recipients.select_related("organisation").filter(organisation__code=code.strip().upper()).first()
    if other is None or not other.organisation.is_admitted:
        raise Refused(_("No other recipient of this round has the code %(code)s.") % {"code": code})
    share, _created = DraftShare.objects.get_or_create(
        draft=draft, organisation=other.organisation, revoked_at=None, defaults={"by": by, "at": clock.now()}
    )
    return share


@transaction.atomic
def revoke_share(share, *, by):
    """From now on the other party does not see the draft; that it was shown stays on the record."""
    if share.revoked_at is None:
        share.revoked_at, share.revoked_by = clock.now(), by
        share.save(update_fields=["revoked_at", "revoked_by"])
    return share
