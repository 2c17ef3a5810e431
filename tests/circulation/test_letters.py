"""What is written in a round: each in its language, approved before, mended and repeated only as it should be."""

import io
from datetime import timedelta

import pytest
from docx import Document

from circulation import services
from circulation.models import CoverText, Recipient, Round
from circulation.printing import letter_docx, letter_pdf
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Contact, Notice, PartyName
from stakeholders.services import acknowledge, note_bounce
from tests.cast import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def preparation(version, administrator, arvenia, tolmark, coastal):
    round = make_round(version, [arvenia, tolmark, coastal], administrator, is_open=False)
    CoverText.objects.create(round=round, language="fr", text="{mission} : jusqu’au {closes}. {link}")
    PartyName.objects.create(
        organisation=arvenia, language="fr", name="République d’Arvénie", short_name="Arvénie"
    )
    return round


def admin_page(round, act):
    return f"/admin/circulation/round/{round.pk}/{act}/"


def letters(kind="opened"):
    return {notice.to: notice for notice in Notice.objects.filter(kind=kind)}


# --- Languages ----------------------------------------------------------------------------------------------
def test_each_reader_gets_the_cover_in_their_own_language(
    preparation, expert, administrator, anna, dara, arvenia
):
    anna.language = "fr"
    anna.save()
    services.approve_round(preparation, by=expert)
    services.open_round(preparation, by=administrator)
    french, english = letters()[anna.email], letters()[dara.email]
    assert french.language == "fr"
    assert french.body.startswith("the Permanent Mission of République d’Arvénie : jusqu’au vendredi") or (
        "République d’Arvénie : jusqu’au " in french.body
    )
    assert english.body.startswith("Republic of Arvenia is invited to comment until ")


@pytest.mark.parametrize("language", ["fr", "en", "ar", "zh"])
def test_a_letter_is_printed_with_all_its_words(preparation, arvenia, language):
    CoverText.objects.create(round=preparation, language="ar", text="إلى {party} قبل {closes} {link}")
    CoverText.objects.create(round=preparation, language="zh", text="请{party}在{closes}之前提出意见 {link}")
    letter = services.letter_for(preparation, arvenia, language)
    assert letter.language == language
    words = "\n".join(p.text for p in Document(io.BytesIO(letter_docx(letter))).paragraphs)
    assert letter.body in words and letter.addressee in words
    assert letter_pdf(letter).startswith(b"%PDF-")


# --- Approval -----------------------------------------------------------------------------------------------
def test_a_round_opens_only_as_the_expert_has_approved_it(preparation, expert, administrator):
    with pytest.raises(Refused, match="has not approved"):  # a cover was added after the approval
        services.open_round(preparation, by=administrator)
    services.approve_round(preparation, by=expert)
    services.open_round(preparation, by=administrator)


def test_every_cover_announces_how_much_support_a_proposal_needs(preparation, arvenia):
    assert "running text" not in services.letter_for(preparation, arvenia, "en").body
    preparation.support_needed = 3
    said = "enters the running text once 3 parties or one group support it; the others stay beside it."
    assert services.letter_for(preparation, arvenia, "en").body.endswith(said)


@pytest.mark.parametrize(
    "field", ["closes_at", "cover_text", "guiding_questions", "visibility", "support_needed"]
)
def test_whatever_changes_undoes_the_approval(preparation, expert, field):
    services.approve_round(preparation, by=expert)
    assert preparation.approval.by == expert
    changed = {
        "closes_at": preparation.closes_at + timedelta(hours=1),
        "visibility": "open",
        "support_needed": 2,
    }
    setattr(preparation, field, changed.get(field, "{link} other"))
    assert preparation.approval is None


def test_the_expert_approves_what_was_shown_and_nobody_else_does(
    preparation, client_of, expert, secretariat, administrator, anna, client
):
    page = f"/declarations/{preparation.declaration.slug}/rounds/1/approval/"
    digest = {"digest": preparation.digest}
    preparation.approvals.all().delete()
    assert client.get(page).status_code == 302
    assert client_of(anna).get(page).status_code == 404
    for user in (secretariat, administrator):
        assert client_of(user).get(page).status_code == 200
        assert client_of(user).post(page, digest).status_code == 403
    client_of(expert).post(page, {"digest": "another"})
    assert preparation.approvals.count() == 0
    client_of(expert).post(page, digest)
    assert preparation.approval.by == expert


# --- Looking, trying ----------------------------------------------------------------------------------------
def test_a_trial_goes_to_whoever_asks_and_to_nobody_else(preparation, client_of, administrator, anna):
    client = client_of(administrator)
    shown = client.get(admin_page(preparation, "letters"), {"party": "AR", "language": "fr"})
    assert "République d’Arvénie" in shown.content.decode()
    for format, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(admin_page(preparation, "letters"), {"party": "AR", "language": "fr", "as": format})
        assert file.content.startswith(start)
    client.post(admin_page(preparation, "letters"), {"party": "AR", "language": "fr"})
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.kind, notice.organisation) == (administrator.email, "trial", None)
    assert notice.body == shown.context["letter"].body


def test_a_party_that_is_no_recipient_has_no_letter(preparation, client_of, administrator):
    answer = client_of(administrator).post(admin_page(preparation, "letters"), {"party": "XX"})
    assert (answer.status_code, Notice.objects.count()) == (302, 0)


# --- Correction ---------------------------------------------------------------------------------------------
def test_a_correction_goes_to_exactly_those_who_got_the_cover(
    round_one, client_of, administrator, anna, tolmark
):
    Contact.objects.create(organisation=tolmark, email="late@tolmark.example")
    before = set(letters())
    client_of(administrator).post(admin_page(round_one, "correction"), {"words": "Read “18:00”."})
    assert set(letters("correction")) == before
    assert {n.body for n in letters("correction").values()} <= {"Read “18:00”."}
    assert round_one.corrections.get().by == administrator


def test_before_anything_was_sent_there_is_nothing_to_correct(preparation, administrator):
    with pytest.raises(Refused, match="Nothing has been sent yet"):
        services.correct(preparation, "x", by=administrator)


# --- Reminders ----------------------------------------------------------------------------------------------
def test_reminders_go_by_rule_once_to_those_who_have_not_answered(
    version, administrator, arvenia, tolmark, anna, dara, tomas
):
    start = clock.now()
    round = make_round(version, [arvenia, tolmark], administrator, closes_at=start + timedelta(days=20))
    answered = round.recipients.get(organisation=tolmark)
    answered.answer(Recipient.State.NIL, start)
    sent = []
    for hours in range(0, 20 * 24 + 24, 6):
        with clock.at(start + timedelta(hours=hours, minutes=1)):
            services.send_reminders(clock.now())
        if Notice.objects.filter(kind="reminder").count() > len(sent) * 2:
            sent.append(hours / 24)
    assert sent == [6.0, 17.0, 19.0]
    assert set(letters("reminder")) == {anna.email, dara.email}


def test_a_threshold_that_passed_before_the_round_opened_reminds_nobody(round_one, anna):
    services.send_reminders(clock.now() + timedelta(minutes=1))  # ten days left: the fourteen never were
    assert letters("reminder") == {}


def test_by_hand_they_are_reminded_once_a_day(round_one, client_of, administrator, anna, secretariat):
    page = admin_page(round_one, "reminder")
    assert client_of(secretariat).post(page).status_code == 403
    assert client_of(administrator).post(page).status_code == 302
    assert client_of(administrator).post(page).status_code == 422
    assert Notice.objects.filter(kind="reminder").count() == 0 or set(letters("reminder")) == {anna.email}


def test_a_rule_for_reminders_is_days_by_commas(preparation):
    assert [ahead.days for ahead in preparation.reminders] == [14, 3, 1]
    preparation.reminder_days = ""
    assert preparation.reminders == []


# --- Recipients by query ------------------------------------------------------------------------------------
def test_recipients_are_chosen_by_what_they_did_last_time(round_one, arvenia, tolmark, coastal):
    Round.objects.filter(pk=round_one.pk).update(state=Round.State.COMPILED)
    round_one.recipients.filter(organisation__in=[arvenia, coastal]).update(state=Recipient.State.SUBMITTED)
    round_one.recipients.filter(organisation=tolmark).update(state=Recipient.State.NO_REPLY)

    def chosen(**query):
        return [p.code for p in services.matching_organisations(**query, declaration=round_one.declaration)]

    assert chosen(categories=["ngo"], last_time="commented") == ["CPN"]
    assert chosen(last_time="commented") == ["AR", "CPN"]
    assert chosen(last_time="silent") == ["TK"]
    assert chosen(categories=["member_state"], groups=["african"]) == ["AR"]


# --- How far a recipient has come ---------------------------------------------------------------------------
def test_bounces_and_acknowledgements_move_the_recipient(round_one, arvenia, anna):
    recipient = round_one.recipients.get(organisation=arvenia)
    key = f"opened-{round_one.pk}-AR-x"
    notice = Notice.objects.create(key=key, kind="opened", to=anna.email, user=anna, organisation=arvenia)
    Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now())
    note_bounce(notice.message_id, "no such mailbox")
    services.note_deliveries()
    recipient.refresh_from_db()
    assert recipient.state == Recipient.State.BOUNCED
    acknowledge(notice)
    services.note_deliveries()
    recipient.refresh_from_db()
    assert recipient.state == Recipient.State.ACKNOWLEDGED
