"""Where a declaration stands, in the few facts that a home page tells."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from circulation.models import Recipient, Round
from comments.models import Comment, Outcome, Response
from comments.services import cells
from drafting.models import Version
from drafting.services import finalization_of
from stakeholders import moments


@dataclass(frozen=True)
class Step:
    """One stretch of the road from the first text to its submission."""

    name: str
    detail: str
    state: str  # done, now or ahead
    address: str = ""


@dataclass(frozen=True)
class Summary:
    declaration: object
    road: list
    versions: list
    rounds: list
    open_rounds: list
    latest: Version | None


def summary(declaration, user, now):
    """Versions, rounds and road of `declaration` as `user` may see them, in three queries."""
    versions = list(declaration.versions.visible_to(user).select_related("declaration").order_by("number"))
    rounds = list(Round.objects.visible_to(user).filter(declaration=declaration).for_list())
    latest = next(
        (version for version in reversed(versions) if version.is_public), versions[-1] if versions else None
    )
    return Summary(
        declaration=declaration,
        road=road(versions, rounds, now, finalization_of(declaration)),
        versions=versions,
        rounds=rounds,
        open_rounds=[round for round in rounds if round.is_open_at(now)],
        latest=latest,
    )


def road(versions, rounds, now, final=None):
    """The steps in the order in which they happened, then what is still to come."""
    stops = [(version.issued_at, _version_step(version)) for version in versions if version.issued_at]
    stops += [(round.opens_at, _round_step(round, now)) for round in rounds if round.is_announced]
    steps = [step for _moment, step in sorted(stops, key=lambda stop: stop[0])]
    submitted = any(version.state == Version.State.SUBMITTED for version in versions)
    if final:
        begun = _("begun %(day)s") % {"day": moments.day(final.begun_at)}
        address = reverse("finalization", args=[final.declaration.slug])
        steps.append(Step(_("Finalization"), begun, "done" if submitted else "now", address))
    if not any(step.state == "now" for step in steps) and not submitted:
        steps.append(Step(_("Revision"), _("the comments are being considered"), "now"))
    steps.append(Step(_("Submission"), _("to the Council"), "done" if submitted else "ahead"))
    return steps


def standing(round, now):
    """How far a round is, in one sentence for everybody."""
    if round.is_open_at(now):
        return _("Open until %(moment)s (%(left)s).") % {
            "moment": moments.in_geneva(round.closes_at),
            "left": moments.time_left(round.closes_at, now),
        }
    if round.state in (Round.State.PREPARATION, Round.State.ANNOUNCED):
        return _("Opens on %(moment)s.") % {"moment": moments.in_geneva(round.opens_at)}
    return _("Closed on %(moment)s.") % {"moment": moments.in_geneva(round.closes_at)}


def figures(round, user):
    """How many comments and answers, once they are published; parties by category only from three on."""
    if not round.is_published and not (user.is_authenticated and user.is_drafter):
        return None
    comments = Comment.objects.visible_to(user).in_round(round).standing()
    answered = Response.objects.visible_to(user).filter(comment__in=comments.values("pk"))
    replied = round.recipients.filter(state__in=(Recipient.State.SUBMITTED, Recipient.State.NIL))
    outcomes = [
        (outcome, n)
        for outcome, n in answered.order_by().values_list("outcome").annotate(n=Count("pk")).order_by("-n")
    ]
    drafts = user.is_authenticated and user.is_drafter
    one, row = (str, cells.in_full) if drafts else (cells.guarded_total, cells.guarded)
    return {
        "comments": one(comments.count()),
        "parties": one(comments.values("organisation").distinct().count()),
        "answered": one(answered.count()),
        "replied": one(replied.count()),
        "outcomes": [
            (Outcome(outcome).label, outcome, shown)
            for (outcome, _n), shown in zip(outcomes, row([n for _o, n in outcomes]), strict=True)
        ],
    }


def own_recipient(round, user):
    """The recipient that `user` acts for in `round`, or None."""
    if not user.is_authenticated or not user.active_memberships:
        return None
    return Recipient.objects.of(user).filter(round=round).select_related("organisation").first()


def _version_step(version):
    name = str(version.get_name_display()).capitalize()
    detail = f"{version.symbol} · " if version.symbol else ""
    return Step(name, detail + moments.day(version.issued_at), "done", version.get_absolute_url())


def _round_step(round, now):
    name = _("Round %(number)s") % {"number": round.number}
    if round.is_open_at(now):
        detail = _("open until %(day)s") % {"day": moments.day(round.closes_at)}
        return Step(name, detail, "now", round.get_absolute_url())
    if round.opens_at > now:
        return Step(
            name, _("opens %(day)s") % {"day": moments.day(round.opens_at)}, "ahead", round.get_absolute_url()
        )
    return Step(name, str(round.get_state_display()), "done", round.get_absolute_url())
