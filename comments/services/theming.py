"""Views expressed, ordered by the themes that the secretariat keeps and applies by hand."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comments.models import Comment, OralView, Tag
from comments.models.naming import Unnamed
from drafting.services import Refused
from mandate.models import Theme
from stakeholders.records import record_save


@dataclass(frozen=True)
class View:
    """One view expressed, written or oral: its number or turn, who holds it as one may know, where, and its words."""

    key: str
    number: str
    party: object
    place: str
    words: str
    language: str
    is_oral: bool
    address: str
    on: object
    themes: tuple = ()


def views_of(mandate, user):
    """Every View on the texts and questions of `mandate` that `user` may read: standing comments in text order, then
    what was said at meetings and is attributed to nobody. A constant number of queries."""
    tags = {}
    for tag in Tag.objects.filter(theme__mandate=mandate):
        tags.setdefault((tag.comment_id, tag.view_id), []).append(tag.theme_id)
    rows = Comment.objects.visible_to(user).standing().filter(round__declaration__mandate=mandate)
    comments = rows.for_list().named_for(user).order_by("round__opens_at", "party_key", "serial")
    oral = OralView.objects.visible_to(user).for_list().filter(segment__activity__mandate=mandate)
    oral = oral.of_nobody().order_by("segment__activity__begins", "segment__order", "order")
    return [
        *(_of_comment(each, tuple(tags.get((each.pk, None), ()))) for each in comments),
        *(_of_meeting(each, tuple(tags.get((None, each.pk), ()))) for each in oral),
    ]


@transaction.atomic
def add_theme(mandate, name, *, by):
    """Add a theme at the end of the list. Raises Refused without a name, or where it is there already."""
    name = name.strip()[:120]
    if not name or mandate.themes.filter(name=name).exists():
        raise Refused(_("Give a name that no other theme has."))
    last = mandate.themes.aggregate(Max("order"))["order__max"] or 0
    return record_save(Theme(mandate=mandate, name=name, order=last + 1), by=by)


@transaction.atomic
def put_under(theme, keys, *, by):
    """Put the views of these keys under `theme`, as far as `by` may read them; return how many are there anew."""
    known = {view.key: view for view in views_of(theme.mandate, by)}
    new = 0
    for key in keys:
        if key in known and theme.pk not in known[key].themes:
            Tag.objects.create(theme=theme, by=by, **_what(key))
            new += 1
    return new


@transaction.atomic
def take_from_under(theme, keys, *, by):
    """Take the views of these keys from under `theme` again."""
    known = {view.key for view in views_of(theme.mandate, by)}
    for key in known.intersection(keys):
        Tag.objects.filter(theme=theme, **_what(key)).delete()


def _what(key):
    kind, _colon, pk = key.partition(":")
    return {"comment_id": int(pk)} if kind == "comment" else {"view_id": int(pk)}


def _of_comment(comment, themes):
    words = comment.explanation or comment.proposed_text
    return View(
        key=f"comment:{comment.pk}",
        number=comment.number,
        party=comment.party,
        place=str(comment.place),
        words=words,
        language=comment.language,
        is_oral=comment.channel == Comment.Channel.ORAL,
        address=comment.get_absolute_url(),
        on=comment.received_at.date(),
        themes=themes,
    )


def _of_meeting(view, themes):
    return View(
        key=f"view:{view.pk}",
        number=_("%(meeting)s, %(n)s") % {"meeting": view.segment, "n": view.order},
        party=Unnamed(view.category),
        place=str(view.place),
        words=view.words,
        language=view.language,
        is_oral=True,
        address=f"{view.segment.activity.get_absolute_url()}views/",
        on=view.segment.activity.begins,
        themes=themes,
    )
