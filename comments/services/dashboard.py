"""Where a round stands, in figures: who was reached, who answered, on what. Each figure is a question with a list."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate

from circulation.models import Recipient
from comments.models import Comment, Stance, Submission
from comments.models.anchored import Publication
from stakeholders.models import Category, Notice, RegionalGroup, in_protocol
from stakeholders.moments import GENEVA

State = Recipient.State
WAITING = "waiting"
# Being at work is a position: it is shown only of a party that agreed to it, else it counts as waiting.
SILENT = "silent"  # nothing received, whatever the reason
SHOWN = (State.BOUNCED, WAITING, State.AT_WORK, State.SUBMITTED, State.NIL, State.DECLINED, State.NO_REPLY)

NOTHING_RECEIVED = (WAITING, State.NO_REPLY, State.BOUNCED, State.AT_WORK)
_LINE = ("entry__provision__uid", "entry__label", "entry__slug", "entry__order")


@dataclass(frozen=True)
class Line:
    """A provision that has comments, as a line of a table."""

    uid: object
    label: str
    slug: str


@dataclass(frozen=True)
class Dashboard:
    recipients: list
    states: list  # (state, words, count)
    by_category: list  # (value, words, counts in the order of `states`, all)
    by_group: list
    days: list  # (date, submissions of that day, all until then)
    provisions: list  # (Line, comments, [(stance, count)])
    stances: list
    silence: list  # (Line, [(group, count)])
    groups: list  # (value, words, nil returns, nothing received)
    mail: list  # (state, count)
    questions: list  # (letter, replies), of a round on a questionnaire


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
        questions=_by_question(round, comments),
    )


def shown_recipients(round, state="", category="", group="", day=""):
    """[(recipient, state as it is shown)], those that meet what is asked; `day` is one of `days_of`, as 2026-01-31."""
    recipients = round.recipients.for_list()
    if day:
        recipients = recipients.filter(pk__in=_by_day(round).filter(day=day).values("recipient"))
    rows = [(recipient, _shown(recipient)) for recipient in recipients]
    return [
        (recipient, shown)
        for recipient, shown in rows
        if (not state or shown == state or (state == SILENT and shown in NOTHING_RECEIVED))
        and (not category or recipient.organisation.category == category)
        and (not group or recipient.organisation.regional_group == group)
    ]


def days_of(round):
    """[(day in Geneva, submissions of that day, all until then)], the first of each party that stands."""
    total, found = 0, []
    for day, count in _by_day(round).values_list("day").annotate(n=Count("pk")).order_by("day"):
        total += count
        found.append((day, count, total))
    return found


def _by_day(round):
    standing = Submission.objects.standing().filter(recipient__round=round)
    return standing.annotate(day=TruncDate("received_at", tzinfo=GENEVA))


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
    """[(Line, comments, [(stance, count)])] in text order, and the stances that occur."""
    # By provision: after a Corr. a round has comments on the entries of two versions.
    lines, counts = _counted(comments, "stance")
    stances = [(value, words) for value, words in Stance.choices if any(key[1] == value for key in counts)]
    rows = []
    for line in lines:
        row = [(value, counts[line.uid, value]) for value, _words in stances]
        rows.append((line, sum(n for _value, n in row), row))
    return rows, stances


def _counted(comments, field):
    """The Lines of the text that have comments, in order, and {(provision, value of `field`): comments}."""
    rows = comments.exclude(entry=None).order_by().values_list(*_LINE, field)
    counts, lines = Counter(), {}
    for uid, label, slug, order, value in rows:
        counts[uid, value] += 1
        lines[uid] = (order, Line(uid, label, slug))
    return [line for _order, line in sorted(lines.values(), key=lambda found: found[0])], counts


def _by_question(round, comments):
    if round.questionnaire_id is None:
        return []
    rows = comments.order_by().values_list("question__letter").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(q.letter, counts.get(q.letter, 0)) for q in round.questionnaire.questions.all()]


def _groups(recipients):
    found = []
    for value, words in RegionalGroup.choices:
        states = [state for r, state in recipients if r.organisation.regional_group == value]
        if states:
            silent = sum(state in NOTHING_RECEIVED for state in states)
            found.append((value, words, states.count(State.NIL), silent))
    return found


def _silence(comments, groups):
    lines, counts = _counted(comments, "shown_group")
    return [(line, [(group, counts[line.uid, group]) for group in groups]) for line in lines]


def letters_of(round, state=""):
    """The notices of a round to its recipients, those in `state` if one is asked for, in the order of the parties."""
    found = (
        Notice.objects.filter(key__regex=rf"-{round.pk}-[A-Z]", organisation__received__round=round)
        .select_related("organisation")
        .distinct()
        .order_by(*in_protocol("organisation__"), "pk")
    )
    return [notice for notice in found.defer("body", "html") if not state or notice.state == state]


def _mail(round):
    counts = Counter(notice.state for notice in letters_of(round))
    return [(state, state.label, counts[state]) for state in Notice.State if counts[state]]


def table_of(board, name):
    """A table of the dashboard for a file, as (headers, rows): stances, silence or days. KeyError for any other."""
    return {
        "stances": (
            ["provision", *(value for value, _words in board.stances), "all"],
            [[line.label, *(n for _v, n in row), total] for line, total, row in board.provisions],
        ),
        "silence": (
            ["provision", *(value for value, *_rest in board.groups)],
            [
                *([line.label, *(n for _v, n in row)] for line, row in board.silence),
                ["nil returns", *(nil for _v, _w, nil, _s in board.groups)],
                ["nothing received", *(silent for _v, _w, _n, silent in board.groups)],
            ],
        ),
        "over-time": (
            ["day", "submissions", "until then"],
            [[day.isoformat(), n, total] for day, n, total in board.days],
        ),
    }[name]
