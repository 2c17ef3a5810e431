"""Taking a stand on another party's comment. Nobody is counted twice."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment, Endorsement
from drafting.services import Refused
from stakeholders import clock
from stakeholders.records import record_save


@transaction.atomic
def endorse(comment, organisation, kind, *, by, words=""):
    """Record the stand of `organisation` on `comment`; an earlier one of the same party gives way to it.

    Non-governmental bodies do not co-sponsor or align with a State: they support, and are counted apart.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.organisation_id == organisation.pk:
        raise Refused(_("A party does not endorse its own comment."))
    if comment.withdrawn_at:
        raise Refused(_("This comment was withdrawn."))
    if kind not in kinds_for(organisation):
        raise Refused(_("A State co-sponsors, aligns or dissociates; other bodies support."))
    if kind == Endorsement.Kind.ALIGN_EXCEPT and not words.strip():
        raise Refused(_("Say in your own words what you do not align with."))
    for earlier in comment.endorsements.filter(organisation=organisation, withdrawn_at=None):
        withdraw_endorsement(earlier, by=by)
    stand = Endorsement(
        comment=comment, organisation=organisation, kind=kind, words=words.strip(), by=by, at=clock.now()
    )
    return record_save(stand, by=by)


def kinds_for(organisation):
    """The stands that `organisation` may take."""
    if organisation.is_state or organisation.category == "regional_organization":
        kind = Endorsement.Kind
        return [kind.CO_SPONSOR, kind.ALIGN, kind.ALIGN_EXCEPT, kind.DISSOCIATE]
    return [Endorsement.Kind.SUPPORT]


def withdraw_endorsement(endorsement, *, by):
    """Take a stand back; the row stays."""
    endorsement.withdrawn_at = clock.now()
    return record_save(endorsement, by=by, fields=["withdrawn_at"])
