from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drafting import permissions
from drafting.models.provisions import Provision
from drafting.models.versions import Version, VersionEntry
from stakeholders import clock

TARGETS = ("consideration", "activity", "source", "practice")
_EACH_ALONE = [Q(**{f"{name}__isnull": name != only for name in TARGETS}) for only in TARGETS]


class BasisQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def visible_to(self, user):
        """What a provision rests on is public with the provision, once it is in an issued version."""
        if permissions.may_see_working_text(user):
            return self
        issued = VersionEntry.objects.filter(version__in=Version.objects.public())
        return self.filter(provision__in=issued.values("provision"))

    def for_list(self):
        return self.select_related(
            "consideration__mandate",
            "consideration__source",
            "activity__mandate",
            "source",
            "practice__mandate",
            "practice__source",
        ).prefetch_related("consideration__activities__mandate")


class Basis(models.Model):
    """What a provision, or words in it, rests on: one consideration, activity, source or good practice.

    A row is never changed; one that no longer holds is withdrawn.
    """

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="bases")
    consideration = models.ForeignKey(
        "mandate.Consideration", null=True, on_delete=models.PROTECT, related_name="bases"
    )
    activity = models.ForeignKey(
        "mandate.Activity", null=True, on_delete=models.PROTECT, related_name="bases"
    )
    source = models.ForeignKey("mandate.Source", null=True, on_delete=models.PROTECT, related_name="bases")
    practice = models.ForeignKey(
        "mandate.GoodPractice", null=True, on_delete=models.PROTECT, related_name="bases"
    )
    place = models.CharField(_("article or paragraph of the source"), max_length=120, blank=True)
    phrase = models.CharField(_("words of the provision"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=clock.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = BasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("basis")
        verbose_name_plural = _("bases")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_EACH_ALONE[0] | _EACH_ALONE[1] | _EACH_ALONE[2] | _EACH_ALONE[3],
                name="a_basis_is_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.what}"

    @property
    def kind(self):
        return next(name for name in TARGETS if getattr(self, f"{name}_id"))

    @property
    def what(self):
        return getattr(self, self.kind)


class TextAnswer(models.Model):
    """An issued version that answers a request of the Council."""

    request = models.ForeignKey("mandate.Request", on_delete=models.PROTECT, related_name="texts")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("text that answers a request")
        verbose_name_plural = _("texts that answer requests")
        constraints = [models.UniqueConstraint(fields=["request", "version"], name="one_answer_a_text")]

    def __str__(self):
        return f"{self.request}: {self.version}"
