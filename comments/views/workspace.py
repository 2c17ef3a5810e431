"""A delegation's side of a round: what is left, the drafts, and each draft's page."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circulation import services as circulation
from comments import permissions as clearing
from comments import services
from comments.forms import DraftForm
from comments.models import Clearance, Draft, Type
from comments.models.deposits import COLLECTIVE
from comments.services import checking, enclosing, replying
from comments.views import finding
from comments.views.replying import language_asked_for
from drafting.services import Refused
from stakeholders import clock, permissions
from stakeholders.once import once


@require_safe
def workspace(request, slug, number, code):
    """My round: what is left to do, the two clocks, the drafts in text order, and what was submitted."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    languages = replying.languages_of(recipient.round) if recipient.round.questionnaire else [""]
    chosen = language_asked_for(request, languages)
    drafts = list(Draft.objects.filter(recipient=recipient).for_list())
    retained = [draft for draft in drafts if draft.is_retained]
    colleagues = list(recipient.organisation.memberships.filter(is_active=True).select_related("user"))
    context = {
        "drafts": retained,
        "questions": replying.asked(recipient.round, chosen, retained),
        "languages": languages,
        "chosen": chosen,
        "going": checking.going_of(retained, Clearance.of(recipient)),
        "tasks": services.left_to_do(recipient, retained, colleagues),
        "set_aside": [draft for draft in drafts if not draft.is_retained],
        "unsent": sum(draft.is_retained and draft.differs_from_submitted for draft in drafts),
        "submissions": recipient.submissions.for_list().order_by("-number"),
        "colleagues": colleagues,
        "enclosed": enclosing.enclosed_now(recipient),
        "brings_papers": recipient.organisation.category in COLLECTIVE,
        "letter": circulation.own_letter(recipient, request.user),
    }
    return render(request, "comments/workspace.html", context | frame(recipient, membership))


@require_safe
def new_draft(request, slug, number, code):
    """An empty form at the place one came from; the draft gets its own address at once."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    draft = _at_place(request, recipient, request.GET, uuid.uuid4())
    draft.language = recipient.organisation.language
    quote = request.GET.get("quote", "")
    return _form_page(request, recipient, membership, draft, _blank(draft, quote))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, slug, number, code, ref):
    """One draft: read and changed here; a stale copy is shown beside the newer one, and neither is lost."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    if request.method != "POST":
        if kept is None:
            raise Http404
        return _form_page(request, recipient, membership, kept, _filled(kept))
    if not permissions.may_prepare(membership):
        raise PermissionDenied
    if kept is None:
        kept = _at_place(request, recipient, request.POST, ref)
    return _save(request, recipient, membership, kept)


def _save(request, recipient, membership, kept):
    form = _form(kept, request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _form_page(request, recipient, membership, kept, form)
    try:
        saved = _saved(request, recipient, kept, form)
    except services.Conflict as conflict:
        return _form_page(request, recipient, membership, conflict.kept, form, conflict=conflict, status=409)
    except Refused as refusal:
        form.add_error(None if isinstance(refusal, services.Paused) else "quote", str(refusal))
        return _form_page(request, recipient, membership, kept, form)
    messages.success(request, _("Saved. Only your delegation sees it until your Contact Point submits."))
    return redirect(saved)


@require_POST
def typing(request, slug, number, code, ref):
    """Keep what is being typed: the same act as saving, answered in data for the page to show."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    if not permissions.may_prepare(membership):
        raise PermissionDenied
    kept = finding.draft_for(request.user, recipient, ref)
    if kept is None:
        kept = _at_place(request, recipient, request.POST, ref)
    form = _form(kept, request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        saved = _saved(request, recipient, kept, form)
    except services.Conflict as conflict:
        return JsonResponse({"conflict": str(conflict), "revision": conflict.kept.revision}, status=409)
    except Refused as refusal:
        return JsonResponse({"errors": {"quote": [str(refusal)]}}, status=400)
    return JsonResponse(
        {"revision": saved.revision, "saved": _("Saved %(time)s UTC") % {"time": _time(saved)}}
    )


@require_POST
def proposal(request, slug, number, code, ref):
    """The redline of what is proposed in the form, as a fragment; nothing is saved."""
    recipient, _membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    if kept is None:
        kept = _at_place(request, recipient, request.POST, ref)
    shown = _as_typed(kept, request.POST)
    return render(request, "comments/_redline.html", {"draft": shown, "length": _length(request.POST)})


@require_POST
@once
def retention(request, slug, number, code, ref):
    """Set a draft aside, or take it up again."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    kept = finding.draft_for(request.user, recipient, ref)
    if kept is None:
        raise Http404
    if not permissions.may_prepare(membership):
        raise PermissionDenied
    act = services.discard_draft if kept.is_retained else services.retain_draft
    act(kept, by=request.user)
    return redirect("workspace", slug, number, code)


def _saved(request, recipient, kept, form):
    return services.save_draft(
        recipient,
        kept.ref,
        by=request.user,
        revision=form.cleaned_data["revision"],
        entry=kept.entry,
        paragraph=kept.paragraph,
        question=kept.question,
        words=form.words,
        **form.content,
    )


def _at_place(request, recipient, source, ref):
    """An empty draft at the place that the address or the form names: a question, a provision, or the whole text."""
    draft = Draft(recipient=recipient, ref=ref, revision=0)
    questionnaire = recipient.round.questionnaire
    if questionnaire:
        draft.question = get_object_or_404(questionnaire.questions, letter=source.get("question", ""))
        draft.type = Type.GENERAL
    else:
        draft.entry, draft.paragraph = _place(recipient, source)
    return draft


def _place(recipient, source):
    """Entry and paragraph as the address or the form names them; none: the whole text."""
    place, label = source.get("place", ""), source.get("paragraph", "")
    version = recipient.round.version
    if not place:
        return None, ""
    asked = source.get("text", "")
    language = asked if asked in version.languages else version.language
    entry = finding.entry_for(version, place, language)
    if label and entry.paragraph(label) is None:
        raise Http404
    return entry, label


def _blank(draft, quote):
    draft.quote = quote
    return _filled(draft)


def _filled(draft):
    initial = {name: getattr(draft, name) for name in ("quote", "prefix", "suffix", "revision")}
    if not draft.proposes:
        initial["proposed_text"] = draft.base_words
    return _form(draft, initial=initial)


def _form(draft, posted=None, initial=None):
    # A posted form must not write into the row that is shown beside it.
    instance = draft
    if posted:
        instance = Draft(recipient=draft.recipient, entry=draft.entry, question=draft.question)
    return DraftForm(posted, instance=instance, initial=initial, preview=_address(draft, "draft_proposal"))


def _address(draft, name):
    round = draft.recipient.round
    args = [round.declaration.slug, round.number, draft.recipient.organisation.code, draft.ref]
    return reverse(name, args=args)


def _as_typed(kept, posted):
    shown = Draft(recipient=kept.recipient, entry=kept.entry, paragraph=kept.paragraph, ref=kept.ref)
    shown.question = kept.question
    shown.quote = posted.get("quote", "").replace("\r\n", "\n").strip()
    shown.proposed_text = posted.get("proposed_text", "").replace("\r\n", "\n")
    shown.proposes = shown.proposed_text.strip() != shown.base_words.strip()
    return shown


def _length(posted):
    return len(posted.get("explanation", "")) + len(posted.get("proposed_text", ""))


def _time(saved):
    return f"{saved.saved_at:%H:%M:%S}"


def _form_page(request, recipient, membership, kept, form, conflict=None, status=200):
    typed = _as_typed(kept, request.POST) if request.method == "POST" else kept
    context = {
        "draft": kept,
        "words": _question(request, kept),
        "typed": typed,
        "form": form,
        "conflict": conflict,
        "is_preview": "preview" in request.POST,
        "clearance": Clearance.of(recipient),
        "remarks": kept.remarks.select_related("by") if kept.pk else (),
        "shares": kept.shares.in_force().select_related("organisation") if kept.pk else (),
        "may_clear": clearing.may_clear(membership),
        "next_revision": conflict.kept.revision if conflict else None,
    }
    status = 422 if form.errors and status == 200 else status
    return render(request, "comments/draft.html", context | frame(recipient, membership), status=status)


def _question(request, draft):
    """The question that a draft replies to, in the language it is read in."""
    if draft.question is None:
        return None
    languages = replying.languages_of(draft.recipient.round)
    return draft.question.in_language(language_asked_for(request, languages))


def frame(recipient, membership):
    now = clock.now()
    round = recipient.round
    return {
        "recipient": recipient,
        "organisation": recipient.organisation,
        "membership": membership,
        "round": round,
        "declaration": round.declaration,
        "version": round.version,
        "closing": recipient.closing,
        "now": now,
        "is_in_time": round.takes_from(recipient, now),
        "is_late": round.takes_late_from(recipient, now),
        "may_submit": permissions.may_submit(membership),
    }
