"""Who holds a mandate: terms begin and end, and the rights of the office end with the term."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mandate.models import Term
from stakeholders import clock
from stakeholders.models import Office
from stakeholders.moments import GENEVA
from stakeholders.records import record_save
from stakeholders.services import end_sessions


class TermRefused(Exception):
    """What stands in the way, as a sentence."""


@transaction.atomic
def begin_term(term, *, by):
    """Save a new term and give its account the office of Independent Expert, if the term runs today.

    TermRefused where another term of the mandate runs in those days: a mandate has one holder at a time. An account
    that has no office gets it; one that holds another office keeps that and is refused.
    """
    obstacle = obstacle_to(term)
    if obstacle:
        raise TermRefused(obstacle)
    record_save(term, by=by)
    if term.user and term.covers(_today()) and term.user.office != Office.EXPERT:
        term.user.office = Office.EXPERT
        term.user.save(update_fields=["office"])
    return term


def obstacle_to(term):
    """What stands in the way of a term, as a sentence, or ""."""
    other = _overlapping(term)
    if other:
        words = _("%(holder)s holds the mandate in these days. End that term first.")
        return words % {"holder": other.holder}
    if term.user and term.user.office not in (Office.NONE, Office.EXPERT):
        return _("This account holds another office: %(office)s.") % {"office": term.user.standing}
    return ""


@transaction.atomic
def end_term(term, *, on, end, by, reason=""):
    """A term ended on that day, with or without its holder; the rights close that day.

    TermRefused where it ended already, or on a day before it began. A day to come is closed by `close_ended_terms`.
    """
    if term.ended_on:
        raise TermRefused(_("This term has ended already."))
    if on < term.begins:
        raise TermRefused(_("It ends before it begins."))
    term.ended_on, term.end = on, end
    record_save(term, by=by, reason=reason)
    if on <= _today():
        _close(term, by)
    return term


@transaction.atomic
def close_ended_terms(now):
    """Take the rights of every holder whose last day is over. For `tick`: idempotent."""
    day = now.astimezone(GENEVA).date()
    for term in Term.objects.to_close(day).select_for_update(of=("self",)).select_related("user"):
        _close(term, None)


def holder_on(terms, user_id, day):
    """The Term, of those given, under which that account acted on that day, or None."""
    return next((term for term in terms if term.user_id == user_id and term.covers(day)), None)


def newly_held_by(user, day):
    """The Mandates that `user` took over from somebody else in the thirty days before `day`."""
    since = day - timedelta(days=30)
    own = Term.objects.running_on(day).filter(user=user, begins__gte=since).select_related("mandate")
    return [term.mandate for term in own if term.mandate.terms.filter(begins__lt=term.begins).exists()]


def terms_of(declaration):
    """The Terms of the mandate that `declaration` is drafted under, of those who had an account here."""
    return list(Term.objects.filter(mandate__declarations=declaration, user__isnull=False))


def office_then(user, when, terms):
    """The office under which an account acted at that moment; for those without a term of then, the office it has."""
    if user is None:
        return ""
    term = holder_on(terms, user.pk, when.astimezone(GENEVA).date())
    if term:
        return term.title
    return str(user.get_office_display()) if user.office else ""


def named_then(user, when, terms):
    """The name and office of then: a holder whose term is over is named as the record was made ("" for nobody)."""
    if user is None:
        return ""
    term, office = holder_on(terms, user.pk, when.astimezone(GENEVA).date()), office_then(user, when, terms)
    name = term.holder if term else user.name
    return f"{name} ({office})" if office else str(user)


def _close(term, by):
    """Without the office and without a session; unless the same person holds another term that runs."""
    term.closed_at = clock.now()
    record_save(term, by=by, fields=["closed_at"])
    user = term.user
    if user is None or user.office != Office.EXPERT:
        return
    if user.terms.exclude(pk=term.pk).filter(closed_at=None).running_on(_today()).exists():
        return
    user.office = Office.NONE
    user.save(update_fields=["office"])
    end_sessions(user, by=by)


def _overlapping(term):
    """Another term of the mandate that has a day in common with this one."""
    others = Term.objects.filter(mandate=term.mandate).exclude(pk=term.pk)
    last = term.last_day
    if last:
        others = others.filter(begins__lte=last)
    ends_later = Q(ended_on__gte=term.begins) | Q(ended_on=None, until__gte=term.begins)
    return others.filter(ends_later | Q(ended_on=None, until=None)).first()


def _today():
    return clock.now().astimezone(GENEVA).date()
