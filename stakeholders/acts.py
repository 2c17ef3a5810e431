"""An act in admin: a page that says exactly what will happen, perhaps a form, and a button."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path

from stakeholders import permissions
from stakeholders.once import once


class RowAct:
    """One act on one row of an admin. `offered` says when; the service that `act` calls has the last word."""

    name = words = button = done = ""
    refusals = ()
    template = "admin/act.html"

    def __init__(self, admin):
        self.admin = admin

    def offered(self, request, row):
        return True

    def form(self, request, row):
        return None

    def sentences(self, request, row):
        return []

    def act(self, request, row, form):
        raise NotImplementedError

    def answer(self, request, row):
        return redirect(self.admin.address("change", row))

    def permitted(self, request):
        return permissions.may_administer(request.user)

    def view(self, request, object_id):
        """GET shows what would happen; POST does it through the service, and goes back to the row."""
        if not self.permitted(request):
            raise PermissionDenied
        row = self.admin.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.offered(request, row):
            raise PermissionDenied
        form = self.form(request, row)
        refusal = None
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                said = self.act(request, row, form)
            except self.refusals as problem:
                refusal = str(problem)
            else:
                messages.success(request, said or self.done)
                return self.answer(request, row)
        context = self.context(request, row, form, refusal)
        return render(request, self.template, context, status=200 if request.method == "GET" else 422)

    def context(self, request, row, form, refusal):
        return self.admin.admin_site.each_context(request) | {
            "title": self.words,
            "subtitle": row,
            "opts": self.admin.opts,
            "original": row,
            "form": form,
            "refusal": refusal,
            "obstacles": [refusal] if refusal and form is None else [],
            "sentences": list(self.sentences(request, row)),
            "button": self.button or self.words,
            "back": self.admin.address("change", row),
        }

    def url(self):
        view = self.admin.admin_site.admin_view(once(self.view))
        opts = self.admin.opts
        return path(
            f"<path:object_id>/{self.name}/", view, name=f"{opts.app_label}_{opts.model_name}_{self.name}"
        )

    def tool(self, request, row):
        return self.words, self.admin.address(self.name, row)
