"""The report on the work of a mandate: a page with its dates and buttons, and the file."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compilation import permissions
from compilation.layouts.mandate_report import paper
from compilation.writers import CONTENT_TYPES, writer_of
from mandate.models import Mandate
from stakeholders import clock

FORMATS = ("docx", "pdf")


class ReportForm(forms.Form):
    """The period, how views are grouped, and how many words there is room for."""

    begins = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    by = forms.ChoiceField(
        label=_("Views grouped by"),
        required=False,
        choices=[("category", _("category of party")), ("region", _("regional group"))],
    )
    words = forms.IntegerField(
        label=_("At most so many words"),
        required=False,
        min_value=500,
        max_value=999_999,
        help_text=_("Empty: in full. The Council takes 10,700."),
    )

    def clean(self):
        found = super().clean()
        if found.get("begins") and found.get("ends") and found["ends"] < found["begins"]:
            self.add_error("ends", _("It ends before it begins."))
        return found


@require_safe
@login_not_required
def page(request, mandate):
    """Dates and buttons."""
    found = get_object_or_404(Mandate, slug=mandate)
    first = found.activities.order_by("begins").values_list("begins", flat=True).first()
    today = clock.now().date()
    return _page(request, found, ReportForm(initial={"begins": first or today, "ends": today}))


@require_safe
@login_not_required
def report(request, mandate, format):
    """The report as a file; with dates that make no sense, the page that says so."""
    found = get_object_or_404(Mandate, slug=mandate)
    if format not in FORMATS:
        raise Http404
    form = ReportForm(request.GET)
    if not form.is_valid():
        return _page(request, found, form, 422)
    made = write(found, request.user, format, **form.cleaned_data)
    answer = HttpResponse(made, content_type=CONTENT_TYPES[format])
    name = f"{found.slug[:40].strip('-')}-report-{form.cleaned_data['ends']:%Y}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def write(mandate, user, format, *, begins, ends, by="category", words=None):
    """The bytes of the report, as `user` may read it. KeyError for an unknown format."""
    made = paper(mandate, user, clock.now(), begins, ends, by_region=by == "region", budget=words)
    return writer_of(made, format).write(made)


def _page(request, mandate, form, status=200):
    context = {
        "mandate": mandate,
        "form": form,
        "may_theme": permissions.may_have_working_papers(request.user),
    }
    return render(request, "compilation/mandate_report.html", context, status=status)
