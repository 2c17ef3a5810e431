from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comments import Comment
from comments.models.oral import OralView
from stakeholders import clock


class Tag(models.Model):
    """Somebody has put a view under a theme: a comment, or what was said at a meeting and is attributed to nobody."""

    theme = models.ForeignKey("mandate.Theme", on_delete=models.PROTECT, related_name="tags")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.PROTECT, related_name="tags")
    view = models.ForeignKey(OralView, null=True, on_delete=models.PROTECT, related_name="tags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("view under a theme")
        verbose_name_plural = _("views under themes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "comment"], condition=Q(view=None), name="one_tag_a_comment"
            ),
            models.UniqueConstraint(
                fields=["theme", "view"], condition=Q(comment=None), name="one_tag_an_oral_view"
            ),
            models.CheckConstraint(
                condition=Q(comment=None, view__isnull=False) | Q(comment__isnull=False, view=None),
                name="a_comment_or_an_oral_view",
            ),
        ]

    def __str__(self):
        return f"{self.theme}: {self.comment or self.view}"
