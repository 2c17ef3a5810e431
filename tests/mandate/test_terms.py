"""A term can end without its holder: the rights close that day, and every act keeps the name it was done under."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mandate import services
from mandate.models import Source, Term
from stakeholders import clock
from stakeholders.moments import GENEVA

pytestmark = pytest.mark.django_db
LIST = "/admin/mandate/term/"


@pytest.fixture
def today():
    return clock.now().astimezone(GENEVA).date()


@pytest.fixture
def term(mandate, expert, administrator, today):
    made = Term(mandate=mandate, holder="Elin Expert", user=expert, begins=today - timedelta(days=400))
    made.until = today + timedelta(days=600)
    return services.begin_term(made, by=administrator)


def test_a_term_that_ends_without_its_holder_closes_the_rights_that_day(
    term, expert, administrator, client_of, declaration, today
):
    browser = client_of(expert)
    assert browser.get(f"{declaration.get_absolute_url()}working/").status_code == 200
    client_of(administrator).post(f"{LIST}{term.pk}/ending/", {"on": today.isoformat(), "end": "died"})
    term.refresh_from_db()
    expert.refresh_from_db()
    assert (term.ended_on, term.end, term.holder, expert.office) == (today, "died", "Elin Expert", "")
    assert browser.get(f"{declaration.get_absolute_url()}working/").status_code == 302


def test_a_last_day_to_come_is_closed_by_the_clock_and_once(term, expert, administrator, today):
    services.end_term(term, on=today + timedelta(days=3), end="resigned", by=administrator)
    expert.refresh_from_db()
    assert expert.office == "expert"
    later = datetime.combine(today + timedelta(days=4), datetime.min.time(), UTC) + timedelta(hours=12)
    for _again in range(2):
        with clock.at(later):
            services.close_ended_terms(clock.now())
    expert.refresh_from_db()
    assert expert.office == ""
    assert term.history.count() == 3


def test_a_mandate_has_one_holder_at_a_time(term, mandate, administrator, today):
    other = Term(mandate=mandate, holder="Somebody Else", begins=today)
    with pytest.raises(services.TermRefused, match="Elin Expert holds the mandate in these days"):
        services.begin_term(other, by=administrator)


def test_a_successor_gets_the_office_and_the_predecessor_stays_named(
    term, mandate, administrator, dara, today, client
):
    services.end_term(term, on=today - timedelta(days=1), end="died", by=administrator)
    successor = Term(mandate=mandate, holder="Dara", user=dara, begins=today)
    services.begin_term(successor, by=administrator)
    dara.refresh_from_db()
    assert dara.office == "expert"
    page = client.get(mandate.get_absolute_url()).content.decode()
    assert "Elin Expert" in page
    assert "died in office" in page
    held = services.holder_on(Term.objects.all(), term.user_id, today - timedelta(days=10))
    assert str(held) == "Elin Expert, Independent Expert"


def test_dates_that_end_before_they_begin_get_a_clear_sentence_and_nothing_is_lost(
    client_of, administrator, mandate
):
    said = {"mandate": mandate.pk, "holder": "Long Name", "title": "Independent Expert"}
    said |= {"begins": "2026-03-02", "until": "2026-03-01"}
    answer = client_of(administrator).post(f"{LIST}add/", said)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "It ends before it begins." in shown
    assert "Long Name" in shown
    assert Term.objects.count() == 0


def test_the_secretariat_ends_no_term(term, client_of, secretariat):
    answer = client_of(secretariat).post(f"{LIST}{term.pk}/ending/", {"on": "2026-03-02", "end": "other"})
    assert answer.status_code == 403


def test_a_resolution_whose_day_is_not_recorded_stands_first_on_the_timeline(term, mandate, report, client):
    mandate.resolutions.create(source=report, act="created")
    Source.objects.update(date=None)
    page = client.get(mandate.get_absolute_url())
    assert [stop.day for stop in page.context["timeline"]] == [None, term.begins]
    assert "day not recorded" in page.content.decode()


def test_a_term_covers_its_first_and_last_day():
    term = Term(begins=date(2026, 1, 1), until=date(2026, 1, 3))
    assert [term.covers(date(2026, 1, day)) for day in (1, 3, 4)] == [True, True, False]


def test_what_was_issued_keeps_the_name_and_office_of_then(
    version, declaration, mandate, expert, administrator, client, client_of, secretariat, today
):
    begins = today - timedelta(days=10)
    term = Term(mandate=mandate, holder="E. Expert, as then", title="Rapporteur", user=expert, begins=begins)
    services.end_term(services.begin_term(term, by=administrator), on=today, end="other", by=administrator)
    provision = version.entries.get(label="Article 1").provision
    address = f"{declaration.get_absolute_url()}provisions/{provision.uid}/sources/"
    assert [origin.who for origin in client.get(address).context["sources"].origins] == ["Rapporteur"]
