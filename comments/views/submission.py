"""Submitting: a preview that is exactly what will be received, one act, and a receipt."""

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import permissions as clearing
from comments import services, verifier
from comments.forms import PublicationForm
from comments.models import Deposit, Draft, Receipt, Submission
from comments.models.anchored import Publication
from comments.services import checking, enclosing
from comments.views import finding
from comments.views.workspace import frame
from drafting.services import Refused
from stakeholders import permissions
from stakeholders.once import once

KINDS = {"nil-return": Submission.Kind.NIL, "declination": Submission.Kind.DECLINED}


@require_http_methods(["GET", "HEAD", "POST"])
@once
def submission(request, slug, number, code):
    """What will be sent, and what stands in its way; the Contact Point sends it."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    refusal, standing = None, recipient.submissions.standing().first()
    initial = standing.publication if standing else Publication.PUBLIC
    if request.method == "POST":
        if not permissions.may_submit(membership):
            raise PermissionDenied
        form = PublicationForm({"publication": request.POST.get("publication", initial)})
        try:
            if not form.is_valid():
                raise Refused(_("Choose what may be published."))
            sent = services.submit(recipient, by=request.user, **form.cleaned_data)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Received. This page is your receipt."))
            return redirect(sent)
    drafts, behind, clearance = checking.chosen(recipient)
    faults = list(checking.hindrances(recipient, drafts, clearance))
    context = {
        "drafts": drafts,
        "behind": behind,
        "clearance": clearance,
        "warnings": list(checking.warnings(recipient, drafts)),
        "faults": faults,
        "enclosed": enclosing.enclosed_now(recipient),
        "standing": standing,
        "publication_form": PublicationForm(initial={"publication": initial}),
        "offices": services.who_reads(recipient.round),
        "withdrawn": _would_be_withdrawn(recipient, drafts),
        "refusal": refusal,
    } | frame(recipient, membership)
    return render(request, "comments/submission.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def without_comments(request, slug, number, code, answer):
    """A nil return, or declining: an official answer of its own."""
    recipient, membership = finding.workspace_for(request.user, slug, number, code)
    if answer not in KINDS:
        raise Http404
    refusal = None
    if request.method == "POST":
        if not permissions.may_submit(membership):
            raise PermissionDenied
        try:
            sent = services.answer_without_comments(recipient, KINDS[answer], by=request.user)
        except Refused as problem:
            refusal = str(problem)
        else:
            return redirect(sent)
    context = {"kind": KINDS[answer], "refusal": refusal} | frame(recipient, membership)
    return render(request, "comments/without_comments.html", context, status=422 if refusal else 200)


@require_safe
def receipt(request, ref):
    """Proof of what was received: reference, times, hash, place in the chain; and the record itself."""
    found = get_object_or_404(Submission.objects.visible_to(request.user).for_list(), ref=ref)
    recipient = found.recipient
    context = {
        "submission": found,
        "receipts": found.receipts.all(),
        "deposit": Deposit.objects.visible_to(request.user)
        .filter(submission=found)
        .select_related(
            "brought_by",
            "entered_by",
            "answered_by",
            "recipient__organisation",
            "recipient__round__declaration",
        )
        .defer("content")
        .first(),
        "recipient": recipient,
        "round": recipient.round,
        "declaration": recipient.round.declaration,
        "enclosed": enclosing.enclosed_in(found),
        "comments": found.comments.for_reader(request.user),
        "may_disavow": permissions.may_submit(request.user.membership_of(recipient.organisation))
        and not found.is_sealed,
        "may_withdraw": permissions.may_submit(request.user.membership_of(recipient.organisation))
        and found.state == Submission.State.STANDING
        and not recipient.round.is_revealed,
    }
    return render(request, "comments/receipt.html", context)


@require_safe
def record(request, ref):
    """The canonical record whose SHA-256 stands on the receipt, to the byte."""
    found = get_object_or_404(Submission.objects.visible_to(request.user), ref=ref)
    if found.is_sealed:
        raise Http404
    answer = HttpResponse(found.record.encode("utf-8", "surrogatepass"), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.ref}.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@once
def withdrawal(request, ref):
    """Take a standing submission back, after a page that says what that means."""
    found = get_object_or_404(Submission.objects.visible_to(request.user).for_list(), ref=ref)
    membership = request.user.membership_of(found.recipient.organisation)
    if not permissions.may_submit(membership):
        raise PermissionDenied
    refusal = None
    if request.method == "POST":
        try:
            services.withdraw_submission(found, by=request.user)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Withdrawn. A stub says so; your drafts are kept."))
            return redirect(found)
    context = {"submission": found, "refusal": refusal, "declaration": found.recipient.round.declaration}
    return render(request, "comments/withdrawal.html", context, status=422 if refusal else 200)


@require_safe
def proof(request, ref):
    """The receipt and the text it is about, as the stand-alone verifier reads them."""
    found = get_object_or_404(Submission.objects.visible_to(request.user), ref=ref)
    if found.is_sealed:
        raise Http404
    receipt = found.receipts.select_related("submission").get(act=Receipt.Act.SUBMITTED)
    return _download(services.as_proof(receipt), f"receipt-{receipt.position}.json")


@require_safe
def proofs(request, slug, number):
    """Every receipt of a round with its text, for those who read all of them: to be checked against the chain."""
    round = finding.round_for(request.user, slug, number)
    if not clearing.may_see_all_submissions(request.user):
        raise PermissionDenied
    receipts = Receipt.objects.filter(submission__recipient__round=round).select_related("submission")
    kept = receipts.exclude(submission__state=Submission.State.DISAVOWED)
    return _download([services.as_proof(receipt) for receipt in kept], f"records-{round.ref}.json")


@require_safe
@login_not_required
def chain(request):
    """The chain as anybody may have it: places, leaves and links, without a name."""
    return _download(services.public_chain(), "chain.json")


@require_safe
@login_not_required
def verifier_file(request):
    """The verifier that needs nothing of ours: one Python file."""
    source = Path(verifier.__file__).read_bytes()
    answer = HttpResponse(source, content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_receipts.py"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@once
def disavowal(request, ref):
    """ "This is not ours": after a page that says what that does, the words leave every page at once."""
    found = get_object_or_404(Submission.objects.visible_to(request.user).for_list(), ref=ref)
    membership = request.user.membership_of(found.recipient.organisation)
    if not permissions.may_submit(membership):
        raise PermissionDenied
    refusal = None
    if request.method == "POST":
        try:
            services.disavow_submission(found, by=request.user)
        except Refused as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Disowned. The words have left every page; a dated stub says so."))
            return redirect(found)
    context = {"submission": found, "refusal": refusal, "declaration": found.recipient.round.declaration}
    return render(request, "comments/disavowal.html", context, status=422 if refusal else 200)


@require_safe
@login_not_required
def check(request):
    """Whether a receipt is true: reference and hash against the chain."""
    reference, digest = (
        request.GET.get("reference", "").strip(),
        request.GET.get("sha256", "").strip().lower(),
    )
    found = services.check_receipt(reference, digest) if reference and digest else None
    context = {"reference": reference, "digest": digest, "found": found, "asked": bool(reference and digest)}
    return render(request, "comments/check.html", context)


def _download(data, name):
    answer = JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _would_be_withdrawn(recipient, drafts):
    """Comments that stand and would not be among those sent now."""
    kept = [draft.comment_id for draft in drafts]
    gone = Draft.objects.filter(recipient=recipient, comment__isnull=False, comment__withdrawn_at=None)
    return gone.exclude(comment__in=kept).select_related("comment")
