"""Parties and contacts brought in from a file, every change shown first; and taken out as a file."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from stakeholders import exchange, permissions
from stakeholders.models import Contact, Organisation

SALT = "stakeholders.exchange"
LARGEST = 5_000_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KINDS = [("parties", _("Parties")), ("contacts", _("Contacts of parties"))]


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is in it"), choices=KINDS)
    file = forms.FileField(label=_("File"), help_text=_(".csv or .xlsx; the first row names the columns."))

    def clean_file(self):
        if self.cleaned_data["file"].size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB. Divide it; nothing was taken from it."))
        return self.cleaned_data["file"]

    def clean(self):
        found = super().clean()
        if found.get("file"):
            try:
                found["table"] = exchange.read_table(found["file"].name, found["file"].read())
                found["preview"] = exchange.preview_of(found["kind"], *found["table"])
            except (exchange.Unreadable, ValidationError) as problem:
                self.add_error("file", getattr(problem, "messages", [str(problem)])[0])
        return found


def import_view(admin, request):
    """A file is shown first, change by change; what was shown, and nothing else, is taken in by a second button."""
    if not permissions.may_administer(request.user):
        raise PermissionDenied
    if "table" in request.POST:
        return _take_in(admin, request)
    form = FileForm(request.POST or None, request.FILES or None)
    preview = table = None
    if request.method == "POST" and form.is_valid():
        preview = form.cleaned_data["preview"]
        table = signing.dumps(
            [form.cleaned_data["kind"], *form.cleaned_data["table"]], salt=SALT, compress=True
        )
    status = 422 if request.method == "POST" and preview is None else 200
    return _page(admin, request, form, preview, table, status)


def _take_in(admin, request):
    try:
        kind, headers, rows = signing.loads(request.POST["table"], salt=SALT, max_age=86_400)
        new, updated = exchange.take_in(kind, headers, rows)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Bring the file again."))
        return redirect(f"{admin.address('changelist')}import/")
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return redirect(f"{admin.address('changelist')}import/")
    said = _("%(new)d new and %(updated)d changed.") % {"new": new, "updated": updated}
    messages.success(request, said)
    return redirect(admin.address("changelist"))


def _page(admin, request, form, preview, table, status):
    context = admin.admin_site.each_context(request) | {
        "title": _("Import parties or contacts"),
        "opts": admin.opts,
        "form": form,
        "preview": preview,
        "table": table,
        "button": _("Show what would change"),
        "back": admin.address("changelist"),
        "columns": [(words, ", ".join(exchange.RESOURCES[kind]().fields)) for kind, words in KINDS],
    }
    return render(request, "admin/stakeholders/organisation/import.html", context, status=status)


def export_view(admin, request, kind, format):
    """All parties, or all their contacts, as a file that can be brought back."""
    if not permissions.may_enter_admin(request.user):
        raise PermissionDenied
    if kind not in exchange.RESOURCES or format not in TYPES:
        raise Http404
    rows = (
        Organisation.objects.for_list()
        if kind == "parties"
        else Contact.objects.select_related("organisation").order_by("organisation__sort_key", "email")
    )
    data = exchange.RESOURCES[kind]().export(queryset=rows)
    response = HttpResponse(exchange.write_table(format, data.headers, data), content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{format}"'
    return response
