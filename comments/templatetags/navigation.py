"""What stands at the top of every page. Its few queries do not grow with anything."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from circulation.models import Recipient
from drafting.models import Version
from stakeholders import clock

register = template.Library()


@dataclass(frozen=True)
class Item:
    name: str
    address: str
    is_current: bool
    count: int = 0


@register.simple_tag(takes_context=True)
def navigation(context):
    """The main navigation of the page: demonstration, sign-in address, and the items this person has use for."""
    request = context["request"]
    here = urlencode({"next": request.get_full_path()})
    return {
        "is_demonstration": settings.DEMO,
        # In the demonstration that is the page of the cast.
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{here}",
        "items": list(_items(request, context)),
    }


def _items(request, context):
    user, path = request.user, request.path
    slug = (request.resolver_match.kwargs.get("slug") if request.resolver_match else None) or ""
    # A page of the text knows already which version is the newest, and whom the reader acts for.
    latest = (context["newer"] or context["version"]) if "newer" in context else _latest(user, slug)
    if latest:
        slug = latest.declaration.slug
        yield _item(path, _("Declaration"), reverse("declaration", args=[slug]), exact=True)
        yield _item(path, _("Text"), latest.get_absolute_url())
        yield _item(path, _("Compare"), reverse("compare", args=[slug]))
    if user.is_authenticated and user.active_memberships:
        yield from _rounds(user, path, context)
    if latest:
        yield _item(path, _("Comments"), reverse("comments", args=[slug]))
    if user.is_authenticated and user.is_drafter:
        yield from _drafting(path, slug)
    if user.is_authenticated and user.is_staff:
        yield _item(path, _("Administration"), reverse("admin:index"))


def _latest(user, slug):
    versions = Version.objects.visible_to(user).select_related("declaration")
    if slug:
        versions = versions.filter(declaration__slug=slug)
    return versions.order_by("-issued_at", "-number").first()


def _rounds(user, path, context):
    recipient = context.get("recipient") or _recipient(user)
    if recipient:
        round = recipient.round
        args = [round.declaration.slug, round.number, recipient.organisation.code]
        yield _item(path, _("My round"), reverse("workspace", args=args))


def _recipient(user):
    """Of the open rounds that this person's party received, the one that closes first."""
    open_ones = Recipient.objects.of(user).filter(round__state="open", round__closes_at__gt=clock.now())
    return open_ones.select_related("round__declaration", "organisation").order_by("round__closes_at").first()


def _drafting(path, slug):
    if slug:
        yield _item(path, _("Working text"), reverse("working", args=[slug]))
        yield _item(path, _("Desk"), reverse("desk", args=[slug]))
    else:
        yield _item(path, _("Import"), reverse("import"))


def _item(path, name, address, exact=False):
    current = path == address if exact else path.startswith(address)
    return Item(name, address, current)
