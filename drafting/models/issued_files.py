import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafting.models.versions import Version
from stakeholders import clock


class IssuedFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A file is seen by whoever sees its version."""
        return self.filter(version__in=Version.objects.visible_to(user))

    def for_list(self):
        """Without the file itself."""
        return self.defer("content").order_by("language", "pk")


class IssuedFile(models.Model):
    """The document in which a version was issued, as it was issued: kept to the byte beside the text that we hold."""

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="issued_files")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(_("brought"), default=clock.now)

    objects = IssuedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file as issued")
        verbose_name_plural = _("files as issued")
        ordering = ["version", "language", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "sha256"], name="one_copy_of_a_file_a_version")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("issued_file", args=[self.ref])
