from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulation.models import Round
from comments import permissions
from comments.models.anchored import READ_BY_ALL, Anchored, Publication
from comments.models.naming import Unnamed, as_named_to, may_be_named_to
from stakeholders import clock
from stakeholders.records import Records


class CommentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def in_round(self, round):
        return self.filter(round=round)

    def without_change(self):
        """Those for which no words of the text were changed, or for which what was changed is undone."""
        changed = apps.get_model("comments.Change").objects.standing()
        return self.exclude(pk__in=changed.values("comment"))

    def published(self):
        """What anybody may read: the round's answers are out, and neither party nor policy withholds it."""
        return self.filter(
            round__state__in=Round.PUBLISHED,
            round__publication=Round.Publication.ANSWERED,
            publication__in=READ_BY_ALL,
        ).filter(Comment.STANDS_OR_STUB)

    def visible_to(self, user):
        """The comments `user` may read, in whatever form: the only road to a row.

        Everyone: the published ones. A delegation: its own, and what the round's policy shows it of the other
        recipients'. The expert and the secretariat: all that was submitted. An administrator, a superuser:
        as everyone.
        """
        if permissions.may_see_all_submissions(user):
            return self
        public = Q(pk__in=Comment.objects.published().values("pk"))
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | self._of_delegations(user) | self._shown_to_recipients(user))

    def named_for(self, user):
        """With what `user` may know of each party: number, name, category, group, and the order of the list."""
        return self.annotate(**as_named_to(user)).order_by(
            models.F("entry__order").asc(nulls_first=True),
            "question__letter",
            "start",
            "party_key",
            "serial",
        )

    def for_list(self):
        found = self.select_related(
            "organisation",
            "submission",
            "round__declaration",
            "entry__record",
            "entry__provision",
            "entry__version__declaration",
            "question",
        ).order_by(
            models.F("entry__order").asc(nulls_first=True),
            "question__letter",
            "start",
            "organisation__sort_key",
            "serial",
        )
        # The record has every comment of its submission: beside each of them it would fill the memory.
        return found.defer("submission__record")

    def for_reader(self, user):
        """Ready to be shown to `user`: answers, changes and endorsements come only as far as `user` may see them."""
        return (
            self.visible_to(user)
            .for_list()
            .named_for(user)
            .prefetch_related(
                Prefetch("response", apps.get_model("comments.Response").objects.for_reader(user)),
                Prefetch(
                    "changes",
                    apps.get_model("comments.Change")
                    .objects.visible_to(user)
                    .select_related("record__provision"),
                ),
                Prefetch("endorsements", Endorsement.objects.visible_to(user).select_related("organisation")),
            )
        )

    @staticmethod
    def _of_delegations(user):
        return Q(organisation__in=[m.organisation_id for m in user.active_memberships])

    @staticmethod
    def _shown_to_recipients(user):
        mine = [m.organisation_id for m in user.admitted_memberships]
        groups = {m.organisation.regional_group for m in user.admitted_memberships} - {"none"}
        received = Round.objects.filter(recipients__organisation__in=mine)
        open_to_all = received.filter(Q(visibility=Round.Visibility.OPEN) | Q(state__in=Round.REVEALED))
        within_group = received.filter(visibility=Round.Visibility.GROUP)
        shown = Q(round__in=open_to_all.values("pk")) | Q(
            round__in=within_group.values("pk"), organisation__regional_group__in=groups
        )
        return shown & Q(publication__in=READ_BY_ALL) & Comment.STANDS_OR_STUB


class Comment(Anchored):
    """A comment as it was received. It has a number that never changes, and a history from here on."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        PROPOSED = "proposed", _("response proposed")
        DECIDED = "decided", _("decided")
        ANSWERED = "answered", _("answered")

    class Channel(models.TextChoices):
        WEB = "web", _("web")
        FORM = "form", _("form")
        EMAIL = "email", _("e-mail")
        LETTER = "letter", _("letter")
        ORAL = "oral", _("oral")

    # Of a group's comment, the members that stand behind it: told by `services.showing.with_members`, else not asked.
    behind_it = ()
    # What was shown until its party disowned it leaves a stub where it was shown.
    STANDS_OR_STUB = Q(withdrawn_at=None) | Q(disavowed_at=models.F("withdrawn_at"))

    ref = models.CharField(_("number"), max_length=24)
    # For a comment without a name: its number for everybody else, and what they read for its party.
    public_ref = models.CharField(max_length=24, blank=True)
    unnamed_as = models.CharField(max_length=30, blank=True)
    round = models.ForeignKey("circulation.Round", on_delete=models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(
        "stakeholders.Organisation",
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("party"),
    )
    serial = models.PositiveIntegerField()
    submission = models.ForeignKey("comments.Submission", on_delete=models.PROTECT, related_name="comments")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.WEB)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    received_at = models.DateTimeField(_("received"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    disavowed_at = models.DateTimeField(_("disowned"), null=True)

    history = Records()
    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation", "serial"], name="one_comment_a_number"),
            models.UniqueConstraint(fields=["round", "ref"], name="one_comment_a_ref"),
            models.UniqueConstraint(
                fields=["round", "public_ref"], condition=~Q(public_ref=""), name="one_comment_a_public_ref"
            ),
        ]
        indexes = [models.Index(fields=["entry", "paragraph"], name="comments_by_place")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("comment", args=[self.round.declaration.slug, self.number])

    def named_to(self, user):
        """Itself, knowing whether `user` may know its party. Until somebody asked, it is read without the name."""
        self.is_named = may_be_named_to(user, self.publication, self.organisation_id)
        return self

    @property
    def is_anonymous(self):
        # Asked of `__dict__`, so that a list that leaves the choice out does not fetch it row by row.
        known = self.__dict__.get("is_named")
        return self.publication == Publication.UNNAMED if known is None else not known

    @property
    def party(self):
        """Who comments, as this reader may know: the organisation, or its category alone."""
        return Unnamed(self.unnamed_as) if self.is_anonymous else self.organisation

    @property
    def number(self):
        """Its number for this reader: a comment without a name has another one, that says nothing of its party."""
        return self.public_ref if self.is_anonymous else self.ref

    @property
    def is_withheld(self):
        return self.publication == Publication.WITHHELD

    @property
    def answer(self):
        """The response, if there is one; whether it may be shown is the response's own question."""
        return getattr(self, "response", None)


class EndorsementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An endorsement is seen where the comment is."""
        return self.filter(comment__in=Comment.objects.visible_to(user), withdrawn_at=None)


class Endorsement(models.Model):
    """Another party's stand on a comment. Non-governmental bodies support; States co-sponsor, align, dissociate."""

    class Kind(models.TextChoices):
        CO_SPONSOR = "co_sponsor", _("co-sponsors")
        ALIGN = "align", _("aligns")
        ALIGN_EXCEPT = "align_except", _("aligns except")
        DISSOCIATE = "dissociate", _("dissociates")
        SUPPORT = "support", _("supports")

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="endorsements")
    organisation = models.ForeignKey(
        "stakeholders.Organisation", on_delete=models.PROTECT, related_name="endorsements"
    )
    kind = models.CharField(_("stand"), max_length=14, choices=Kind)
    words = models.TextField(_("own words"), blank=True)
    by = models.ForeignKey("stakeholders.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    history = Records()
    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["organisation__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "organisation"], condition=Q(withdrawn_at=None), name="one_stand_a_party"
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_kind_display()} {self.comment}"
