"""How a round goes: for administrators and those who draft. And what of it everybody may know."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulation import permissions
from circulation.models import Recipient
from comments import charts
from comments.permissions import may_enter
from comments.services import cells
from comments.services import dashboard as figures
from comments.views import finding
from stakeholders.exchange import write_table

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def dashboard(request, slug, number):
    """Who was reached, who answered, what they spoke to, and how the mail goes."""
    round = _round(request, slug, number)
    found = figures.dashboard(round, request.user, _words())
    return render(request, "comments/dashboard.html", {"round": round, "board": found})


@require_safe
def dashboard_recipients(request, slug, number):
    """The list behind a figure: recipients by state, category and regional group; as a page, .csv or .xlsx."""
    round = _round(request, slug, number)
    asked = {name: request.GET.get(name, "") for name in ("state", "category", "group")}
    asked["day"] = _day(request.GET.get("day", ""))
    words = _words()
    rows = [
        (recipient, words[state], recipient.answered_at)
        for recipient, state in figures.shown_recipients(round, **asked)
    ]
    format = request.GET.get("as", "")
    if format in TYPES:
        return _recipients_file(round, rows, format)
    query = request.GET.urlencode()
    return render(
        request,
        "comments/dashboard_recipients.html",
        {"round": round, "rows": rows, "query": query, "may_enter": may_enter(request.user)},
    )


@require_safe
def dashboard_chart(request, slug, number, chart):
    """One picture, whose table stands on the dashboard."""
    round = _round(request, slug, number)
    if chart == "over-time":
        rows = [(f"{day:%d.%m.%Y}", [count]) for day, count, _all in figures.days_of(round)]
        picture = charts.bars(_("Submissions by day"), rows, [_("Submissions")])
    elif chart == "stances":
        found = figures.dashboard(round, request.user, _words())
        rows = [(line.label, [n for _stance, n in row]) for line, _all, row in found.provisions]
        picture = charts.bars(_("Comments by provision and stance"), rows, [w for _v, w in found.stances])
    else:
        raise Http404
    return HttpResponse(picture, content_type="image/svg+xml")


@require_safe
def dashboard_table(request, slug, number, chart, format):
    """A table of the dashboard as a file."""
    round = _round(request, slug, number)
    try:
        headers, rows = figures.table_of(figures.dashboard(round, request.user, _words()), chart)
    except KeyError:
        raise Http404 from None
    return _file(f"{round.ref}-{chart}", headers, rows, format)


@require_safe
def dashboard_letters(request, slug, number):
    """The list behind the figures of the mail: to whom, what, how far it came; as a page, .csv or .xlsx."""
    round = _round(request, slug, number)
    rows = figures.letters_of(round, request.GET.get("state", ""))
    if request.GET.get("as") in TYPES:
        headers = ["code", "party", "kind", "language", "state", "written"]
        lines = [
            [n.organisation.code, n.organisation.name, n.kind, n.language, n.state, n.created_at.isoformat()]
            for n in rows
        ]
        return _file(f"{round.ref}-letters", headers, lines, request.GET["as"])
    context = {"round": round, "rows": rows, "query": request.GET.urlencode()}
    return render(request, "comments/dashboard_letters.html", context)


@require_safe
@login_not_required
def replies(request, slug, number):
    """Who replied to a round and when, once its answers are published. Never who did not."""
    round = finding.round_for(request.user, slug, number)
    if not round.is_published:
        raise Http404
    unnamed = figures.replied_unnamed(round)
    context = {"round": round, "recipients": figures.replies(round)}
    context["unnamed"] = cells.guarded_total(unnamed) if unnamed else ""
    return render(request, "comments/replies.html", context)


def _day(words):
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _round(request, slug, number):
    round = finding.round_for(request.user, slug, number)
    if not permissions.may_see_recipients(request.user):
        raise PermissionDenied
    return round


def _words():
    return dict(Recipient.State.choices) | {figures.WAITING: _("nothing received yet")}


def _recipients_file(round, rows, format):
    headers = ["code", "party", "category", "regional_group", "state", "answered"]
    lines = [
        [
            *(recipient.organisation.code, recipient.organisation.name),
            recipient.organisation.get_category_display(),
            recipient.organisation.get_regional_group_display(),
            *(state, answered.isoformat() if answered else ""),
        ]
        for recipient, state, answered in rows
    ]
    return _file(f"{round.ref}-recipients", headers, lines, format)


def _file(name, headers, lines, format):
    if format not in TYPES:
        raise Http404
    response = HttpResponse(write_table(format, headers, lines), content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
