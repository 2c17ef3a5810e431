import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments import permissions
from comments.models.comments import Comment
from comments.models.naming import PHRASES
from stakeholders import clock
from stakeholders.models import Category
from stakeholders.records import Records


class OralViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was said at a meeting, as `user` may read it.

        Those who draft: all. A delegation: what was recorded in its name. Everybody: what was said in public and
        is attributed to nobody. A view in a party's name is nobody else's: confirmed, it is read as its comment.
        """
        if permissions.may_see_all_submissions(user):
            return self
        shown = Q(organisation=None, segment__is_public=True)
        if user.is_authenticated:
            shown |= Q(organisation__in=[m.organisation_id for m in user.active_memberships])
        return self.filter(shown)

    def of_nobody(self):
        """What is in no party's name: of such a view the category is known, or nothing."""
        return self.filter(organisation=None)

    def recorded_for(self, organisation):
        """What was recorded in the name of `organisation`, the oldest first."""
        return self.filter(organisation=organisation).for_list()

    def for_list(self):
        return self.select_related(
            "segment__activity__mandate",
            "organisation",
            "comment",
            "round__declaration",
            "entry__provision",
            "entry__version__declaration",
        )


class OralView(models.Model):
    """A view expressed at a meeting, as the rapporteur noted it. The rule of its segment says what of the speaker is
    kept: the party, its category, or nothing."""

    class State(models.TextChoices):
        RECORDED = "recorded", _("recorded, not confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("confirmed as corrected")
        DENIED = "denied", _("not its view, says the party")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    segment = models.ForeignKey("mandate.Segment", on_delete=models.PROTECT, related_name="views")
    order = models.PositiveIntegerField()
    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="oral_views")
    entry = models.ForeignKey(
        "drafting.VersionEntry", null=True, on_delete=models.PROTECT, related_name="oral_views"
    )
    organisation = models.ForeignKey(
        "stakeholders.Organisation", null=True, on_delete=models.PROTECT, related_name="oral_views"
    )
    category = models.CharField(max_length=30, choices=Category, blank=True)
    words = models.TextField(_("what was said"))
    language = models.CharField(max_length=10, default="en")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECORDED)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    # What it became once its party confirmed it.
    comment = models.OneToOneField(Comment, null=True, on_delete=models.PROTECT, related_name="said")

    history = Records()
    objects = OralViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("view expressed at a meeting")
        verbose_name_plural = _("views expressed at meetings")
        ordering = ["segment", "order"]
        constraints = [
            models.UniqueConstraint(fields=["segment", "order"], name="one_view_a_turn"),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(category=""), name="a_party_or_its_category"
            ),
            models.CheckConstraint(
                condition=Q(comment=None)
                | Q(state__in=("confirmed", "corrected"), organisation__isnull=False),
                name="a_comment_only_once_confirmed",
            ),
        ]

    def __str__(self):
        return f"{self.segment}, {self.order}"

    @property
    def place(self):
        """The provision it is about, or the text as a whole."""
        if self.entry_id is None:
            return _("Whole text")
        return self.entry.printed_label or self.entry.provision.get_kind_display()

    @property
    def speaker(self):
        """Who spoke, as far as the rule of the segment lets one know."""
        if self.organisation_id:
            return self.organisation.short_name
        return str(PHRASES.get(self.category) or _("A participant"))

    @property
    def is_of_nobody(self):
        """Attributed neither to a party nor to a category."""
        return self.organisation_id is None and not self.category

    @property
    def is_waiting(self):
        """Recorded in a party's name, which has not said yet whether that is right."""
        return self.organisation_id is not None and self.state == self.State.RECORDED
