import re

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from stakeholders import clock
from stakeholders.names import skeleton
from stakeholders.records import Records


class Category(models.TextChoices):
    """A closed list; counts are reported by it."""

    MEMBER_STATE = "member_state", _("Member State")
    OBSERVER_STATE = "observer_state", _("observer State")
    REGIONAL_ORGANIZATION = "regional_organization", _("regional or intergovernmental organization")
    UN_DEPARTMENT = "un_department", _("UN department")
    UN_FUND = "un_fund", _("UN body, fund or programme")
    SPECIALIZED_AGENCY = "specialized_agency", _("specialized agency")
    ADVISORY_COMMITTEE = "advisory_committee", _("Advisory Committee")
    SPECIAL_PROCEDURES = "special_procedures", _("special procedures mandate holder")
    TREATY_BODY = "treaty_body", _("treaty body")
    NHRI = "nhri", _("national human rights institution")
    NGO = "ngo", _("non-governmental organization")
    ACADEMIA = "academia", _("academia")
    PRIVATE_SECTOR = "private_sector", _("private sector")
    OTHER = "other", _("other actor")


class RegionalGroup(models.TextChoices):
    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
    GRULAC = "grulac", _("Latin American and Caribbean States")
    WEOG = "weog", _("Western European and other States")
    NONE = "none", _("no regional group")


class Ecosoc(models.TextChoices):
    GENERAL = "general", _("general consultative status")
    SPECIAL = "special", _("special consultative status")
    ROSTER = "roster", _("roster")
    NONE = "none", _("no consultative status")


class Standing(models.TextChoices):
    """Whether a party takes part. Who answers an open call is pending until an administrator decides."""

    ADMITTED = "admitted", _("admitted")
    PENDING = "pending", _("pending")
    DECLINED = "declined", _("declined")
    MERGED = "merged", _("merged into another record")


class Role(models.TextChoices):
    CONTACT_POINT = "contact_point", _("Contact Point")
    DEPUTY = "deputy", _("Deputy")
    REVIEWER = "reviewer", _("Reviewer")


# States first, then the rest in the order in which compilations print them.
STATES = (Category.MEMBER_STATE, Category.OBSERVER_STATE)

SHORT_BADGES = {
    Category.NGO: _("NGO"),
    Category.NHRI: _("NHRI"),
    Category.SPECIAL_PROCEDURES: _("mandate holder"),
    Category.REGIONAL_ORGANIZATION: _("intergovernmental organization"),
}

# Marks that change how a name reads without being seen: directional overrides, zero-width, tag characters.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f\x00-\x1f\x7f]")


def in_protocol(to_party="", key="sort_key"):
    """How lists of parties are ordered: Member States, then observer States, then all others, each by its key.

    `to_party` is the path to the party, such as "organisation__"; the answer goes into `order_by`.
    """
    places = [
        models.When(**{f"{to_party}category": category}, then=models.Value(place))
        for place, category in enumerate(STATES)
    ]
    return models.Case(*places, default=models.Value(len(STATES))), f"{to_party}{key}"


class OrganisationQuerySet(models.QuerySet):
    def states(self):
        return self.filter(category__in=STATES)

    def for_list(self):
        return self.order_by(*in_protocol())

    def in_order_of(self, language):
        """Alphabetical as lists in `language` are, where the party has a name in it."""
        own = self.model.names.rel.related_model.objects.filter(
            organisation=models.OuterRef("pk"), language=language
        ).values("sort_key")
        return self.annotate(key_in_language=Coalesce(models.Subquery(own), "sort_key")).order_by(
            *in_protocol(key="key_in_language")
        )

    def mistaken_for(self, name):
        """The first party whose formal or short name, in any language, can be taken for `name`, or None."""
        mine = skeleton(name)
        for other in self.prefetch_related("names"):
            called = [other, *other.names.all()]
            if any(mine in (skeleton(each.name), skeleton(each.short_name)) for each in called):
                return other
        return None

    def admitted(self):
        """Those to which a round may go."""
        return self.filter(is_active=True, standing=Standing.ADMITTED)


class Organisation(models.Model):
    """A party: a State, a group, a body, an organisation. It, not a person, is who comments."""

    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z][A-Z0-9]{1,7}$", _("Two to eight capitals or digits, such as AR."))
        ],
        help_text=_(
            "Stands in the number of every comment, such as AR in R1-AR-014; it cannot change later."
        ),
    )
    name = models.CharField(_("formal name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120)
    sort_key = models.CharField(_("sort key"), max_length=300, blank=True, db_index=True)
    category = models.CharField(_("category"), max_length=30, choices=Category)
    regional_group = models.CharField(
        _("regional group"), max_length=20, choices=RegionalGroup, default=RegionalGroup.NONE
    )
    ecosoc = models.CharField(_("ECOSOC status"), max_length=10, choices=Ecosoc, default=Ecosoc.NONE)
    accreditation = models.CharField(
        _("accreditation"),
        max_length=200,
        blank=True,
        help_text=_("As its own register words it, such as “A status” of a national institution."),
    )
    iso3 = models.CharField(_("ISO code"), max_length=3, blank=True)
    language = models.CharField(_("language of correspondence"), max_length=10, default="en")
    shows_progress = models.BooleanField(
        _("agreed to show that it is at work"),
        default=False,
        help_text=_("Progress is a position: without this tick nobody sees that a draft has been begun."),
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.ADMITTED)
    standing_reason = models.TextField(_("reason"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    history = Records()
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_party_a_name")]

    def __str__(self):
        return self.short_name

    def save(self, *args, **kwargs):
        self.sort_key = self.sort_key or self.short_name.casefold()
        super().save(*args, **kwargs)

    @property
    def is_state(self):
        return self.category in STATES

    @property
    def badge(self):
        """The category in one or two words, as it stands beside the name."""
        return SHORT_BADGES.get(self.category) or self.get_category_display()

    def name_in(self, language):
        """The formal name in `language`, else the one on record."""
        return self._named(language, "name")

    def short_name_in(self, language):
        return self._named(language, "short_name")

    def _named(self, language, field):
        base = (language or "").partition("-")[0]
        found = next((each for each in self.names.all() if each.language == base), self)
        return getattr(found, field)

    @property
    def is_admitted(self):
        """It may submit. A merged record may as well: it is another name of a party that takes part."""
        return self.standing in (Standing.ADMITTED, Standing.MERGED)

    @property
    def is_pending(self):
        return self.standing == Standing.PENDING

    @property
    def is_declined(self):
        return self.standing == Standing.DECLINED

    @property
    def permanent_mission(self):
        """How the delegation is addressed at the top of its pages."""
        if self.category == Category.OBSERVER_STATE:
            return _("Permanent Observer Mission of %(state)s") % {"state": self.short_name}
        if self.is_state:
            return _("Permanent Mission of %(state)s") % {"state": self.short_name}
        return self.short_name

    @staticmethod
    def has_hidden_marks(name):
        return bool(_HIDDEN.search(name))


class Membership(models.Model):
    """Who acts for a party, and in what role. Only the Contact Point submits."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("party")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    is_active = models.BooleanField(_("active"), default=True)
    since = models.DateTimeField(_("since"), default=clock.now)
    is_alternate = models.BooleanField(_("alternate of the Contact Point"), default=False)
    # Until when this person does what the Contact Point does; StandIn says why and by whom it was given.
    stands_in_until = models.DateTimeField(_("stands in until"), null=True, blank=True, editable=False)

    history = Records()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_a_party")
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    @property
    def stands_in(self):
        """Whether this person stands in for the Contact Point now."""
        return self.stands_in_until is not None and clock.now() < self.stands_in_until

    @property
    def may_submit(self):
        return self.is_active and (self.role == Role.CONTACT_POINT or self.stands_in)


class StandIn(models.Model):
    """Why, by whom and until when somebody stands in for the Contact Point. The file is the mission's request."""

    class Kind(models.TextChoices):
        DELEGATED = "delegated", _("delegated for an absence")
        ALTERNATE = "alternate", _("taken over by the alternate")
        APPOINTED = "appointed", _("appointed on the mission's written request")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="stand_ins")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given"), default=clock.now)
    until = models.DateTimeField(_("until"), null=True)
    request_name = models.CharField(max_length=200, blank=True)
    request_sha256 = models.CharField(max_length=64, blank=True)
    request = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.membership}: {self.get_kind_display()}"


class Contact(models.Model):
    """An address at which a party is reached, before anybody there has an account."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("party")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTACT_POINT)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_contact_an_address")
        ]

    def __str__(self):
        return f"{self.name} <{self.email}>" if self.name else self.email
