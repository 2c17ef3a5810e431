"""Any two versions as a redline; what a page above this app adds to each unit, it adds through `context_for`."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from drafting import permissions, services
from drafting.models import Version
from drafting.views import finding

WORKING = "working"
SLIGHT = {"punctuation", "typography"}


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
    language = _language(request, first)
    if second and second.pk == first.pk:
        raise Http404
    data = (
        services.compare_versions(first, second, language)
        if second
        else services.compare_with_working(first, language)
    )
    return {
        "declaration": declaration,
        "old": first,
        "new": second,
        "language": language,
        "versions": versions,
        "units": _numbered(data["units"]),
        "relations": [
            (RELATIONS.get(name, name), n) for name, n in data["summary"]["relations"].items() if n
        ],
        "summary": data["summary"],
        "layout": "inline" if request.GET.get("layout") == "inline" else "columns",
        "only_changes": request.GET.get("only") == "changes",
        "hide_slight": request.GET.get("hide") == "slight",
    }


def _numbered(units):
    """The units of a redline with what the template needs: numbers to go from change to change by."""
    rows = [_unit(unit, n) for n, unit in enumerate(units, start=1)]
    changed = [row for row in rows if row["is_changed"]]
    for change, row in enumerate(changed, start=1):
        row |= {
            "change": change,
            "previous": change - 1,
            "next": change + 1 if change < len(changed) else None,
        }
    return rows


def _unit(unit, n):
    kinds = {kind for kind in unit["kinds"] if kind}
    return unit | {
        "n": n,
        "relation_words": RELATIONS.get(unit["relation"], unit["relation"]),
        "is_changed": unit["relation"] not in ("unchanged", "renumbered only"),
        "is_slight": bool(kinds) and kinds <= SLIGHT,
    }


def _language(request, version):
    asked = request.GET.get("text", "")
    return asked if asked in version.languages else version.language


RELATIONS = {
    "unchanged": _("unchanged"),
    "edited": _("edited"),
    "moved": _("moved"),
    "moved and edited": _("moved and edited"),
    "split": _("split"),
    "merged": _("merged"),
    "added": _("new"),
    "deleted": _("deleted"),
    "renumbered only": _("renumbered only"),
}
