"""The record of the mandate in the demonstration: three stages, nothing cited that is not there, gaps that show."""

from datetime import date

import pytest

from circulation.models import Round
from comments.models import Observation, OralView
from comments.services import theming, tracing
from demonstration import loading
from drafting import services as drafting
from mandate.models import Activity, Consideration, Source, Stage, Term
from stakeholders.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return loading.load(date(2026, 11, 24))


def test_the_questionnaire_of_2009_stands_with_its_replies_entered_afterwards(loaded, client):
    round = Round.objects.get(questionnaire__isnull=False)
    assert (round.number, round.state, round.opens_at.year) == (0, "published", 2009)
    assert round.entered_afterwards.year == 2025
    assert (round.comments.count(), Observation.objects.count()) == (18, 8)
    late = round.comments.filter(submission__minutes_late__gt=0)
    assert set(late.values_list("organisation__code", flat=True)) == {"UMI"}
    page = client.get(f"{round.get_absolute_url()}questionnaire/").content.decode()
    assert "what we lose is caused elsewhere" in page


def test_what_was_said_at_a_meeting_stands_where_its_rule_lets_it(loaded, client):
    found = OralView.objects.order_by("segment__order", "order").values_list("state", "organisation__code")
    assert list(found) == [
        ("corrected", "VS"),
        ("recorded", "CT"),
        ("recorded", None),
        ("recorded", None),
    ]
    page = client.get(f"{loaded.mandate.get_absolute_url()}activities/consultation-revised-text/views/")
    words = page.content.decode()
    assert ("Prevention needs money" in words, "Vesland" in words, "Costaluna" in words) == (
        True,
        False,
        False,
    )


def test_views_stand_under_the_themes_that_the_secretariat_gave_and_some_under_none(loaded):
    views = theming.views_of(loaded.mandate, User.objects.get(email="secretariat@travaux.example"))
    assert [len([v for v in views if theme.pk in v.themes]) for theme in loaded.mandate.themes.all()] == [
        *(11, 11, 23, 10, 13, 6, 8, 6, 5)
    ]
    assert sum(view.is_oral for view in views if view.themes) == 1
    assert any(not view.themes for view in views)


def test_the_demonstration_shows_all_three_stages_and_where_the_text_comes_from(loaded, client):
    assert list(Stage.objects.values_list("number", "state")) == [(1, "done"), (2, "done"), (3, "now")]
    assert [str(c) for c in Consideration.objects.all()] == [
        *(f"consideration ({letter})" for letter in "abcdefgh"),
        *(f"assumption ({letter})" for letter in "abcde"),
    ]
    assert list(Term.objects.values_list("end", flat=True)) == ["died", "completed", "completed", ""]
    reader = User.objects.get(email="expert@travaux.example")
    matrix = tracing.matrix(loaded, reader)
    assert [str(row) for row in matrix.unreflected] == ["consideration (b)", "consideration (h)"]
    unmet = [str(a.request) for a in drafting.requests_of(loaded.mandate, reader) if not a.answers]
    assert unmet == ["A/HRC/RES/23/12, post-2015"]
    assert [s.symbol for s in Source.objects.all() if s.doubt] == ["A/HRC/44/Add.1"]
    assert Activity.objects.get(slug="expert-workshop").entered_afterwards is not None
    assert Activity.objects.get(slug="informal-consultation").entered_afterwards is None


def test_one_symbol_is_cited_and_was_never_registered(loaded, client):
    assert list(client.get("/sources/unregistered/").context["symbols"]) == ["A/68/150"]
