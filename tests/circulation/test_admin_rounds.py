"""A round in admin: from the form to the outbox and an extension, as an administrator goes."""

import re
from datetime import timedelta

import pytest

from circulation.models import Extension, Recipient, Round
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import make_round

pytestmark = pytest.mark.django_db
ROUNDS = "/admin/circulation/round/"


@pytest.fixture
def client(client_of, administrator):
    return client_of(administrator)


@pytest.fixture
def preparation(version, administrator, arvenia, tolmark):
    """A round that has two recipients and has not been opened."""
    return make_round(version, [arvenia, tolmark], administrator, is_open=False)


def filled_in(client, **changes):
    """What a browser sends that opens the add form and changes only this."""
    page = client.get(f"{ROUNDS}add/")
    form = page.context["adminform"].form
    values = {}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if hasattr(bound.field.widget, "decompress") else None
        for index, part in enumerate(parts or []):
            values[f"{bound.html_name}_{index}"] = "" if part is None else str(part)
        if parts is None:
            values[bound.html_name] = "" if value is None else str(value)
    return values | {"title": "First consultation"} | changes


def hidden(page):
    """The hidden fields of the acting form, as a browser would send them."""
    once = re.findall(r'name="(once|for)" value="([^"]+)"', page.content.decode())
    return dict(once)


def address(round, act):
    return f"{ROUNDS}{round.pk}/{act}/"


def test_a_new_round_starts_with_the_newest_version_and_the_next_number(client, version):
    answer = client.post(f"{ROUNDS}add/", filled_in(client))
    round = Round.objects.get()
    assert (answer.status_code, round.version, round.number, round.state) == (302, version, 1, "preparation")
    assert round.declaration == version.declaration
    assert [(r.history_user.name, r.history_type) for r in round.history.all()] == [
        ("Ada Administrator", "+")
    ]


def test_a_new_round_takes_the_settings_of_the_last_one(client, version, arvenia, administrator):
    make_round(version, [arvenia], administrator, visibility="group", limit=900, late_policy="none")
    form = client.get(f"{ROUNDS}add/").context["adminform"].form
    wanted = ("number", "visibility", "limit", "late_policy")
    assert [form[name].value() for name in wanted] == [2, "group", 900, "none"]


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("2027-03-28", "02:30", "On that night the clocks go forward, and this time does not come."),
        ("2027-10-31", "02:30", "On that night the clocks go back, and this time comes twice."),
    ],
)
def test_an_hour_that_does_not_come_or_comes_twice_is_refused(client, version, day, time, sentence):
    answer = client.post(f"{ROUNDS}add/", filled_in(client, closes_at_0=day, closes_at_1=time))
    errors = answer.context["adminform"].form.errors
    assert ([*errors], errors["closes_at"]) == (["closes_at"], [f"{sentence} Choose another one."])
    assert Round.objects.count() == 0


def test_times_are_entered_and_shown_in_geneva_time(client, version):
    client.post(f"{ROUNDS}add/", filled_in(client, closes_at_0="2027-07-02", closes_at_1="18:00"))
    round = Round.objects.get()
    assert round.closes_at.isoformat() == "2027-07-02T16:00:00+00:00"
    assert client.get(ROUNDS).content.decode().count("Friday 2 July 2027, 18:00 Geneva") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at_0": "2020-01-03"}, "closes_at"),
        ({"late_until_0": "2020-01-03", "late_until_1": "18:00"}, "late_until"),
        ({"cover_text": "Dear all"}, "cover_text"),
        ({"version": ""}, "version"),
        ({"title": ""}, "title"),
        ({"number": "-1"}, "number"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused_beside_the_field(client, version, changes, field):
    answer = client.post(f"{ROUNDS}add/", filled_in(client, **changes))
    assert ([*answer.context["adminform"].form.errors], Round.objects.count()) == ([field], 0)


def test_recipients_are_counted_before_they_are_added(client, preparation, coastal):
    page = client.get(address(preparation, "recipients"), {"categories": "ngo"})
    assert [str(party) for party in page.context["new"]] == ["Coastal Peoples"]
    assert preparation.recipients.count() == 2
    client.post(address(preparation, "recipients"), {"categories": "ngo", **hidden(page)})
    assert [str(r.organisation) for r in preparation.recipients.for_list()] == [
        "Arvenia",
        "Tolmark",
        "Coastal Peoples",
    ]


def test_a_category_and_a_group_together_mean_those_of_both(client, preparation, coastal):
    page = client.get(
        address(preparation, "recipients"),
        {"categories": ["member_state"], "groups": ["weog"], "codes": ["CPN"]},
    )
    assert [str(party) for party in page.context["new"]] == ["Coastal Peoples"]


def test_a_listed_party_is_taken_off_while_nothing_was_sent(client, preparation):
    client.post(address(preparation, "recipients"), {"off": ["AR"]})
    assert [str(r.organisation) for r in preparation.recipients.all()] == ["Tolmark"]


def test_nobody_is_taken_off_an_open_round(client, round_one):
    client.post(address(round_one, "recipients"), {"off": ["AR"]})
    assert round_one.recipients.count() == 3


def test_the_page_before_opening_says_what_will_happen_and_changes_nothing(
    client, preparation, anna, tomas, dara
):
    page = client.get(address(preparation, "opening"))
    assert list(page.context["sentences"])[:2] == ["2 parties are invited.", "3 mails go out."]
    preparation.refresh_from_db()
    assert (preparation.state, Notice.objects.count()) == ("preparation", 0)


def test_opening_writes_to_all_who_act_for_a_party(client, preparation, anna, tomas, dara, rui):
    answer = client.post(address(preparation, "opening"), hidden(client.get(address(preparation, "opening"))))
    preparation.refresh_from_db()
    assert (answer.status_code, preparation.state, preparation.opened_by.name) == (
        302,
        "open",
        "Ada Administrator",
    )
    assert sorted(Notice.objects.values_list("to", flat=True)) == [anna.email, dara.email, tomas.email]


def test_opening_twice_by_a_double_click_writes_once(client, preparation, anna):
    sent = hidden(client.get(address(preparation, "opening")))
    answers = [client.post(address(preparation, "opening"), sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Notice.objects.count() == 1


def test_a_round_without_recipients_is_not_opened_and_says_why(client, version, administrator):
    empty = make_round(version, [], administrator, is_open=False)
    answer = client.post(address(empty, "opening"))
    assert (answer.status_code, answer.context["obstacles"]) == (422, ["There are no recipients yet."])
    empty.refresh_from_db()
    assert empty.state == "preparation"


def test_what_was_circulated_cannot_be_edited(client, round_one):
    before = Round.objects.values().get()
    answer = client.post(f"{ROUNDS}{round_one.pk}/change/", filled_in(client, title="Another title"))
    assert (answer.status_code, Round.objects.values().get()) == (403, before)


def test_an_extension_is_told_to_all_and_recorded(client, round_one, anna, tomas):
    later = (round_one.closes_at + timedelta(days=7)).date().isoformat()
    form = {"closes_at_0": later, "closes_at_1": "18:00", "reason": "A holiday", "authority": "The expert"}
    assert client.post(address(round_one, "extension"), form).status_code == 302
    extension = Extension.objects.get()
    round_one.refresh_from_db()
    assert (extension.reason, extension.by.name, round_one.closes_at) == (
        "A holiday",
        "Ada Administrator",
        extension.closes_at,
    )
    told = Notice.objects.filter(kind="extended")
    assert sorted(told.values_list("to", flat=True)) == [anna.email, tomas.email]


def test_an_extension_backwards_is_refused_with_what_was_typed(client, round_one):
    form = {
        "closes_at_0": "2020-01-03",
        "closes_at_1": "18:00",
        "reason": "A holiday",
        "authority": "The expert",
    }
    answer = client.post(address(round_one, "extension"), form)
    assert (answer.status_code, answer.context["form"]["reason"].value()) == (422, "A holiday")
    assert Extension.objects.count() == 0


def test_a_round_is_not_closed_before_its_time_while_somebody_is_silent(client, round_one):
    answer = client.post(address(round_one, "closing"))
    assert (answer.status_code, len(answer.context["obstacles"])) == (422, 1)
    round_one.refresh_from_db()
    assert round_one.state == "open"


def test_a_round_is_closed_compiled_and_considered(client, round_one):
    with clock.at(round_one.closes_at + timedelta(minutes=1)):
        states = []
        for act in ("closing", "compilation", "consideration"):
            assert client.post(address(round_one, act)).status_code == 302
            round_one.refresh_from_db()
            states.append(round_one.state)
    assert states == ["late", "compiled", "consideration"]
    assert {r.state for r in round_one.recipients.all()} == {Recipient.State.NO_REPLY}
    assert [r.history_change_reason for r in round_one.history.order_by("history_id")] == [
        "",
        "Opened",
        "Closed",
        "Compilation begun",
        "Consideration begun",
    ]


@pytest.mark.parametrize("act", ["compilation", "consideration", "opening"])
def test_an_act_out_of_turn_does_nothing_and_says_so(client, round_one, act):
    answer = client.post(address(round_one, act))
    assert (answer.status_code, len(answer.context["obstacles"])) == (422, 1)
    round_one.refresh_from_db()
    assert round_one.state == "open"


ACTS = ["recipients", "opening", "extension", "closing", "compilation", "consideration"]


@pytest.mark.parametrize("act", ACTS)
def test_the_acts_are_the_administrators_alone(client_of, round_one, secretariat, expert, anna, act):
    answers = [
        client_of(user).post(address(round_one, act)).status_code for user in (secretariat, expert, anna)
    ]
    assert answers == [403, 403, 403]
    round_one.refresh_from_db()
    assert round_one.state == "open"


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_a_round_that_is_not_there_is_not_found(client, act):
    assert [client.get(f"{ROUNDS}{key}/{act}/").status_code for key in ("999", "x")] == [404, 404]


def test_the_secretariat_looks_at_rounds_and_changes_none(client_of, secretariat, round_one):
    client = client_of(secretariat)
    assert [client.get(url).status_code for url in (ROUNDS, f"{ROUNDS}{round_one.pk}/change/")] == [200, 200]
    assert client.get(f"{ROUNDS}add/").status_code == 403


def test_a_round_has_its_history_and_no_page_that_reverts(client, round_one):
    page = client.get(f"{ROUNDS}{round_one.pk}/history/")
    assert page.status_code == 200
    assert "style=" not in page.content.decode()
    record = round_one.history.first()
    assert client.post(f"{ROUNDS}{round_one.pk}/history/{record.pk}/").status_code == 404


def test_a_round_is_not_deleted_and_the_page_says_what_to_do_instead(client, round_one):
    answers = [
        client.get(address(round_one, "delete")),
        client.post(address(round_one, "delete"), {"post": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].context["title"] == "Nothing is deleted here"
    assert Round.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rounds_costs_the_same_for_one_and_for_three(
    client, django_assert_num_queries, version, arvenia, administrator, count
):
    for number in range(1, count + 1):
        make_round(version, [arvenia], administrator, number=number)
    with django_assert_num_queries(7):
        assert client.get(ROUNDS).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_before_opening_costs_the_same_for_one_and_for_three(
    client,
    django_assert_num_queries,
    version,
    arvenia,
    tolmark,
    coastal,
    anna,
    tomas,
    noor,
    administrator,
    count,
):
    round = make_round(version, [arvenia, tolmark, coastal][:count], administrator, is_open=False)
    with django_assert_num_queries(16):
        assert client.get(address(round, "opening")).context["preview"]["mails"] == count
