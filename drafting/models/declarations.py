from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafting import permissions
from drafting.models.versions import Version
from stakeholders import clock
from stakeholders.records import Records, record_save


class DeclarationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees a declaration once a version of it is issued, or a questionnaire has gone out for it;
        those who draft or circulate it, before."""
        if permissions.may_see_frozen(user):
            return self
        issued = Version.objects.public().values("declaration")
        return self.filter(models.Q(pk__in=issued) | models.Q(announced_at__isnull=False))


class Declaration(models.Model):
    """A text on its way from first draft to submission. Its words are in its provisions."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("short title"), max_length=300)
    mandate = models.ForeignKey("mandate.Mandate", on_delete=models.PROTECT, related_name="declarations")
    language = models.CharField(_("original language"), max_length=10, default="en")
    created_at = models.DateTimeField(_("begun"), default=clock.now)
    # A questionnaire may go out long before there is a text: from then on the public knows of the declaration.
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by")
    )

    history = Records()
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("declaration", args=[self.slug])

    def announce(self, *, by):
        """Let the public know of it, though no version is issued yet."""
        if self.announced_at is None:
            self.announced_at = clock.now()
            record_save(self, by=by, reason=_("Announced"))
