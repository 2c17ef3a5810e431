"""The demonstration is loaded through the services, and looks like fourteen months of life that end today."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import path

from circulation.models import Recipient, Round
from comments import services
from comments.models import Comment, Endorsement, Placement, Response
from config.urls import urlpatterns as product
from demonstration import loading, views
from demonstration.loading.calendar import content
from drafting.models import HistoricalWording, Version
from stakeholders import clock
from stakeholders.models import Notice, User
from stakeholders.moments import GENEVA
from tests.demonstration.replay import replayed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)

urlpatterns = [
    path("demonstration/", views.cast, name="cast"),
    path("demonstration/sign-in/", views.sign_in, name="sign_in_as"),
    path("demonstration/outbox/", views.outbox, name="outbox"),
    path("demonstration/outbox/<int:number>/", views.notice, name="outbox_notice"),
    *product,
]


@pytest.fixture
def loaded():
    with clock.at(datetime(2026, 11, 24, 12, tzinfo=GENEVA)):
        yield loading.load(TODAY)


def test_what_the_content_says_is_there(loaded):
    assert Comment.objects.filter(round__number=1).count() == len(content("comments-round-1.json"))
    assert Response.objects.filter(published_at__isnull=False).count() == len(
        content("responses-round-1.json")
    )
    assert Endorsement.objects.count() == len(content("endorsements-round-1.json"))
    assert Placement.objects.count() == Comment.objects.filter(round__number=1, entry__isnull=False).count()
    assert services.verify_chain() == []


def test_the_revised_text_is_the_one_that_the_edits_make(loaded):
    entries = Version.objects.get(number=2).entries.select_related("record").order_by("order")
    made = {entry.label: entry.record.text for entry in entries}
    assert {label: made.get(label) for label in replayed().revised()} == {
        label: text for label, text in words_of(replayed().revised()).items()
    }


def words_of(units):
    return {label: getattr(unit, "text", unit) for label, unit in units.items()}


def test_the_open_round_closes_on_a_friday_at_least_ten_days_ahead(loaded):
    closes = Round.objects.get(number=2).closes_at.astimezone(GENEVA)
    assert (closes.weekday(), closes.hour) == (4, 18)
    assert closes.date() - TODAY >= timedelta(days=10)


def test_nothing_happens_after_today_nor_at_night(loaded):
    moments = list(HistoricalWording.objects.values_list("history_date", flat=True))
    moments += list(Comment.objects.values_list("received_at", flat=True))
    local = [moment.astimezone(GENEVA) for moment in moments]
    assert max(moment.date() for moment in local) <= TODAY
    assert (TODAY - min(moment.date() for moment in local)).days > 400
    assert [moment for moment in local if not 7 <= moment.hour <= 20 or moment.weekday() > 4] == []


def test_who_did_not_answer_is_recorded_as_silent(loaded):
    silent = Recipient.objects.filter(round__number=1, state="no_reply")
    assert set(silent.values_list("organisation__code", flat=True)) == {"MCE", "ATC"}


def test_loading_again_is_refused_and_if_empty_changes_nothing(loaded):
    before = Comment.objects.count(), Notice.objects.count()
    with pytest.raises(CommandError, match="There is data already"):
        call_command("demo")
    call_command("demo", if_empty=True)
    assert (Comment.objects.count(), Notice.objects.count()) == before


@pytest.mark.urls(__name__)
def test_one_click_makes_one_somebody_of_the_cast_and_nobody_else(loaded, client, settings):
    settings.DEMO = True
    assert client.get("/demonstration/").status_code == 200
    answer = client.post(
        "/demonstration/sign-in/", {"who": "expert@travaux.example", "next": "//evil.example/"}
    )
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").context["request"].user == User.objects.get(email="expert@travaux.example")
    stranger = User.objects.exclude(email__in=[entry["who"] for entry in content("cast.json")]).first()
    assert client.post("/demonstration/sign-in/", {"who": stranger.email}).status_code == 404
    assert client.get("/demonstration/outbox/").status_code == 200


@pytest.mark.urls(__name__)
def test_the_cast_is_offered_on_this_machine_only_unless_opened_on_purpose(loaded, client, settings):
    settings.DEMO = True
    far = {"REMOTE_ADDR": "192.0.2.7"}
    pages = ("/demonstration/", "/demonstration/outbox/")
    assert [client.get(page, **far).status_code for page in pages] == [403, 403]
    settings.DEMO_OPEN = True
    assert client.get("/demonstration/", **far).status_code == 200
