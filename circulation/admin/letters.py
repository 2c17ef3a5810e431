"""The cover as each recipient gets it: looked at, printed, and sent to oneself."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from circulation import permissions, services
from circulation.forms import LetterForm
from circulation.printing import letter_docx, letter_pdf

WRITERS = {
    "pdf": (letter_pdf, "application/pdf"),
    "docx": (letter_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def letters_view(admin, request, object_id):
    """GET shows one recipient's letter in one language, or gives it as a file; POST sends it to whoever asks."""
    if not permissions.may_see_recipients(request.user):
        raise PermissionDenied
    round = admin.get_object(request, unquote(object_id))
    if round is None:
        raise Http404
    form = LetterForm((request.POST if request.method == "POST" else request.GET) or None, round=round)
    recipient, language = form.chosen() if form.is_valid() else (None, "")
    if request.method == "POST":
        if recipient:
            services.send_trial(round, recipient.organisation, language, by=request.user)
            messages.success(request, _("It is on its way to %(email)s.") % {"email": request.user.email})
        return redirect(f"{admin.address('letters', round)}?{form.query()}")
    recipient = recipient or round.recipients.for_list().first()
    letter = None
    if recipient:
        language = language or recipient.organisation.language
        letter = services.letter_for(round, recipient.organisation, language, closes_at=recipient.closing)
        if request.GET.get("as") in WRITERS:
            return _file(letter, request.GET["as"], f"{round.ref}-{recipient.organisation.code}")
    return render(
        request,
        "admin/circulation/round/letters.html",
        admin.admin_site.each_context(request)
        | {
            "title": _("The letter, as each recipient gets it"),
            "subtitle": round,
            "opts": admin.opts,
            "original": round,
            "form": form if form.is_bound else LetterForm(round=round),
            "letter": letter,
            "recipient": recipient,
            "language": letter.language if letter else "",
            "back": admin.address("change", round),
        },
    )


def _file(letter, format, name):
    writer, content_type = WRITERS[format]
    response = HttpResponse(writer(letter), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}-{letter.language}.{format}"'
    return response
