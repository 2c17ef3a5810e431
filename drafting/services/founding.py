"""What provisions rest on, and what of the mandate's record is reflected in none."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from drafting import permissions
from drafting.models import Basis, Declaration, TextAnswer, Version, VersionEntry
from drafting.models.bases import TARGETS
from drafting.services.editing import Refused
from drafting.services.outline import working_text
from mandate.models import Request
from stakeholders import clock


@transaction.atomic
def record_basis(provision, what, *, by, phrase="", place=""):
    """Say that `provision` rests on `what`: a Consideration, Activity, Source or GoodPractice. Returns the Basis.

    Refused where it is said already, where `what` belongs to another mandate, or where `phrase` is not in the
    provision as it stands in any of its languages.
    """
    name = _target_of(what)
    mandate = getattr(what, "mandate_id", None)
    if mandate and mandate != provision.declaration.mandate_id:
        raise Refused(_("This belongs to another mandate."))
    phrase = " ".join(phrase.split())
    if phrase and not any(phrase in w.text or phrase in w.heading for w in provision.wordings.all()):
        raise Refused(_("“%(words)s” is not in this provision as it stands.") % {"words": phrase[:80]})
    said = {name: what, "phrase": phrase, "place": place.strip()}
    if Basis.objects.standing().filter(provision=provision, **said).exists():
        raise Refused(_("This basis is recorded already."))
    return Basis.objects.create(provision=provision, by=by, at=clock.now(), **said)


def withdraw_basis(basis, *, by):
    """A basis that no longer holds; the row stays. Idempotent."""
    Basis.objects.standing().filter(pk=basis.pk).update(withdrawn_at=clock.now(), withdrawn_by=by)


def bases_of(provision, user):
    """The standing bases of a provision that `user` may see, in the order of TARGETS."""
    rows = list(Basis.objects.visible_to(user).standing().filter(provision=provision).for_list())
    if not permissions.may_see_working_text(user):
        # Words of the working text stay there until a version with them is issued.
        public = VersionEntry.objects.filter(version__in=Version.objects.public(), provision=provision)
        issued = [f"{e.heading}\n{e.text}" for e in public.select_related("record")] if rows else []
        rows = [row for row in rows if any(row.phrase in words for words in issued)]
    return sorted(rows, key=lambda basis: (TARGETS.index(basis.kind), basis.pk))


def text_shown(declaration, user):
    """[(provision, label, heading)] of the text that `user` reads now: the working text, or the newest issued."""
    if permissions.may_see_working_text(user):
        return [(place.provision, place.label, place.wording.heading) for place in working_text(declaration)]
    latest = Version.objects.public().filter(declaration=declaration).order_by("-number").first()
    if latest is None:
        return []
    entries = latest.entries.in_language(latest.language).for_list()
    return [(entry.provision, entry.label, entry.heading) for entry in entries]


def reflected_in(rows, name, user):
    """{pk: [VersionEntry, …]} of the provisions that rest on each of `rows` (all of one kind), as last issued."""
    bases = Basis.objects.visible_to(user).standing().filter(**{f"{name}__in": rows})
    provisions = {}
    for basis in bases:
        provisions.setdefault(basis.provision_id, set()).add(getattr(basis, f"{name}_id"))
    newest = {}
    entries = VersionEntry.objects.visible_to(user).filter(provision__in=provisions)
    for entry in entries.select_related("version__declaration").order_by("version__number"):
        if entry.language == entry.version.language:
            newest[entry.provision_id] = entry
    found = {}
    for entry in sorted(newest.values(), key=lambda entry: entry.order):
        for pk in provisions[entry.provision_id]:
            found.setdefault(pk, []).append(entry)
    return found


@dataclass
class Asked:
    """A request of the Council and what answers it: [(words, address, note)]."""

    request: Request
    answers: list = field(default_factory=list)


def requests_of(mandate, user):
    """Every request of the mandate's resolutions with its answers, in their order; three queries."""
    rows = Request.objects.filter(resolution__mandate=mandate).select_related("resolution__source")
    rows = rows.prefetch_related("answers__activity__mandate", "answers__source")
    asked = {row.pk: Asked(row) for row in rows.order_by("resolution__source__date", "resolution", "pk")}
    for each in asked.values():
        for answer in each.request.answers.all():
            each.answers.append((str(answer.what), answer.what.get_absolute_url(), answer.words))
    texts = TextAnswer.objects.filter(request__in=asked, version__in=Version.objects.visible_to(user))
    for text in texts.select_related("version__declaration"):
        asked[text.request_id].answers.append((str(text.version), text.version.get_absolute_url(), ""))
    return list(asked.values())


@dataclass(frozen=True)
class Milestone:
    """One day on the timeline of a mandate."""

    day: date
    words: str
    address: str = ""
    kind: str = ""


def timeline(mandate, user):
    """Resolutions, terms, activities and issued versions in the order in which they happened.

    Resolutions whose day is not recorded stand first, without one.
    """
    stops = [
        Milestone(
            r.source.date, f"{r.source}: {r.get_act_display()}", r.source.get_absolute_url(), "resolution"
        )
        for r in mandate.resolutions.select_related("source")
    ]
    for term in mandate.terms.all():
        stops.append(Milestone(term.begins, _("%(holder)s takes office") % {"holder": term}, "", "term"))
        if term.ended_on:
            how = _("%(holder)s: %(end)s") % {"holder": term, "end": term.get_end_display()}
            stops.append(Milestone(term.ended_on, how, "", "term"))
    for row in mandate.activities.select_related("mandate"):
        stops.append(Milestone(row.begins, str(row), row.get_absolute_url(), "activity"))
    declarations = Declaration.objects.visible_to(user).filter(mandate=mandate)
    versions = Version.objects.public().filter(declaration__in=declarations).select_related("declaration")
    for version in versions:
        words = _("Issued: %(version)s") % {"version": version.full_name}
        stops.append(Milestone(version.issued_at.date(), words, version.get_absolute_url(), "version"))
    return sorted(stops, key=lambda stop: stop.day or date.min)


@transaction.atomic
def answer_with_text(request, version, *, by):
    """Record that a version answers a request of the Council. Refused for one of another mandate."""
    if request.resolution.mandate_id != version.declaration.mandate_id:
        raise Refused(_("This belongs to another mandate."))
    return TextAnswer.objects.get_or_create(request=request, version=version, defaults={"by": by})[0]


def unreflected(mandate, rows, name):
    """Those of `rows` that no provision of the mandate's texts rests on."""
    held = Basis.objects.standing().filter(
        Q(**{f"{name}__in": rows}), provision__declaration__mandate=mandate
    )
    known = set(held.values_list(f"{name}_id", flat=True))
    return [row for row in rows if row.pk not in known]


def _target_of(what):
    name = {"goodpractice": "practice"}.get(what._meta.model_name, what._meta.model_name)
    if name not in TARGETS:
        raise TypeError(name)
    return name
