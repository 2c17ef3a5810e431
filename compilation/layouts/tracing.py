"""The traceability matrix as a table: a row for each provision, and one for each consideration that informs none."""

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from comments.services import tracing
from compilation.sheets import Column, Sheet
from stakeholders import moments


def sheet(declaration, user, now):
    """What each provision rests on, as far as `user` may read it."""
    found = tracing.matrix(declaration, user)
    facts = [
        (_("Declaration"), str(declaration)),
        (_("Without a basis recorded"), str(len(found.without_basis))),
        (_("Considerations reflected in no provision"), str(len(found.unreflected))),
        (_("Made"), moments.in_utc(now)),
    ]
    columns = [
        Column(_("Provision"), 22),
        Column(_("Heading"), 28),
        Column(_("Considerations"), 30, is_long=True),
        Column(_("Activities"), 40, is_long=True),
        Column(_("Sources"), 36, is_long=True),
        Column(_("Good practices"), 36, is_long=True),
        Column(_("Comments"), 10),
        Column(_("Changed by"), 30, is_long=True),
        Column(_("Gap"), 24),
    ]
    return Sheet(
        title=_("What each provision rests on"),
        facts=facts,
        columns=columns,
        rows=[*map(_row, found.rows), *map(_unreflected, found.unreflected)],
        language=get_language() or "en",
        is_right_to_left=get_language_bidi(),
    )


def _row(row):
    cells = [
        "\n".join(map(_basis, row.bases[name]))
        for name in ("consideration", "activity", "source", "practice")
    ]
    changed = ", ".join(comment.number for comment in row.changed_by)
    gap = "" if row.has_basis else _("no basis recorded")
    return [row.label, row.heading, *cells, str(row.comments), changed, str(gap)]


def _basis(basis):
    words = str(basis.what)
    if basis.consideration:
        words = f"{words}, {basis.consideration.source}, {basis.consideration.paragraph}"
    return f"{words}, {basis.place}" if basis.place else words


def _unreflected(consideration):
    gap = str(_("consideration not reflected in any provision"))
    return ["–", "", str(consideration), "", "", "", "", "", gap]
