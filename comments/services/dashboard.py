"""Where a round stands, in figures: who was reached, who answered, on what. Each figure is a question with a list."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate

from circulation.models import Recipient
from comments.models import Comment, Stance, Submission
from comments.models.anchored import Publication
from stakeholders.models import Category, Notice, RegionalGroup
from stakeholders.moments import GENEVA

State = Recipient.State
WAITING = "waiting"
# Being at work is a position: it is shown only of a party that agreed to it, else it counts as waiting.
SHOWN = (State.BOUNCED, WAITING, State.AT_WORK, State.SUBMITTED, State.NIL, State.DECLINED, State.NO_REPLY)


@dataclass(frozen=True)
class Dashboard:
    recipients: list
    states: list  # (state, words, count)
    by_category: list  # (value, words, counts in the order of `states`, all)
    by_group: list
    days: list  # (date, submissions of that day, all until then)
    provisions: list  # (entry, comments, {stance: count})
    stances: list
    silence: list  # (entry, counts in the order of the groups)
    groups: list  # (value, words, nil returns, nothing received)
    mail: list  # (state, count)


def dashboard(round, user, words):
    """The figures of a round as `user` may know them. `words` names each state as it is shown."""
    recipients = shown_recipients(round)
    states = Counter(state for _recipient, state in recipients)
    comments = Comment.objects.visible_to(user).named_for(user).filter(round=round, withdrawn_at=None)
    provisions, stances = _by_provision(comments)
    groups = _groups(recipients)
    return Dashboard(
        recipients=recipients,
        states=[(state, words[state], states[state]) for state in SHOWN],
        by_category=_table(recipients, "category", Category),
        by_group=_table(recipients, "regional_group", RegionalGroup),
        days=days_of(round),
        provisions=provisions,
        stances=stances,
        silence=_silence(comments, [value for value, *_rest in groups]),
        groups=groups,
        mail=_mail(round),
    )


def shown_recipients(round, state="", category="", group=""):
    """[(recipient, state as it is shown)], those that meet what is asked."""
    rows = [(recipient, _shown(recipient)) for recipient in round.recipients.for_list()]
    return [
        (recipient, shown)
        for recipient, shown in rows
        if (not state or shown == state)
        and (not category or recipient.organisation.category == category)
        and (not group or recipient.organisation.regional_group == group)
    ]


def days_of(round):
    """[(day in Geneva, submissions of that day, all until then)], the first of each party that stands."""
    first = Submission.objects.standing().filter(recipient__round=round)
    counted = first.annotate(day=TruncDate("received_at", tzinfo=GENEVA)).values_list("day")
    total, found = 0, []
    for day, count in counted.annotate(n=Count("pk")).order_by("day"):
        total += count
        found.append((day, count, total))
    return found


def replies(round):
    """Those that replied, and when: what the public sees of a round once its answers are published."""
    return _replied(round).filter(pk__in=_by_name(round)).for_list()


def replied_unnamed(round):
    """How many replied and asked not to be named or not to be published: none of them is listed."""
    return _replied(round).exclude(pk__in=_by_name(round)).count()


def _replied(round):
    return round.recipients.answered().exclude(state=State.DECLINED)


def _by_name(round):
    public = Submission.objects.standing().filter(publication=Publication.PUBLIC)
    return public.filter(recipient__round=round).values("recipient")


def _shown(recipient):
    if recipient.state == State.AT_WORK and not recipient.organisation.shows_progress:
        return WAITING
    waiting = (State.LISTED, State.INVITED, State.DELIVERED, State.ACKNOWLEDGED)
    return WAITING if recipient.state in waiting else recipient.state


def _table(recipients, field, choices):
    counts = Counter((getattr(r.organisation, field), state) for r, state in recipients)
    rows = []
    for value, words in choices.choices:
        row = [(state, counts[value, state]) for state in SHOWN]
        if total := sum(n for _state, n in row):
            rows.append((value, words, row, total))
    return rows


def _by_provision(comments):
    rows = (
        comments.exclude(entry=None)
        .order_by()
        .values_list("entry__provision", "entry__label", "entry__slug", "entry__order", "stance")
    )
    # By provision: after a Corr. a round has comments on the entries of two versions.
    counts, entries = Counter(), {}
    for provision, label, slug, order, stance in rows:
        counts[provision, stance] += 1
        entries[provision] = (order, label, slug)
    stances = [(value, words) for value, words in Stance.choices if any(k[1] == value for k in counts)]
    ordered = sorted(entries.items(), key=lambda item: item[1])
    return [
        (
            label,
            slug,
            sum(counts[entry, value] for value, _w in stances),
            [counts[entry, v] for v, _w in stances],
        )
        for entry, (_order, label, slug) in ordered
    ], stances


def _groups(recipients):
    found = []
    for value, words in RegionalGroup.choices:
        states = [state for r, state in recipients if r.organisation.regional_group == value]
        if states:
            silent = sum(state in (WAITING, State.NO_REPLY, State.BOUNCED, State.AT_WORK) for state in states)
            found.append((value, words, states.count(State.NIL), silent))
    return found


def _silence(comments, groups):
    rows = (
        comments.exclude(entry=None)
        .order_by()
        .values_list("entry__order", "entry__label", "entry__slug", "shown_group")
    )
    counts = Counter(rows)
    places = sorted({row[:3] for row in counts})
    return [
        (label, slug, [counts[order, label, slug, group] for group in groups])
        for order, label, slug in places
    ]


def _mail(round):
    marks = Notice.objects.filter(
        key__contains=f"-{round.pk}-", organisation__received__round=round
    ).distinct()
    counts = Counter(notice.state for notice in marks.only(*_FACTS))
    return [(state.label, counts[state]) for state in Notice.State if counts[state]]


_FACTS = ("sent_at", "claimed_at", "given_up_at", "bounced_at", "opened_at", "acknowledged_at")
