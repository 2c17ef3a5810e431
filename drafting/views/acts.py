"""What is done to provisions besides their words: each act has a page that says what will happen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafting import permissions, services
from drafting.forms import (
    ActForm,
    AdditionForm,
    FreezeForm,
    MergeForm,
    OverrideForm,
    PlaceForm,
    SplitForm,
    SymbolForm,
)
from drafting.text import structure
from drafting.views import finding
from stakeholders.once import once


@require_http_methods(["GET", "HEAD", "POST"])
@once
def addition(request, slug):
    """Add a provision."""
    declaration = finding.working_for(request.user, slug, to_change=True)
    places = services.working_text(declaration)
    form = AdditionForm(request.POST or None, places=places, initial={"after": request.GET.get("after", "")})

    def act(chosen):
        chosen["after"] = _provision_in(places, chosen["after"])
        services.add_provision(declaration, **chosen, by=request.user)

    return _page(request, declaration, None, form, act, _("Add a provision"), _("Add"))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def place(request, slug, uid):
    """Move a provision."""
    declaration, provision, _wording, name = _subject(request, slug, uid)
    places = [p for p in services.working_text(declaration) if p.provision.pk != provision.pk]
    form = PlaceForm(request.POST or None, places=places)

    def act(chosen):
        after = _provision_in(places, chosen["after"])
        services.move_provision(provision, after=after, by=request.user, reason=chosen["reason"])

    says = _("What follows is numbered anew; comments and history stay with the provision.")
    return _page(
        request, declaration, provision, form, act, _("Move %(name)s") % {"name": name}, _("Move"), says
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def split(request, slug, uid):
    """Split a provision in two."""
    declaration, provision, wording, name = _subject(request, slug, uid)
    labels = [p.label for p in structure.paragraphs(wording.text)[1:] if p.level == 1]
    form = SplitForm(request.POST or None, labels=labels, initial={"base": wording.current_record.history_id})

    def act(chosen):
        services.split_provision(wording, **chosen, by=request.user)

    says = _("What stands from that paragraph on becomes a provision of its own, right after this one.")
    return _page(
        request, declaration, provision, form, act, _("Split %(name)s") % {"name": name}, _("Split"), says
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def merge(request, slug, uid):
    """Take the words of another provision into this one."""
    declaration, provision, wording, name = _subject(request, slug, uid)
    places = [
        p
        for p in services.working_text(declaration)
        if p.provision.kind == provision.kind and p.provision.pk != provision.pk
    ]
    form = MergeForm(request.POST or None, places=places, initial={"base": wording.current_record.history_id})

    def act(chosen):
        other = next(p.wording for p in places if str(p.provision.uid) == chosen["other"])
        services.merge_provisions(
            wording, other, by=request.user, reason=chosen["reason"], base=chosen["base"]
        )

    says = _("Its words are put after these; it leaves the text, and its history and comments stay readable.")
    title = _("Merge into %(name)s") % {"name": name}
    return _page(request, declaration, provision, form, act, title, _("Merge"), says)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def number(request, slug, uid):
    """Number a provision bis, or give it a number of its own."""
    declaration, provision, _wording, name = _subject(request, slug, uid)
    form = ActForm(request.POST or None)

    def act(chosen):
        services.renumber(provision, follows=not provision.follows, by=request.user, reason=chosen["reason"])

    if provision.follows:
        says = _("It gets a number of its own; what follows is numbered anew.")
    else:
        says = _("It is numbered bis (ter, quater …) after the one before it; what follows moves up by one.")
    return _page(
        request,
        declaration,
        provision,
        form,
        act,
        _("Renumber %(name)s") % {"name": name},
        _("Renumber"),
        says,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def deletion(request, slug, uid):
    """Take a provision out of the working text."""
    declaration, provision, _wording, name = _subject(request, slug, uid)
    form = ActForm(request.POST or None)

    def act(chosen):
        services.delete_provision(provision, by=request.user, reason=chosen["reason"])

    says = _("It leaves the working text. Its words, history and comments stay, and it can be restored.")
    return _page(
        request, declaration, provision, form, act, _("Delete %(name)s") % {"name": name}, _("Delete"), says
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def restoration(request, slug, uid):
    """Put a deleted provision back."""
    declaration, provision, _wording, name = _subject(request, slug, uid)
    form = ActForm(request.POST or None)

    def act(chosen):
        services.restore_provision(provision, by=request.user, reason=chosen["reason"])

    says = _("It comes back where it stood, with the words it had.")
    return _page(
        request, declaration, provision, form, act, _("Restore %(name)s") % {"name": name}, _("Restore"), says
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def freeze(request, slug):
    """Freezing has a page of its own that says what it will do."""
    declaration = finding.working_for(request.user, slug)
    if not permissions.may_freeze(request.user):
        raise PermissionDenied
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, note = form.cleaned_data["name"], form.cleaned_data["note"]
            version = services.freeze_version(declaration, name=name, note=note, by=request.user)
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Frozen. From now on this text cannot change."))
            return redirect(version)
    entries, digest, obstacles = services.preview_freeze(declaration)
    last = declaration.versions.kept().order_by("-number").first()
    context = {
        "declaration": declaration,
        "form": form,
        "entries": entries,
        "digest": digest,
        "obstacles": obstacles,
        "last": last,
        "summary": services.compare_with_working(last, declaration.language)["summary"] if last else None,
    }
    return render(request, "drafting/freeze.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def issue(request, slug, number):
    """Make a frozen version public."""
    finding.working_for(request.user, slug)
    version = finding.version_for(request.user, slug, number)
    if not permissions.may_freeze(request.user):
        raise PermissionDenied
    missing = services.missing_before_issuing(version)
    return version_page(
        request,
        version,
        OverrideForm(request.POST or None) if missing else None,
        lambda chosen: services.issue_version(version, by=request.user, **chosen),
        _("Issue %(name)s") % {"name": version.full_name},
        _("It becomes public for good; the version issued before it is marked as superseded."),
        missing,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@once
def symbol(request, slug, number):
    """Add symbol and date of issue, once; they stand outside the hash."""
    finding.working_for(request.user, slug)
    version = finding.version_for(request.user, slug, number)
    if not permissions.may_record_symbol(request.user):
        raise PermissionDenied
    form = SymbolForm(request.POST or None)
    return version_page(
        request,
        version,
        form,
        lambda chosen: services.record_symbol(
            version, symbol=chosen["symbol"], date=chosen["date"], by=request.user
        ),
        _("Symbol of %(name)s") % {"name": version.full_name},
        _("It can be added once. The frozen text and its hash do not change."),
    )


def _subject(request, slug, uid):
    declaration = finding.working_for(request.user, slug, to_change=True)
    provision, wording = finding.provision_for(declaration, uid)
    found = finding.place_of(declaration, provision)
    return declaration, provision, wording, str(found) if found else str(wording)


def _provision_in(places, uid):
    return next((p.provision for p in places if str(p.provision.uid) == uid), None)


def _page(request, declaration, provision, form, act, title, button, says=""):
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except services.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done, and recorded with your reason."))
            return redirect("working", declaration.slug)
    context = {
        "declaration": declaration,
        "provision": provision,
        "form": form,
        "title": title,
        "button": button,
        "says": says,
    }
    return render(request, "drafting/act.html", context, status=422 if form.errors else 200)


def version_page(request, version, form, act, title, says, missing=()):
    """The page of one act on a version: what will happen, perhaps a form, and a button."""
    refusal = None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act(form.cleaned_data if form else {})
        except services.Refused as problem:
            refusal = str(problem)
        else:
            return redirect(version)
    context = {
        "declaration": version.declaration,
        "version": version,
        "form": form,
        "title": title,
        "says": says,
        "missing": missing,
        "refusal": refusal,
    }
    status = 422 if refusal or (form and form.errors) else 200
    return render(request, "drafting/version_act.html", context, status=status)
