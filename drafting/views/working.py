"""The working text: its provisions in order, each edited on a page of its own, with its history."""

import re

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting import permissions, services
from drafting.forms import WordingForm
from drafting.models import HistoricalWording, Step, TypingBuffer
from drafting.text import alignment
from drafting.views import finding
from mandate.services import terms_of
from stakeholders.once import once

RECORD = re.compile(r"[0-9]{1,18}")


@require_safe
def working(request, slug):
    """The whole working text with its labels, what has changed since the last version, and what can be done."""
    declaration = finding.working_for(request.user, slug)
    last = declaration.versions.kept().order_by("-number").first()
    changes = services.compare_with_working(last, declaration.language) if last else None
    by_uid = {unit["uid"]: unit for unit in changes["units"]} if changes else {}
    places = services.working_text(declaration)
    context = {
        "declaration": declaration,
        "rows": [(place, by_uid.get(str(place.provision.uid))) for place in places],
        "deleted": declaration.provisions.exclude(deleted_at=None).prefetch_related("wordings"),
        "last": last,
        "summary": changes["summary"] if changes else None,
        "debt": _debt(declaration, places),
        "left": services.not_applied(declaration),
        "may_draft": permissions.may_draft(request.user),
    }
    return render(request, "drafting/working.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def edit(request, slug, uid):
    """One provision's words. Saving needs a reason; a save on an older text shows both and loses nothing."""
    declaration = finding.working_for(request.user, slug, to_change=True)
    provision, wording = finding.provision_for(declaration, uid)
    stale = None
    if request.method == "POST":
        form = WordingForm(request.POST)
        if form.is_valid() and "preview" not in request.POST:
            try:
                services.save_wording(wording, **form.cleaned_data, by=request.user)
            except services.Stale as problem:
                stale = problem
            except services.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved, with your reason, in the history of the provision."))
                return redirect("edit", slug, uid)
    else:
        form = WordingForm(initial=_starting(wording, request.user))
    return _edit_page(request, declaration, provision, wording, form, stale)


@require_POST
def typing(request, slug, uid):
    """Keep what is being typed, private to this drafter; no record is made."""
    declaration = finding.working_for(request.user, slug, to_change=True)
    _provision, wording = finding.provision_for(declaration, uid)
    base = request.POST.get("base", "")
    if not RECORD.fullmatch(base):
        return JsonResponse({"errors": {}}, status=400)
    # A NUL is no character that PostgreSQL can keep, and none that anybody types.
    heading, text = (request.POST.get(name, "").replace("\x00", "") for name in ("heading", "text"))
    heading, text = heading[:500], text.replace("\r\n", "\n")
    services.keep_typing(wording, heading=heading, text=text, base=int(base), by=request.user)
    return JsonResponse({"saved": _("Kept, private to you. Saving with a reason makes a record.")})


@require_POST
@once
def forget_typing(request, slug, uid):
    """Discard the private buffer and begin again from the current words."""
    declaration = finding.working_for(request.user, slug, to_change=True)
    _provision, wording = finding.provision_for(declaration, uid)
    TypingBuffer.objects.filter(wording=wording, user=request.user).delete()
    return redirect("edit", slug, uid)


@require_POST
def changes(request, slug, uid):
    """The redline of what is typed against the current words, as a fragment; nothing is saved."""
    declaration = finding.working_for(request.user, slug, to_change=True)
    _provision, wording = finding.provision_for(declaration, uid)
    return render(request, "drafting/_changes.html", _redline(wording, request.POST.get("text", "")))


@require_safe
def history(request, slug, uid):
    """Every record and step of a provision: who, when, why; and any two records as a redline."""
    declaration = finding.working_for(request.user, slug)
    provision, wording = finding.provision_for(declaration, uid)
    records = list(wording.history.select_related("history_user").order_by("-history_id"))
    old, new = _chosen(request.GET, records)
    context = {
        "declaration": declaration,
        "provision": provision,
        "wording": wording,
        "place": finding.place_of(declaration, provision),
        "records": records,
        "steps": Step.objects.filter(provision=provision).select_related("by", "other"),
        "terms": terms_of(declaration),
        "old": old,
        "new": new,
        "unit": services.compare_records(old, new)["units"][0] if old and new else None,
        "may_draft": permissions.may_draft(request.user),
    }
    return render(request, "drafting/history.html", context)


def _debt(declaration, places):
    """{language: [(place, what)]} of the translations that the working text has left behind."""
    by_provision = {place.provision.pk: place for place in places}
    return {
        language: [(by_provision[provision.pk], what) for provision, what in owed]
        for language, owed in services.debt(declaration).items()
    }


def _chosen(asked, records):
    """The two records asked for, else the newest and the one before it."""
    by_id = {str(record.history_id): record for record in records}
    if "old" in asked or "new" in asked:
        old, new = by_id.get(asked.get("old", "")), by_id.get(asked.get("new", ""))
        if old is None or new is None:
            raise Http404
        return (old, new) if old.history_id <= new.history_id else (new, old)
    return (records[1], records[0]) if len(records) > 1 else (None, None)


def _starting(wording, user):
    """Where editing begins: from what this drafter was typing, else from the current words."""
    kept = TypingBuffer.objects.filter(wording=wording, user=user).first()
    if kept:
        return {"heading": kept.heading, "text": kept.text, "base": kept.base}
    current = wording.current_record
    return {"heading": current.heading, "text": current.text, "base": current.history_id}


def _edit_page(request, declaration, provision, wording, form, stale):
    typed = form["text"].value() or ""
    newest = HistoricalWording.objects.filter(id=wording.pk).select_related("history_user")
    newest = newest.order_by("-history_id").first()
    context = {
        "declaration": declaration,
        "provision": provision,
        "wording": wording,
        "place": finding.place_of(declaration, provision),
        "form": form,
        "stale": stale,
        "left": [row for row in services.not_applied(declaration) if row[1].provision_id == provision.pk],
        "newest": newest,
        "terms": terms_of(declaration),
        "buffer": TypingBuffer.objects.filter(wording=wording, user=request.user).first(),
        "others": TypingBuffer.objects.filter(wording=wording)
        .exclude(user=request.user)
        .select_related("user"),
    } | _redline(wording, typed)
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "drafting/edit.html", context, status=status)


def _redline(wording, typed):
    typed = typed.replace("\r\n", "\n").strip("\n")
    ops = alignment.diff(wording.text, typed) if typed != wording.text else []
    return {"ops": ops, "language": wording.language}
