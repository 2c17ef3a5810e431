"""From the last text to the Council: finalization begins, may be reopened with a reason, and ends in a submission."""

from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from drafting.models import Declaration, Finalization, Version
from drafting.services.editing import Refused
from stakeholders import clock


def finalization_of(declaration):
    """The finalization that stands, or None."""
    standing = declaration.finalizations.standing().select_related("version", "begun_by", "submitted_by")
    return standing.defer("package").first()


@transaction.atomic
def begin_finalization(version, *, by):
    """Begin to make an issued version final: from now on no further round opens. Returns the Finalization.

    Raises Refused where the text is not the newest issued one, or finalization has begun already.
    """
    declaration = Declaration.objects.select_for_update().get(pk=version.declaration_id)
    version = Version.objects.select_for_update().get(pk=version.pk)
    if finalization_of(declaration):
        raise Refused(_("Finalization has begun already."))
    if version.state != Version.State.ISSUED:
        raise Refused(_("Only the version issued last can be made final."))
    return Finalization.objects.create(
        declaration=declaration, version=version, begun_by=by, begun_at=clock.now()
    )


@transaction.atomic
def reopen_text(finalization, *, by, reason):
    """End a finalization before anything was submitted: rounds may open again. Raises Refused without a reason."""
    finalization = Finalization.objects.select_for_update().get(pk=finalization.pk)
    if finalization.is_submitted:
        raise Refused(_("The text has been submitted to the Council; it stands."))
    if finalization.reopened_at:
        raise Refused(_("It has been reopened already."))
    if not reason.strip():
        raise Refused(_("Give the reason: it is public."))
    finalization.reopened_at, finalization.reopened_by = clock.now(), by
    finalization.reason = reason.strip()
    finalization.save(update_fields=["reopened_at", "reopened_by", "reason"])
    return finalization


@transaction.atomic
def submit_text(finalization, package, *, by):
    """Submit the final text to the Council with its sealed `package` (bytes). The text's state becomes submitted."""
    finalization = Finalization.objects.select_for_update().get(pk=finalization.pk)
    if finalization.reopened_at or finalization.is_submitted:
        raise Refused(_("This finalization has ended already."))
    finalization.package, finalization.sha256 = package, sha256(package).hexdigest()
    finalization.submitted_at, finalization.submitted_by = clock.now(), by
    finalization.save(update_fields=["package", "sha256", "submitted_at", "submitted_by"])
    version = Version.objects.select_for_update().get(pk=finalization.version_id)
    version.state = Version.State.SUBMITTED
    version.save(update_fields=["state"])
    return finalization
