"""From an address to a row, through what the reader may see. The working text does not exist for others."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from drafting import permissions
from drafting.models import Declaration, Provision, Version
from drafting.services import working_text


def declaration_for(user, slug):
    return get_object_or_404(Declaration.objects.visible_to(user), slug=slug)


def working_for(user, slug, to_change=False):
    """The declaration whose working text `user` may see, or change."""
    if not permissions.may_see_working_text(user):
        raise Http404
    declaration = declaration_for(user, slug)
    if to_change and not permissions.may_draft(user):
        raise PermissionDenied
    return declaration


def provision_for(declaration, uid):
    """A provision of the declaration, deleted ones too, and its wording in the declaration's language."""
    provision = get_object_or_404(
        Provision.objects.select_related("declaration"), declaration=declaration, uid=uid
    )
    return provision, get_object_or_404(provision.wordings, language=declaration.language)


def place_of(declaration, provision):
    """The Place of a standing provision, or None."""
    return next((p for p in working_text(declaration) if p.provision.pk == provision.pk), None)


def version_for(user, slug, number):
    versions = Version.objects.visible_to(user).select_related("declaration")
    return get_object_or_404(versions, declaration__slug=slug, number=number)
