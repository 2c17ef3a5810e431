"""Any two versions as a redline; what a page above this app adds to each unit, it adds through `context_for`."""

import re
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from drafting import permissions, services
from drafting.models import Version
from drafting.services.comparing import RELATIONS
from drafting.text import pairs
from drafting.views import finding

WORKING = "working"
MOVES = (pairs.MOVED, pairs.MOVED_EDITED)
SLIGHT = {"punctuation", "typography"}
OLD, NEW = re.compile(r"[0-9]{1,9}"), re.compile(r"[0-9]{1,9}|working")


def versions_for(user, slug):
    """The declaration and its versions that `user` may compare, and whether the working text is among them."""
    declaration = finding.declaration_for(user, slug)
    versions = list(Version.objects.visible_to(user).filter(declaration=declaration).for_list())
    return declaration, versions, permissions.may_see_working_text(user)


def context_for(request, slug, old, new):
    """Everything the comparison page shows of versions `old` (a number) and `new` (a number, or "working")."""
    declaration, versions, sees_working = versions_for(request.user, slug)
    by_number = {str(version.number): version for version in versions}
    if str(old) not in by_number or (new not in by_number and not (new == WORKING and sees_working)):
        raise Http404
    first, second = by_number[str(old)], by_number.get(new)
    languages = _languages(first, second)
    language = _language(request, first, languages)
    if second and second.pk == first.pk:
        raise Http404
    data = (
        services.compare_versions(first, second, language)
        if second
        else services.compare_with_working(first, language)
    )
    chosen = _chosen(request)
    units = _numbered(data["units"], chosen["hide"] == "slight")
    return {
        "left_at_top": _mark_left(units, first, language),
        "declaration": declaration,
        "old": first,
        "new": second,
        "language": language,
        "languages": languages,
        "versions": versions,
        "sees_working": sees_working,
        "units": units,
        "relations": [
            (RELATIONS.get(name, name), n) for name, n in data["summary"]["relations"].items() if n
        ],
        "summary": data["summary"],
        "layout": chosen["layout"],
        "only_changes": chosen["only"] == "changes",
        "hide_slight": chosen["hide"] == "slight",
        "slight": sum(unit["slight"] for unit in units),
        "tabs": _tabs(request, chosen),
    }


def asked_pair(request):
    """The two versions that the form on the page asks for, as parts of an address; None where it asks for none."""
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    return (old, new) if OLD.fullmatch(old) and NEW.fullmatch(new) else None


def _chosen(request):
    asked = {name: request.GET.get(name, "") for name in ("layout", "only", "hide")}
    return asked | {"layout": "inline" if asked["layout"] == "inline" else "columns"}


def _tabs(request, chosen):
    """[(words, address, whether it is on)]: each keeps what was chosen with the others."""

    def address(**other):
        kept = {name: value for name, value in (chosen | other).items() if value}
        if request.GET.get("text"):
            kept["text"] = request.GET["text"]
        return f"?{urlencode(kept)}"

    only, hide = chosen["only"] == "changes", chosen["hide"] == "slight"
    return [
        (_("Inline"), address(layout="inline"), chosen["layout"] == "inline"),
        (_("Two columns"), address(layout="columns"), chosen["layout"] == "columns"),
        (_("Changes only"), address(only="" if only else "changes"), only),
        (_("Hide punctuation and typography"), address(hide="" if hide else "slight"), hide),
    ]


def _numbered(units, hide_slight):
    """The units of a redline with what the template needs: numbers to go from change to change by."""
    rows = [_unit(unit, n, hide_slight) for n, unit in enumerate(units, start=1)]
    changed = [row for row in rows if row["is_changed"] and not (hide_slight and row["is_slight"])]
    for change, row in enumerate(changed, start=1):
        row |= {
            "change": change,
            "previous": change - 1,
            "next": change + 1 if change < len(changed) else None,
        }
    return rows


def _mark_left(units, version, language):
    """Says of each unit, in "left", which ones stood after it before they moved; returns those that stood first.

    So that a move has two ends on the page, each with a link to the other.
    """
    moved = {unit["old"]: unit for unit in units if unit["relation"] in MOVES and unit.get("change")}
    if not moved:
        return []
    at, at_top = {unit["old"]: unit for unit in units if unit["old"]}, []
    left = at_top
    for label in version.entries.in_language(language).order_by("order").values_list("label", flat=True):
        if label in moved:
            left.append(moved[label])
        elif label in at:
            left = at[label].setdefault("left", [])
    return at_top


def _unit(unit, n, hide_slight):
    kinds = {kind for kind in unit["kinds"] if kind}
    rows = [_without_slight(row) for row in unit["paragraphs"]] if hide_slight else unit["paragraphs"]
    return unit | {
        "n": n,
        "paragraphs": rows,
        "relation_words": RELATIONS.get(unit["relation"], unit["relation"]),
        "is_changed": unit["relation"] not in ("unchanged", "renumbered only"),
        "is_slight": bool(kinds) and kinds <= SLIGHT and unit["relation"] == "edited",
        "slight": sum(unit["counts"].get(kind, 0) for kind in SLIGHT),
    }


def _without_slight(row):
    """A paragraph whose changes in punctuation and typography are taken for done."""
    changes, kinds = [], []
    for (op, text), kind in zip(row["changes"], row["kinds"] or [""] * len(row["changes"]), strict=True):
        if kind in SLIGHT and op == "delete":
            continue
        is_slight = kind in SLIGHT
        changes.append(["equal" if is_slight else op, text])
        kinds.append("" if is_slight else kind)
    return row | {"changes": changes, "kinds": kinds}


def _languages(first, second):
    """The languages in which both can be read; the working text in those of the version."""
    return [code for code in first.languages if second is None or code in second.languages]


def _language(request, version, known):
    asked = request.GET.get("text", "")
    return asked if asked in known else version.language
