import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stakeholders import clock


class IntakeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A form that was brought is read by the delegation that brought it, as its drafts are."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient__organisation__in=[m.organisation_id for m in user.active_memberships])


class Brought(models.Model):
    """A file as it was brought, and its rows, each with its place: no drafts until they are taken in."""

    class Kind(models.TextChoices):
        FORM = "form", _("form")
        TEXT = "text", _("text with changes")
        CLEARANCE = "clearance", _("clearance sheet")
        PAPER = "paper", _("paper, whose passages are placed by hand")

    PAGE = ""  # the name of its placement report among the addresses

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        "circulation.Recipient", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # A dict a row: number, table, row, cells, extra, slug, paragraph, how, and draft once there is one.
    rows = models.JSONField(default=list)
    # Of the text that it was filled in on; "" is the original.
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.address(self.PAGE)

    def address(self, name, *more):
        """The page `name` of this file, in the workspace to which it belongs."""
        round = self.recipient.round
        args = [round.declaration.slug, round.number, self.recipient.organisation.code, self.ref, *more]
        return reverse(name, args=args)

    @property
    def counts(self):
        """The placement report in figures. Rows in are comments out and rows listed, always."""
        hows = [row["how"] for row in self.rows]
        return {
            "rows": len(hows),
            "placed": hows.count("placed"),
            "by_wording": hows.count("by_wording"),
            "to_place": hows.count("to_place"),
            "comments": sum(how != "to_place" for how in hows),
        }

    @property
    def waiting(self):
        """Rows placed and not taken in yet."""
        return [row for row in self.rows if row["how"] != "to_place" and not row.get("draft")]


class Intake(Brought):
    """A filled-in file that a delegation brought to its own workspace."""

    PAGE = "intake"

    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=clock.now)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.name
