"""What came by e-mail, letter or note verbale, or as a paper: kept, placed row by row, entered, confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circulation.models import Recipient
from comments import permissions, services
from comments.forms import DepositForm, PassageForm
from comments.models import Deposit, Submission
from comments.models.deposits import COLLECTIVE
from comments.services.intake import finder_of
from comments.views import finding
from comments.views.intake import as_shown
from drafting.services import Refused
from stakeholders import clock
from stakeholders import permissions as acting
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def deposit(request, slug, number, code):
    """Bring what came outside these pages, or a paper of one's own body; the file is kept as it was received."""
    recipient, is_own = _recipient(request.user, slug, number, code)
    form = DepositForm(request.POST or None, request.FILES or None, round=recipient.round, is_own=is_own)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_kept(recipient, form, request.user))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    found = Deposit.objects.visible_to(request.user).filter(recipient=recipient).defer("content")
    context = {
        "form": form,
        "is_own": is_own,
        "deposits": found.select_related("brought_by", "submission__recipient", "recipient__round"),
    } | _frame(recipient)
    return render(request, "comments/deposit.html", context, status=422 if form.errors else 200)


@require_safe
def report(request, slug, number, code, ref):
    """The placement report of a deposit: each row where it goes, before it is entered and after."""
    found = _deposit_at(request.user, slug, number, code, ref)
    finder = finder_of(found)
    may_place = _may_place(request.user, found) and not found.set_aside_at
    rows = [_as_shown(row, finder, found, may_place) for row in found.rows]
    context = {
        "deposit": found,
        "rows": sorted(rows, key=lambda shown: (not shown["is_open"], shown["row"]["number"])),
        "counts": found.counts,
        "places": finder.places,
        "passage": PassageForm(places=finder.places, questions=_questions(found)),
        "may_place": may_place,
        "may_set_aside": may_place and not found.submission_id and permissions.may_enter(request.user),
    } | _frame(found.recipient)
    return render(request, "comments/deposit_report.html", context)


@require_safe
def brought_file(request, slug, number, code, ref):
    """The file as it was received, to the byte, before it is entered."""
    return _as_file(_deposit_at(request.user, slug, number, code, ref))


@require_POST
@once
def passages(request, slug, number, code, ref):
    """Add a passage by hand, with its place."""
    found = _to_place(request.user, slug, number, code, ref)
    form = PassageForm(request.POST, places=finder_of(found).places, questions=_questions(found))
    if not form.is_valid():
        messages.error(request, _("Copy the words of the passage and choose a place of this text."))
        return redirect(f"{found.get_absolute_url()}#passage")
    return _done(request, found, services.add_passage, **form.cleaned_data)


@require_POST
@once
def row(request, slug, number, code, ref, row):
    """Put one row where it belongs, before it is entered."""
    found = _to_place(request.user, slug, number, code, ref)
    return _done(request, found, services.mend_row, row, request.POST.get("place", ""))


@require_POST
@once
def removal(request, slug, number, code, ref, row):
    """Take back a passage that was added by hand."""
    found = _to_place(request.user, slug, number, code, ref)
    return _done(request, found, services.drop_passage, row)


@require_POST
@once
def entry(request, slug, number, code, ref):
    """Enter what is placed: it becomes a submission of the party, with a receipt."""
    found = _to_place(request.user, slug, number, code, ref)
    try:
        sent = services.enter_deposit(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(
        request, _("Submitted.") if found.is_own else _("Entered. The party is asked to confirm it.")
    )
    return redirect(sent)


@require_POST
@once
def setting_aside(request, slug, number, code, ref):
    """Set aside what the secretariat brought and is not entered; the file stays, with the reason."""
    found = _deposit_at(request.user, slug, number, code, ref)
    if not permissions.may_enter(request.user):
        raise PermissionDenied
    return _done(request, found, services.set_deposit_aside, reason=request.POST.get("reason", ""))


@require_POST
@once
def confirmation(request, ref):
    """The Contact Point confirms what was entered, or says what is wrong."""
    found = _deposit(request.user, ref)
    if not acting.may_submit(request.user.membership_of(found.submission.recipient.organisation)):
        raise PermissionDenied
    try:
        services.answer_deposit(found, by=request.user, correction=request.POST.get("correction", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. It is on the record."))
    return redirect(found.submission)


@require_safe
def file(request, ref):
    """The file as it was received, to the byte."""
    return _as_file(_deposit(request.user, ref))


def _as_shown(row, finder, deposit, may_place):
    shown = as_shown(row, finder, deposit, may_place and "deposit_row")
    if shown["mending"] and row.get("ref"):
        shown["removal"] = deposit.address("deposit_row_removal", row["number"])
    return shown


def _recipient(user, slug, number, code):
    """(recipient, whether a collective body brings its own paper); strangers find nothing, others are refused."""
    if permissions.may_enter(user):
        round = finding.round_for(user, slug, number)
        recipients = Recipient.objects.select_related("organisation", "round__declaration", "round__version")
        return get_object_or_404(recipients, round=round, organisation__code=code), False
    recipient, membership = finding.workspace_for(user, slug, number, code)
    if recipient.organisation.category not in COLLECTIVE or not acting.may_submit(membership):
        raise PermissionDenied
    return recipient, True


def _deposit_at(user, slug, number, code, ref):
    related = ("recipient__organisation", "recipient__round__declaration", "recipient__round__version")
    found = get_object_or_404(
        Deposit.objects.visible_to(user).select_related(*related, "submission", "brought_by", "set_aside_by"),
        ref=ref,
        recipient__round__declaration__slug=slug,
        recipient__round__number=number,
        recipient__organisation__code=code,
    )
    if found.submission_id and found.submission.is_sealed:
        raise Http404
    return found


def _to_place(user, slug, number, code, ref):
    found = _deposit_at(user, slug, number, code, ref)
    if not _may_place(user, found):
        raise PermissionDenied
    return found


def _may_place(user, deposit):
    """Place passages and enter them: the secretariat; of a paper also the body whose paper it is."""
    if permissions.may_enter(user):
        return True
    return deposit.is_paper and acting.may_submit(user.membership_of(deposit.recipient.organisation))


def _deposit(user, ref):
    deposits = Deposit.objects.visible_to(user).select_related("submission__recipient__organisation")
    return get_object_or_404(deposits, submission__ref=get_object_or_404(Submission, ref=ref).ref)


def _done(request, deposit, act, *said, **more):
    """Do `act` to the deposit and show the report again, with the refusal if there is one."""
    try:
        act(deposit, *said, **more, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(deposit)


def _as_file(deposit):
    if deposit.submission_id and deposit.submission.is_sealed:
        raise Http404
    answer = HttpResponse(bytes(deposit.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="received-{deposit.pk}"'
    return answer


def _kept(recipient, form, by):
    said = form.cleaned_data
    return services.keep_deposit(
        recipient,
        name=said["file"].name,
        content=said["file"].read(),
        channel=said.get("channel", Deposit.Channel.PAPER),
        reference=said["reference"],
        received_at=said.get("received_at") or clock.now(),
        words=said.get("words", ""),
        replies=form.replies,
        by=by,
    )


def _questions(deposit):
    questionnaire = deposit.recipient.round.questionnaire
    return questionnaire.questions.all() if questionnaire else ()


def _frame(recipient):
    round = recipient.round
    return {
        "recipient": recipient,
        "organisation": recipient.organisation,
        "round": round,
        "declaration": round.declaration,
        "closing": recipient.closing,
    }
