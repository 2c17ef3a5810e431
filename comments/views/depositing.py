"""What came by e-mail, letter or note verbale: entered by the secretariat, confirmed or corrected by the party."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circulation.models import Recipient
from comments import permissions, services
from comments.forms import DepositForm
from comments.models import Deposit, Submission
from comments.views import finding
from drafting.services import Refused
from stakeholders import permissions as acting
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def deposit(request, slug, number, code):
    """Enter a submission that came outside these pages; the file is kept as it was received."""
    round = finding.round_for(request.user, slug, number)
    if not permissions.may_enter(request.user):
        finding.workspace_for(request.user, slug, number, code)  # a stranger to the party finds nothing
        raise PermissionDenied
    recipients = Recipient.objects.select_related("organisation")
    recipient = get_object_or_404(recipients, round=round, organisation__code=code)
    form = DepositForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = _enter(recipient, form.cleaned_data, request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Entered. The party is asked to confirm it."))
            return redirect(sent)
    context = {"form": form, "recipient": recipient, "round": round, "declaration": round.declaration}
    return render(request, "comments/deposit.html", context, status=422 if form.errors else 200)


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
    found = _deposit(request.user, ref)
    if found.submission.is_sealed:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="received-{found.pk}"'
    return answer


def _deposit(user, ref):
    deposits = Deposit.objects.visible_to(user).select_related("submission__recipient__organisation")
    return get_object_or_404(deposits, submission__ref=get_object_or_404(Submission, ref=ref).ref)


def _enter(recipient, said, by):
    return services.enter_submission(
        recipient,
        name=said["file"].name,
        content=said["file"].read(),
        channel=said["channel"],
        reference=said["reference"],
        received_at=said["received_at"],
        words=said["words"],
        by=by,
    )
