from django.db import models
from django.utils.translation import gettext_lazy as _


class Mandate(models.Model):
    """What the Council created, and what its texts and questionnaires belong to."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    holder_title = models.CharField(_("title of the holder"), max_length=200, default="Independent Expert")

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")

    def __str__(self):
        return self.title


class Questionnaire(models.Model):
    """Questions sent to recipients in stage one. A round goes out on it as on a frozen version."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="questionnaires")
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self):
        return self.title


class Question(models.Model):
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="questions")
    letter = models.CharField(_("letter"), max_length=4)
    text = models.TextField(_("question"))
    note = models.TextField(_("explanatory note"), blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "letter"], name="one_question_a_letter")
        ]

    def __str__(self):
        return f"({self.letter})"
