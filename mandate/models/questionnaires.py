import json
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandate import permissions
from stakeholders import moments
from stakeholders.records import Records

SENT = _("This questionnaire was sent on %(day)s and stays as it was sent. Draw up another one.")


class QuestionnaireQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Once sent it is everybody's; before that it belongs to those who draw it up."""
        return self if permissions.may_keep(user) else self.filter(sent_on__isnull=False)


class Questionnaire(models.Model):
    """Questions sent to recipients in stage one. A round goes out on it as on a frozen version."""

    mandate = models.ForeignKey(
        "mandate.Mandate", on_delete=models.PROTECT, related_name="questionnaires", verbose_name=_("mandate")
    )
    slug = models.SlugField(_("address"), max_length=80, default="questionnaire")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("original language"), max_length=10, default="en")
    introduction = models.TextField(_("introduction"), blank=True)
    source = models.ForeignKey(
        "mandate.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questionnaires",
        verbose_name=_("printed in"),
    )
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    history = Records()
    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "slug"],
                name="one_questionnaire_an_address",
                violation_error_message=_("Another questionnaire has that address."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("questionnaire", args=[self.mandate.slug, self.slug])

    def clean(self):
        self.refuse_if_sent()

    @property
    def sha256(self):
        """Over canonical JSON of what was asked, in every language: what a reply and an approval refer to."""
        asked = [
            [[q.letter, self.language, q.text, q.note]]
            + [[q.letter, text.language, text.text, text.note] for text in q.texts.all()]
            for q in self.questions.prefetch_related("texts")
        ]
        content = [self.title, self.language, self.introduction, asked]
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_sent(self):
        return self.sent_on is not None

    def refuse_if_sent(self):
        """ValidationError with a sentence, once it was sent: what people answered does not change under them."""
        if self.is_sent:
            raise ValidationError(SENT % {"day": moments.day(self.sent_on)}, code="sent")


class Question(models.Model):
    """One question, in the questionnaire's own language; other languages stand beside it."""

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="questions", verbose_name=_("questionnaire")
    )
    letter = models.CharField(_("letter"), max_length=4)
    text = models.TextField(_("question"))
    note = models.TextField(_("explanatory note"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "letter"], name="one_question_a_letter")
        ]

    def __str__(self):
        return f"({self.letter})"

    def in_language(self, language):
        """The question and note in that language: a QuestionText, or the question itself where there is none."""
        return next((text for text in self.texts.all() if text.language == language), self)

    def clean(self):
        if self.questionnaire_id:
            self.questionnaire.refuse_if_sent()


class QuestionText(models.Model):
    """A question in another language."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="texts", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("question"))
    note = models.TextField(_("explanatory note"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("question in another language")
        verbose_name_plural = _("questions in other languages")
        ordering = ["question", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language"],
                name="one_text_a_language",
                violation_error_message=_("The question stands in that language already."),
            )
        ]

    def __str__(self):
        return f"{self.question} {self.language}"

    def clean(self):
        if self.question_id:
            self.question.questionnaire.refuse_if_sent()
