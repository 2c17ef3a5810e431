"""What was done, on which days, who took part in figures, and which segments are closed."""

from datetime import UTC, date, datetime

import pytest

from mandate import services
from mandate.models import Activity, Attendance, Segment
from mandate.services.counting import together
from tests.mandate.conftest import no_rows

pytestmark = pytest.mark.django_db
ROWS = no_rows("segments", "working_groups", "attending", "attendance")


@pytest.fixture
def closed(meeting):
    return Segment.objects.create(
        activity=meeting, title="In camera", is_public=False, summary="Secret words"
    )


@pytest.mark.parametrize(
    ("who", "seen"),
    [("expert", True), ("secretariat", True), ("administrator", False), ("anna", False), (None, False)],
)
def test_a_closed_segment_is_seen_by_expert_and_secretariat_alone(
    request, client, client_of, meeting, closed, who, seen
):
    browser = client_of(request.getfixturevalue(who)) if who else client
    assert ("Secret words" in browser.get(meeting.get_absolute_url()).content.decode()) == seen


def test_an_administrator_finds_no_closed_segment_in_admin(client_of, administrator, meeting, closed):
    page = client_of(administrator).get(f"/admin/mandate/activity/{meeting.pk}/change/")
    assert (page.status_code, "Secret words" in page.content.decode()) == (200, False)


def test_days_that_end_before_they_begin_are_refused_and_nothing_is_lost(client_of, secretariat, mandate):
    said = {"mandate": mandate.pk, "kind": "visit", "title": "A visit", "slug": "visit"}
    said |= {"begins": "2026-03-02", "ends": "2026-03-01", "summary": "Long words", **ROWS}
    answer = client_of(secretariat).post("/admin/mandate/activity/add/", said)
    shown = answer.content.decode()
    assert "It ends before it begins." in shown
    assert "Long words" in shown
    assert (
        client_of(secretariat).post("/admin/mandate/activity/add/", said | {"ends": "2026-03-02"}).status_code
        == 302
    )
    assert Activity.objects.get().history.get().history_user == secretariat


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([("a", 5), ("b", 4)], [("a", 5), ("b", 4)]),
        ([("a", 9), ("b", 2)], []),
        ([("a", 9), ("b", 4), ("c", 2)], [("a", 9), (None, 6)]),
        ([("a", 9), ("b", 2), ("c", 2)], [("a", 9), (None, 4)]),
        ([("a", 1)], []),
    ],
)
def test_no_public_figure_is_under_three_nor_can_be_computed(cells, shown):
    assert together(cells) == shown


def test_the_expert_sees_exact_figures(meeting):
    for region, gender, count in (("african", "women", 2), ("weog", "men", 7)):
        Attendance.objects.create(activity=meeting, region=region, gender=gender, count=count)
    (exact,) = services.counts_of(meeting, exact=True)
    assert (exact.total, [n for _r, n in exact.regions]) == (9, [2, 7])
    (public,) = services.counts_of(meeting, exact=False)
    assert (public.total, public.regions, public.genders) == (9, [], [])


def test_what_is_entered_long_after_says_so(client, meeting):
    meeting.entered_at = datetime(2026, 4, 1, tzinfo=UTC)
    meeting.save()
    assert "entered afterwards" not in client.get(meeting.get_absolute_url()).content.decode()
    meeting.entered_at = datetime(2026, 9, 1, tzinfo=UTC)
    meeting.save()
    assert meeting.entered_afterwards == date(2026, 9, 1)
    shown = client.get(meeting.get_absolute_url()).content.decode()
    assert 'entered afterwards on <time datetime="2026-09-01">Tuesday 1 September 2026</time>' in shown


def test_an_activity_of_another_mandate_is_not_found(client, meeting):
    assert client.get("/mandates/other/activities/meeting/").status_code == 404
    assert client.post(meeting.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("n", [1, 3])
def test_the_calendar_takes_as_many_queries_for_three_as_for_one(
    client, mandate, n, django_assert_num_queries
):
    for k in range(n):
        Activity.objects.create(
            mandate=mandate,
            slug=f"a{k}",
            kind="panel",
            title="A panel",
            begins=date(2026, 1, 1),
            ends=date(2026, 1, 1),
        )
    with django_assert_num_queries(3):
        assert client.get("/mandates/small-matters/activities/").status_code == 200


def test_an_activity_is_in_the_calendar_with_its_own_address(client, meeting):
    lines = client.get("/events.ics").content.decode().splitlines()
    at = lines.index("SUMMARY:Consultation of two days")
    assert lines[at - 1] == "DTSTART:20260302T080000Z"
    assert lines[at + 1].endswith("/mandates/small-matters/activities/meeting/")
