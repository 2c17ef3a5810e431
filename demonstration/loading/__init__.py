"""Loads the demonstration through the services, as people would have worked, under a clock of its own."""

from django.apps import apps
from django.db import transaction

from demonstration.loading import (
    answers,
    asking,
    clearing,
    hearing,
    mandates,
    ordering,
    people,
    rounds,
    talk,
    texts,
)
from demonstration.loading.calendar import Calendar
from stakeholders.installing import codes, uninstall
from stakeholders.models import Organisation, User


def is_empty():
    """Nobody has come in yet, so there is room for the demonstration; the States that came with it make way."""
    return not User.objects.exists() and not Organisation.objects.exclude(code__in=codes()).exists()


@transaction.atomic
def load(today):
    """Load fourteen months of work that end on `today` (a date). All of it or nothing."""
    uninstall(apps.get_model)
    calendar = Calendar(today)
    cast = people.load(calendar)
    text = texts.bring(calendar, cast)
    mandates.enter(calendar, cast, text.declaration.mandate)
    asking.enter(calendar, cast, text.declaration)
    first_version = texts.freeze(calendar, cast, text.declaration, 0)
    texts.translate(calendar, cast, first_version)
    first = rounds.open_first(calendar, cast, first_version)
    comments = talk.first_round(calendar, cast, first)
    rounds.close_first(calendar, cast, first)
    answers.revise(calendar, cast, text, comments)
    answers.respond(calendar, cast, first, comments)
    second_version = texts.freeze(calendar, cast, text.declaration, 1)
    mandates.tie(calendar, cast, text, [first_version, second_version])
    second = rounds.open_second(calendar, cast, second_version)
    talk.second_round(calendar, cast, second)
    hearing.note(calendar, cast, second)
    ordering.order(calendar, cast, text.declaration.mandate, comments)
    clearing.clear(calendar, cast, second)
    return text.declaration
