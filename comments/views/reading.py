"""The text of a version, and each provision of it on a page of its own."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from circulation.models import Recipient
from comments.models import Draft
from comments.services import origins, reading, road, showing
from comments.views import finding
from drafting.permissions import may_record_basis
from drafting.services import bases_of
from mandate.services import terms_of
from stakeholders import clock

PER_PAGE = 50


@require_safe
@login_not_required
def version(request, slug, number):
    """The whole text in one column, with a count and a link at every paragraph."""
    found = finding.version_for(request.user, slug, number)
    language = finding.language_for(request, found)
    text, contents = reading.page_of(found, language, request.user)
    translations = {each.language: each for each in found.translations.all()}
    languages = sorted({*reading.languages_of(found.pk, found.sha256), *translations})
    context = {
        "version": found,
        "declaration": found.declaration,
        "language": language,
        "languages": languages,
        "translation": translations.get(language),
        "text": text,
        "contents": contents,
        "newer": newer_than(found, request.user),
        "issued_files": found.issued_files.for_list(),
        "terms": terms_of(found.declaration_id),
    }
    return render(request, "comments/version.html", context | circulation_of(found, request.user))


@require_safe
@login_not_required
def provision(request, slug, number, place, paragraph=""):
    """One provision, or one paragraph of it, with the comments one may see and a way to comment."""
    found = finding.version_for(request.user, slug, number)
    entry = finding.entry_for(found, place, finding.language_for(request, found))
    span = finding.paragraph_for(entry, paragraph) if paragraph else None
    comments = showing.at_place(entry, request.user, span.label if span else None)
    page = Paginator(comments, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "version": found,
        "declaration": found.declaration,
        "entry": entry,
        "shelf": reading.provision_of(entry, request.user),
        "span": span,
        "page": page,
        "shown": showing.show(page, showing.placements_in(found, page)),
        "newer": newer_than(found, request.user),
        "neighbours": neighbours(entry),
    } | circulation_of(found, request.user)
    context["drafts"] = own_drafts(context["recipient"], entry, span)
    return render(request, "comments/provision.html", context)


def circulation_of(version, user):
    """The newest announced round on this version, and the recipient that this reader acts for in it."""
    round = version.rounds.visible_to(user).select_related("declaration").order_by("-number").first()
    recipient = None
    if round and user.is_authenticated and user.active_memberships:
        recipient = Recipient.objects.of(user).filter(round=round).select_related("organisation").first()
        if recipient:
            recipient.round = round
    now = clock.now()
    writable = recipient and (round.takes_from(recipient, now) or round.takes_late_from(recipient, now))
    return {"round": round, "recipient": recipient, "may_comment": bool(writable)}


def newer_than(version, user):
    """The text that stands now, where this is not it."""
    newer = (
        type(version)
        .objects.visible_to(user)
        .filter(declaration=version.declaration, number__gt=version.number)
    )
    return newer.select_related("declaration").order_by("-number").first()


def neighbours(entry):
    """The provisions before and after, for reading on."""
    entries = entry.version.entries.in_language(entry.language).select_related("version__declaration")
    around = {e.order: e for e in entries.filter(order__in=[entry.order - 1, entry.order + 1])}
    return {"before": around.get(entry.order - 1), "after": around.get(entry.order + 1)}


def own_drafts(recipient, entry, span):
    """The delegation's own drafts on this provision, whatever state they are in."""
    if recipient is None:
        return []
    drafts = Draft.objects.filter(recipient=recipient, entry=entry).to_submit().for_list()
    return list(drafts.filter(paragraph=span.label) if span else drafts)


@require_safe
@login_not_required
def provision_road(request, slug, uid):
    """One provision from version to version: what changed each time, and in answer to which comments."""
    declaration = finding.declaration_for(request.user, slug)
    stations = road.stations(declaration, uid, request.user)
    if not stations:
        raise Http404
    return render(request, "comments/provision_road.html", {"declaration": declaration, "stations": stations})


@require_safe
@login_not_required
def provision_sources(request, slug, uid):
    """Where each word of a provision comes from: which record or version, by whom, why, in answer to whom."""
    declaration = finding.declaration_for(request.user, slug)
    provision = get_object_or_404(declaration.provisions, uid=uid)
    sources = origins.sources_of(provision, declaration.language, request.user)
    if sources is None:
        raise Http404
    latest = (
        provision.entries.visible_to(request.user)
        .filter(language=declaration.language)
        .select_related("version__declaration")
        .order_by("-version__number")
        .first()
    )
    context = {"declaration": declaration, "uid": uid, "sources": sources, "latest": latest}
    context["bases"] = bases_of(provision, request.user)
    context["may_record"] = may_record_basis(request.user)
    return render(request, "comments/sources.html", context)
