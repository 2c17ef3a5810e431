"""The documents of a round, each a button; what is in a file is exactly what its reader may see."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from circulation.models import Round
from comments.models import Comment, Intake, Letter, Submission
from comments.views import finding
from comments.views.intake import offline_language
from compilation import receipts, services
from compilation.filling import fill_observations
from compilation.forms import FORMS
from compilation.layouts.letter import paper as letter_paper
from compilation.printing import LONG
from compilation.writers import CONTENT_TYPES, forms, writer_of
from stakeholders import clock
from stakeholders.languages import speaking

# How many words the Council takes: for a report, and for one of the Secretariat.
BUDGETS = (10_700, 8_500)


@require_safe
@login_not_required
def compilation(request, slug, number):
    """What can be downloaded of this round, and how many comments the reader will find in it."""
    round = round_for(request.user, slug, number)
    count = Comment.objects.visible_to(request.user).in_round(round).standing().count()
    context = {
        "declaration": round.declaration,
        "round": round,
        "count": count,
        "is_long": count >= LONG and request.user.is_authenticated,
        "layouts": services.layouts_for(round, request.user),
        "budgets": BUDGETS,
    }
    return render(request, "compilation/compilation.html", context)


@require_safe
@login_not_required
def document(request, slug, number, layout, format):
    """One document as a file; `?words=8500` keeps a report within that many words."""
    round = round_for(request.user, slug, number)
    try:
        made = services.compile_round(round, layout, format, request.user, words_of(request))
    except KeyError:
        raise Http404 from None
    answer = HttpResponse(made, content_type=CONTENT_TYPES[format])
    name = services.file_name(round, layout, format)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def form(request, slug, number, code, form, format):
    """A form to take along, for a delegation's own round."""
    recipient, _membership = finding.workspace_for(request.user, slug, number, code)
    if recipient.round.version_id is None or form not in FORMS or format not in FORMS[form][1]:
        raise Http404
    language = offline_language(request, recipient)
    with speaking(language):
        made = forms.write(FORMS[form][0](recipient, request.user, language), format)
    answer = HttpResponse(made, content_type=forms.CONTENT_TYPES[format])
    name = services.file_name(recipient.round, f"{recipient.organisation.code}-{form}", format)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def observations(request, slug, number, code, ref):
    """The delegation's own file back, with the published answers in it."""
    recipient, _membership = finding.workspace_for(request.user, slug, number, code)
    intake = get_object_or_404(Intake, ref=ref, recipient=recipient)
    ending = intake.name.rpartition(".")[2].lower()
    if not recipient.round.is_published or ending not in forms.CONTENT_TYPES:
        raise Http404
    made = fill_observations(intake, request.user)
    answer = HttpResponse(made, content_type=forms.CONTENT_TYPES[ending])
    name = services.file_name(recipient.round, f"{recipient.organisation.code}-observations", ending)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def letter(request, ref, format):
    """The letter to a party, to print and to file."""
    letters = Letter.objects.visible_to(request.user)
    found = get_object_or_404(
        letters.select_related("round__declaration__mandate", "round__version", "organisation"), ref=ref
    )
    if format not in ("docx", "pdf"):
        raise Http404
    made = letter_paper(found, request.user, clock.now())
    answer = HttpResponse(writer_of(made, format).write(made), content_type=CONTENT_TYPES[format])
    name = services.file_name(found.round, f"{found.organisation.code}-answers", format)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def receipt_pdf(request, ref):
    """The receipt to print and to file."""
    found = get_object_or_404(Submission.objects.visible_to(request.user).for_list(), ref=ref)
    if found.is_sealed:
        raise Http404
    answer = HttpResponse(receipts.pdf_of(found), content_type="application/pdf")
    name = f"receipt-{found.reference.replace('/', '-')}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def round_for(user, slug, number):
    rounds = Round.objects.visible_to(user).select_related("declaration", "version")
    return get_object_or_404(rounds, declaration__slug=slug, number=number)


def words_of(request):
    """The word budget that the address asks for, or None."""
    words = request.GET.get("words", "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else None
