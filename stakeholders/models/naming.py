"""What a party is called in each language, and to which groups it belongs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models.organisations import Organisation


class PartyName(models.Model):
    """A party's formal and short name in one language, with the key by which lists in it are sorted."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="names", verbose_name=_("party")
    )
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("formal name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120)
    sort_key = models.CharField(_("sort key"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        ordering = ["organisation", "language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "language"], name="one_name_a_language")
        ]
        indexes = [models.Index(fields=["language", "sort_key"], name="names_in_order")]

    def __str__(self):
        return f"{self.short_name} ({self.language})"

    def save(self, *args, **kwargs):
        self.sort_key = self.sort_key or self.short_name.casefold()
        super().save(*args, **kwargs)


class Belonging(models.Model):
    """A party's place in a group. A party may be in many groups, and a group is a party itself."""

    group = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="belongings", verbose_name=_("group")
    )
    member = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="groups", verbose_name=_("member")
    )

    class Meta:
        verbose_name = _("member of the group")
        verbose_name_plural = _("members of the group")
        ordering = ["group", "member__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="one_place_in_a_group"),
            models.CheckConstraint(condition=~models.Q(group=models.F("member")), name="no_group_in_itself"),
        ]

    def __str__(self):
        return f"{self.member} ∈ {self.group}"
