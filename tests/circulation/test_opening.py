"""A round goes out: once, to everybody it names, and from then on it is public."""

from datetime import timedelta

import pytest
from django.db import transaction

from circulation import services
from circulation.models import Recipient, Round
from circulation.services import covers
from drafting.models import Version
from drafting.services import Refused, freeze_version
from stakeholders import clock
from stakeholders.models import Contact, Invitation, Notice, Organisation
from tests.cast import make_round, member, party

pytestmark = pytest.mark.django_db


@pytest.fixture
def preparation(version, administrator, arvenia, tolmark):
    return make_round(version, [arvenia, tolmark], administrator, is_open=False)


def test_opening_writes_to_contact_points_and_deputies_and_to_nobody_else(
    preparation, administrator, anna, dara, rui, tomas, noor
):
    services.open_round(preparation, by=administrator)
    assert sorted(Notice.objects.values_list("to", "organisation__code")) == [
        ("anna@arvenia.example", "AR"),
        ("dara@arvenia.example", "AR"),
        ("tomas@tolmark.example", "TK"),
    ]


def test_an_address_without_an_account_gets_an_invitation_in_the_same_letter(
    preparation, administrator, tolmark, settings
):
    Contact.objects.create(organisation=tolmark, email="mission@tolmark.example")
    services.open_round(preparation, by=administrator)
    notice, invitation = Notice.objects.get(), Invitation.objects.get()
    assert (invitation.email, invitation.organisation, invitation.role) == (
        "mission@tolmark.example",
        tolmark,
        "contact_point",
    )
    assert f"{settings.BASE_URL}/invitations/" in notice.body


def test_an_address_that_has_an_account_is_written_to_once(preparation, administrator, anna, arvenia):
    Contact.objects.create(organisation=arvenia, email="Anna@Arvenia.example")
    services.open_round(preparation, by=administrator)
    assert (Notice.objects.count(), Invitation.objects.count()) == (1, 0)


def test_opening_records_who_did_it_and_moves_the_recipients(preparation, administrator):
    opened = services.open_round(preparation, by=administrator)
    record = opened.history.first()
    assert (opened.state, opened.opened_by) == (Round.State.OPEN, administrator)
    assert (record.history_user, record.history_change_reason) == (administrator, "Opened")
    assert {r.state for r in opened.recipients.all()} == {Recipient.State.INVITED}
    assert all(r.invited_at for r in opened.recipients.all())


def test_a_frozen_version_is_issued_with_the_round(declaration, expert, administrator, arvenia):
    frozen = freeze_version(declaration, name=Version.Name.PRELIMINARY, by=expert)
    make_round(frozen, [arvenia], administrator)
    frozen.refresh_from_db()
    assert (frozen.state, frozen.issued_by) == (Version.State.ISSUED, administrator)


def test_before_its_time_a_round_is_announced_and_the_clock_opens_it(version, administrator, arvenia):
    start = clock.now() + timedelta(days=2)
    round = make_round(version, [arvenia], administrator, opens_at=start)
    assert round.state == Round.State.ANNOUNCED
    services.advance_rounds(start - timedelta(microseconds=1))
    round.refresh_from_db()
    assert round.state == Round.State.ANNOUNCED
    services.advance_rounds(start)
    round.refresh_from_db()
    assert round.state == Round.State.OPEN


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "open"}, "This round has been opened already."),
        ({"cover_text": "Please comment."}, "The cover text must contain {link}, so that each party finds"),
        ({"closes_at": -1}, "The closing time has passed already."),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_written(
    preparation, administrator, anna, changes, sentence
):
    if "closes_at" in changes:
        changes = {"opens_at": clock.now() - timedelta(days=9), "closes_at": clock.now() - timedelta(days=1)}
    Round.objects.filter(pk=preparation.pk).update(**changes)
    with pytest.raises(Refused) as refusal:
        services.open_round(preparation, by=administrator)
    assert str(refusal.value).startswith(sentence)
    assert not Notice.objects.exists()


def test_a_round_without_recipients_is_refused(version, administrator):
    round = make_round(version, [], administrator, is_open=False)
    with pytest.raises(Refused, match="There are no recipients yet"):
        services.open_round(round, by=administrator)


def test_a_version_that_was_set_aside_is_not_circulated(preparation, administrator, version):
    Version.objects.filter(pk=version.pk).update(state=Version.State.SET_ASIDE)
    with pytest.raises(Refused, match="set aside"):
        services.open_round(preparation, by=administrator)


def test_the_preview_counts_what_opening_then_sends(preparation, administrator, anna, dara, tolmark):
    Contact.objects.create(organisation=tolmark, email="mission@tolmark.example")
    preview = services.preview_opening(preparation)
    assert (preview["mails"], preview["obstacles"], preview["unreachable"]) == (3, [], [])
    assert not Notice.objects.exists()
    services.open_round(preparation, by=administrator)
    assert Notice.objects.count() == preview["mails"]


def test_the_preview_names_parties_that_nobody_can_be_written_to_for(preparation, anna):
    assert [str(r.organisation) for r in services.preview_opening(preparation)["unreachable"]] == ["Tolmark"]


def test_a_failure_on_the_way_sends_nothing_and_leaves_the_round_in_preparation(
    preparation, administrator, anna
):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.open_round(preparation, by=administrator)
        raise RuntimeError
    preparation.refresh_from_db()
    assert (preparation.state, Notice.objects.count()) == (Round.State.PREPARATION, 0)


# --- The cover document -------------------------------------------------------------------------------------
def test_each_letter_names_its_party_its_time_and_its_own_place(preparation, administrator, anna, settings):
    services.open_round(preparation, by=administrator)
    (notice,) = Notice.objects.filter(to=anna.email)
    closes = services.cover_for(
        preparation, anna.active_memberships[0].organisation, "LINK", preparation.closes_at
    )
    workspace = f"{settings.BASE_URL}/declarations/{preparation.declaration.slug}/rounds/1/parties/AR/"
    receipt = f"{settings.BASE_URL}/letters/{notice.ref}/"
    assert notice.body == f"{closes.replace('LINK', workspace)}\n\nTo acknowledge receipt: {receipt}"
    assert notice.body.startswith("Republic of Arvenia is invited to comment until ")
    assert " Geneva: http" in notice.body


@pytest.mark.parametrize(
    "words",
    [
        "{party.__class__} {0} {closes!r} {{party}} %(party)s {% now %} {{ settings }}",
        "{link}{link}",
        "no field at all",
    ],
)
def test_nothing_but_the_three_fields_is_interpreted(preparation, arvenia, words):
    preparation.cover_text = words
    expected = words.replace("{party}", arvenia.name).replace("{link}", "L")
    assert services.cover_for(preparation, arvenia, "L", preparation.closes_at) == expected


def test_a_party_called_like_a_field_stays_a_name(preparation, arvenia):
    arvenia.name, preparation.cover_text = "{link}", "{party} → {link}"
    assert services.cover_for(preparation, arvenia, "L", preparation.closes_at) == "{link} → L"


def test_a_title_with_a_line_break_makes_one_subject_line(version, administrator, arvenia, anna):
    make_round(version, [arvenia], administrator, title="First\r\nBcc: all@un.example")
    assert Notice.objects.get().subject == "Note verbale: Round 1: First Bcc: all@un.example"


def test_a_shared_mailbox_and_five_named_users_each_get_their_own(version, administrator, arvenia):
    roles = ["contact_point", "deputy", "deputy", "reviewer", "reviewer"]
    for n, role in enumerate(roles):
        member(arvenia, f"person{n}@arvenia.example", f"Person {n}", role)
    arvenia.contacts.create(email="mission@arvenia.example", name="Mission")
    round = make_round(version, [arvenia], administrator, is_open=False)
    mails = services.preview_opening(round)["mails"]
    services.open_round(round, by=administrator)
    letters = {notice.to: notice for notice in Notice.objects.filter(kind="opened")}
    assert len(letters) == mails == 4
    assert sorted(letters) == ["mission@arvenia.example", *(f"person{n}@arvenia.example" for n in range(3))]
    assert "/invitations/" in letters["mission@arvenia.example"].body
    assert all("/letters/" in letters[f"person{n}@arvenia.example"].body for n in range(3))


def test_a_letter_says_where_its_receipt_is_acknowledged_and_the_recipient_has_acknowledged(
    preparation, administrator, anna, client_of, arvenia
):
    services.open_round(preparation, by=administrator)
    notice = Notice.objects.get(to=anna.email)
    Notice.objects.update(sent_at=clock.now())
    page = f"/letters/{notice.ref}/"
    assert page in notice.body
    browser, workspace = client_of(anna), f"{preparation.get_absolute_url()}parties/AR/"
    assert f'href="{page}">Read the letter and acknowledge receipt' in browser.get(workspace).content.decode()
    assert browser.post(page).status_code == 302
    services.note_deliveries()
    assert preparation.recipients.get(organisation=arvenia).state == Recipient.State.ACKNOWLEDGED
    assert f'href="{page}">The letter you received' in browser.get(workspace).content.decode()


def test_observers_stand_after_member_states_and_all_others_after_them(
    version, administrator, tolmark, coastal
):
    see = party("VA", "Holy See", "Aaa See", "observer_state")
    body = party("ABC", "Abc Network", "Abc", "ngo")
    round = make_round(version, [coastal, see, body, tolmark], administrator, is_open=False)
    assert [r.organisation.code for r in round.recipients.for_list()] == ["TK", "VA", "ABC", "CPN"]
    assert str(see.permanent_mission) == "Permanent Observer Mission of Aaa See"
    assert covers.addressee_of(see, "en") == "the Permanent Observer Mission of Holy See"
    assert covers.addressee_of(tolmark, "en") == "the Permanent Mission of Kingdom of Tolmark"
    assert covers.addressee_of(body, "en") == "Abc Network"


# --- Hundreds of parties ------------------------------------------------------------------------------------
def many(count):
    made = [
        Organisation(code=f"P{n:03d}", name=f"Party {n:03d}", short_name=f"Party {n:03d}", category="ngo")
        for n in range(count)
    ]
    parties = Organisation.objects.bulk_create(made)
    Contact.objects.bulk_create(
        Contact(organisation=each, email=f"{each.code}@p.example") for each in parties
    )
    return parties


@pytest.mark.parametrize("count", [3, 30])
def test_opening_costs_as_many_queries_for_thirty_parties_as_for_three(
    version, administrator, count, django_assert_num_queries, anna, arvenia
):
    round = make_round(version, [arvenia, *many(count)], administrator, is_open=False)
    with django_assert_num_queries(22):
        services.open_round(round, by=administrator)
    assert Notice.objects.count() == Invitation.objects.count() + 1 == count + 1


def test_the_worker_writes_to_the_rest_of_many_once_each(
    version, administrator, django_capture_on_commit_callbacks, mailoutbox
):
    round = make_round(version, many(120), administrator, is_open=False)
    mails = services.preview_opening(round)["mails"]
    with django_capture_on_commit_callbacks(execute=True):
        opened = services.open_round(round, by=administrator)
        assert (Notice.objects.count(), services.letters_sent(opened)) == (50, (0, mails))
    assert services.letters_sent(opened) == (mails, mails) == (120, 120)
    assert len({message.to[0] for message in mailoutbox}) == len(mailoutbox) == mails
    assert set(round.recipients.values_list("state", flat=True)) == {Recipient.State.INVITED}


def test_the_clock_writes_what_a_killed_worker_left_and_nothing_twice(version, administrator):
    round = make_round(version, many(120), administrator)
    assert Notice.objects.count() == 50
    services.write_waiting_letters()
    services.write_waiting_letters()
    assert Notice.objects.count() == Invitation.objects.count() == 120
    assert round.recipients.filter(invited_at=None).count() == 0


def test_a_correction_reaches_those_too_whose_letter_was_not_yet_written(version, administrator):
    round = make_round(version, many(60), administrator)
    assert services.correct(round, "The closing time is in Geneva.", by=administrator) == 60
    assert Notice.objects.filter(kind="correction").count() == 60
