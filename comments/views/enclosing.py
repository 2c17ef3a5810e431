"""What goes with the comments: files, and replies to the round's guiding questions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import services
from comments.models import Attachment
from comments.services.enclosing import MOST, Asked, asked_of
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions
from stakeholders.downloads import as_download
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def questions(request, slug, number, code):
    """The round's guiding questions, each with a reply; one that a colleague changed meanwhile shows both texts."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    typed, refusal = {}, None
    if request.method == "POST":
        if not permissions.may_prepare(membership):
            raise PermissionDenied
        texts = _typed(request.POST, recipient.round.questions)
        try:
            newer = services.keep_replies(recipient, texts, by=request.user)
        except Refused as problem:
            newer, refusal = {}, str(problem)
            typed = _as_asked(recipient, texts, {})
        if not newer and not refusal:
            messages.success(
                request, _("Saved. Only your delegation sees it until your Contact Point submits.")
            )
            return redirect("guiding_questions", slug, number, code)
        typed = typed or _as_asked(recipient, {n: texts[n] for n in newer}, newer)
    context = {
        "asked": asked_of(recipient, typed),
        "refusal": refusal,
        "conflict": bool(typed) and not refusal,
    }
    context |= frame(recipient, membership)
    return render(request, "comments/questions.html", context, status=409 if typed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def attachments(request, slug, number, code):
    """The files that go with the comments, and where one is added."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    refusal = None
    if request.method == "POST":
        if not permissions.may_prepare(membership):
            raise PermissionDenied
        brought = request.FILES.get("file")
        try:
            if brought is None:
                raise Refused(_("Choose a file first."))
            services.attach(recipient, brought.name, brought.read(), by=request.user)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(
                request, _("Kept. Only your delegation sees it until your Contact Point submits.")
            )
            return redirect("attachments", slug, number, code)
    kept = recipient.attachments.to_submit().for_list().select_related("brought_by")
    context = {"attachments": kept, "most": MOST, "refusal": refusal} | frame(recipient, membership)
    return render(request, "comments/attachments.html", context, status=422 if refusal else 200)


@require_safe
@login_not_required
def attachment(request, ref):
    """The file, to the byte: never shown in the page, always saved."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), ref=ref)
    return as_download(found.content, found.name)


@require_POST
@once
def removal(request, ref):
    """Leave a file out of what will be submitted."""
    found = get_object_or_404(
        Attachment.objects.visible_to(request.user).select_related(
            "recipient__round__declaration", "recipient__organisation"
        ),
        ref=ref,
    )
    recipient = found.recipient
    if not permissions.may_prepare(request.user.membership_of(recipient.organisation)):
        raise PermissionDenied
    try:
        services.take_out(found, by=request.user)
    except Refused as problem:
        messages.error(request, str(problem))
    round = recipient.round
    return redirect("attachments", round.declaration.slug, round.number, recipient.organisation.code)


def _typed(posted, questions):
    """{number: (revision, text)} of the questions that the form holds."""
    numbers = [n for n in range(1, len(questions) + 1) if f"reply-{n}" in posted]
    return {n: (_whole(posted.get(f"revision-{n}", "")), posted[f"reply-{n}"]) for n in numbers}


def _as_asked(recipient, texts, newer):
    language, questions = recipient.organisation.language, recipient.round.questions
    return {
        n: Asked(
            n, questions[n - 1], text, language, newer[n].revision if n in newer else revision, newer.get(n)
        )
        for n, (revision, text) in texts.items()
    }


def _whole(words):
    return int(words) if words.isdigit() else 0
