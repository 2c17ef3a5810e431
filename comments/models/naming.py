"""Under what name a comment is read: its party's, or, where the party asked for that, its category's alone."""

import secrets
from dataclasses import dataclass

from django.db.models import BooleanField, Case, CharField, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.anchored import Publication
from stakeholders.models import Category

# A category with fewer parties than this among the recipients would name its party.
SMALLEST = 3
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are taken for one another

PHRASES = {
    Category.MEMBER_STATE: _("A Member State"),
    Category.OBSERVER_STATE: _("An observer State"),
    Category.REGIONAL_ORGANIZATION: _("A regional or intergovernmental organization"),
    Category.UN_DEPARTMENT: _("A UN department"),
    Category.UN_FUND: _("A UN body, fund or programme"),
    Category.SPECIALIZED_AGENCY: _("A specialized agency"),
    Category.SPECIAL_PROCEDURES: _("A special procedures mandate holder"),
    Category.TREATY_BODY: _("A treaty body"),
    Category.NHRI: _("A national human rights institution"),
    Category.NGO: _("A non-governmental organization"),
    Category.ACADEMIA: _("An academic institution"),
    Category.PRIVATE_SECTOR: _("A body of the private sector"),
}


@dataclass(frozen=True)
class Unnamed:
    """A party that asked not to be named, as others read it: its category, or not even that."""

    category: str
    code: str = "–"
    regional_group: str = ""
    sort_key: str = ""
    badge: str = ""

    @property
    def short_name(self):
        return str(PHRASES.get(self.category) or _("A party"))

    name = short_name

    def __str__(self):
        return self.short_name

    def get_category_display(self):
        return dict(Category.choices).get(self.category, "")

    def get_regional_group_display(self):
        return ""


def new_public_ref(round):
    """A number that says nothing of party or order: R1-7K2M4P."""
    return f"{round.ref}-{''.join(secrets.choice(LETTERS) for _letter in range(6))}"


def may_be_named_to(user, publication, organisation_id):
    """Whether `user` may know whose comment it is."""
    if publication != Publication.UNNAMED or permissions.may_see_all_submissions(user):
        return True
    return organisation_id in _parties_of(user)


def as_named_to(user):
    """Annotations of a Comment queryset: what `user` may know of the party, for lists, filters and orders alike."""
    if permissions.may_see_all_submissions(user):
        named = Q(pk__isnull=False)
    else:
        named = Q(organisation__in=_parties_of(user)) | ~Q(publication=Publication.UNNAMED)

    def known(name, otherwise):
        return Case(When(named, then=F(name)), default=otherwise, output_field=CharField())

    return {
        "is_named": Case(When(named, then=Value(True)), default=Value(False), output_field=BooleanField()),
        "shown_number": known("ref", F("public_ref")),
        "shown_party": known("organisation__short_name", Value("")),
        "shown_category": known("organisation__category", F("unnamed_as")),
        "shown_group": known("organisation__regional_group", Value("")),
        "party_key": known("organisation__sort_key", F("public_ref")),
    }


def _parties_of(user):
    return [m.organisation_id for m in user.active_memberships] if user.is_authenticated else []
