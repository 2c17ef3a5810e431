"""What came by letter is entered by the secretariat, kept as received, late by its date, and confirmed by the party."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from circulation.models import Recipient
from comments import services
from comments.models import Comment, Deposit, Draft
from drafting.services import Refused, freeze_version, save_wording, working_text
from stakeholders import clock
from stakeholders.models import Notice
from stakeholders.moments import GENEVA
from tests.cast import make_round, member, party, submitted, write_draft
from tests.intake.forms_of import ISO, letter, xlsx

pytestmark = pytest.mark.django_db
FORM = xlsx(
    [
        ISO,
        ["AR", "", "Article 2", "1", "te", "Weak.", "", ""],
        ["AR", "", "Nowhere", "", "te", "Lost.", "", ""],
    ]
)


@pytest.fixture
def arvenias(round_one, arvenia):
    return Recipient.objects.get(round=round_one, organisation=arvenia)


def keep(recipient, by, **fields):
    said = {"name": "form.xlsx", "content": FORM, "channel": "note", "reference": "NV/12"}
    said |= {"received_at": clock.now()}
    return services.keep_deposit(recipient, by=by, **said | fields)


def next_version(declaration, expert):
    wording = next(p for p in working_text(declaration) if p.label == "Article 2").wording
    base = wording.current_record.history_id
    words = wording.text.replace("good", "best")
    save_wording(wording, heading=wording.heading, text=words, base=base, by=expert, reason="Better")
    return freeze_version(declaration, name="next", by=expert)


def test_a_note_verbale_is_entered_beside_what_the_party_sent_itself(
    arvenias, round_one, arvenia, anna, secretariat
):
    submitted(round_one, arvenia, anna)
    private = write_draft(round_one, arvenia, anna, label="Article 3", explanation="Not sent.")
    deposit = keep(arvenias, secretariat)
    assert (round_one.comments.count(), Draft.objects.count(), deposit.submission) == (1, 2, None)
    sent = services.enter_deposit(deposit, by=secretariat)
    said = [comment.explanation.partition("\n")[0] for comment in sent.comments.order_by("serial")]
    assert said == ["This would be clearer.", "Weak.", "Lost."]
    private.refresh_from_db()
    assert private.comment is None
    deposit = Deposit.objects.get()
    assert (bytes(deposit.content), deposit.sha256) == (FORM, sha256(FORM).hexdigest())
    assert deposit.counts == {"rows": 2, "placed": 1, "by_wording": 0, "to_place": 1, "comments": 1}
    assert services.verify_chain() == []
    told = Notice.objects.get(kind="deposit")
    assert (told.to, str(sent.ref) in told.body) == ("anna@arvenia.example", True)
    with pytest.raises(Refused, match="Nothing is placed yet"):
        services.enter_deposit(deposit, by=secretariat)


def test_its_rows_are_mended_before_anything_is_a_comment(arvenias, secretariat):
    deposit = keep(arvenias, secretariat)
    with pytest.raises(Refused, match="no such place"):
        services.mend_row(deposit, 2, "article-99", by=secretariat)
    services.mend_row(deposit, 2, "article-3", by=secretariat)
    with pytest.raises(Refused, match="added by hand"):
        services.drop_passage(deposit, 2, by=secretariat)
    sent = services.enter_deposit(deposit, by=secretariat)
    assert [str(c.place) for c in sent.comments.order_by("serial")] == ["Article 2, paragraph 1", "Article 3"]


def test_the_date_of_receipt_decides_lateness(arvenias, secretariat, round_one):
    with clock.at(round_one.closes_at + timedelta(days=2)):
        in_time = keep(arvenias, secretariat, received_at=round_one.closes_at - timedelta(hours=1))
        late = keep(
            arvenias,
            secretariat,
            received_at=round_one.closes_at + timedelta(minutes=9, seconds=1),
            content=xlsx([ISO, ["AR", "", "Article 3", "", "te", "Later.", "", ""]]),
        )
        sent = [services.enter_deposit(each, by=secretariat) for each in (in_time, late)]
        with pytest.raises(Refused):
            keep(arvenias, secretariat, received_at=round_one.closes_at + timedelta(days=3))
    assert [each.minutes_late for each in sent] == [0, 10]


def test_the_words_of_a_scanned_letter_are_typed(arvenias, secretariat):
    scanned = {"name": "letter.pdf", "content": b"%PDF-1.7"}
    empty = keep(arvenias, secretariat, **scanned)
    with pytest.raises(Refused, match="add a passage"):
        services.enter_deposit(empty, by=secretariat)
    deposit = keep(arvenias, secretariat, words="We welcome the text.", **scanned)
    sent = services.enter_deposit(deposit, by=secretariat)
    assert [(c.explanation, c.stance, c.entry) for c in sent.comments.all()] == [
        ("We welcome the text.", "support_with_change", None)
    ]
    assert Draft.objects.get().written_by == secretariat


def test_a_paper_is_kept_whole_and_its_passages_are_placed_then_and_later(
    arvenias, secretariat, round_one, declaration, expert
):
    paper = letter("The Committee met.", "States shall report every year.")
    deposit = keep(
        arvenias, secretariat, channel="paper", reference="A/HRC/AC/9/4", name="p.docx", content=paper
    )
    assert deposit.rows == []
    for words, place in (("Report every year.", "article-2/2"), ("Wrong.", "article-3"), ("Good.", "")):
        services.add_passage(deposit, words=words, place=place, by=secretariat)
    services.drop_passage(deposit, 2, by=secretariat)
    first = services.enter_deposit(deposit, by=secretariat)
    placed = [(str(c.place), c.explanation) for c in first.comments.order_by("serial")]
    assert placed == [("Article 2, paragraph 2", "Report every year."), ("Whole text", "Good.")]
    services.answer_deposit(deposit, by=secretariat)
    later = next_version(declaration, expert)
    services.add_passage(deposit, words="Take part.", place="article-3", by=secretariat)
    second = services.enter_deposit(deposit, by=secretariat)
    assert (second.number, second.received_at, second.supersedes) == (2, first.received_at, first)
    assert [c.explanation for c in second.comments.order_by("serial")] == [
        *("Report every year.", "Good.", "Take part."),
    ]
    assert [c.ref for c in second.comments.filter(placements__version=later).order_by("serial")] == [
        *("R1-AR-001", "R1-AR-003"),
    ]
    old, new = Deposit.objects.get(submission=first), Deposit.objects.get(submission=second)
    assert (old.confirmed_at is None, new.confirmed_at, bytes(new.content)) == (False, None, paper)
    with pytest.raises(Refused, match="entered again since"):
        services.add_passage(old, words="More.", place="", by=secretariat)


def test_a_letter_in_word_is_no_form(arvenias, secretariat):
    content = letter("Excellency, we thank you.", "We have a remark on reporting.")
    deposit = keep(arvenias, secretariat, name="letter.docx", content=content)
    assert (deposit.kind, deposit.rows) == ("paper", [])


def test_a_collective_body_brings_its_own_paper(
    client_of, version, administrator, arvenia, anna, secretariat
):
    body = party("AC", "Advisory Committee", "the Committee", "advisory_committee")
    chair = member(body, "chair@committee.example", "Chair")
    colleague = member(body, "expert@committee.example", "Colleague", "reviewer")
    round = make_round(version, [arvenia, body], administrator, number=2)
    page = f"{round.get_absolute_url()}parties/AC/deposit/"
    browser = client_of(chair)
    assert [client_of(u).get(page).status_code for u in (anna, colleague, chair)] == [404, 403, 200]
    assert "deposit/" in browser.get(f"{round.get_absolute_url()}parties/AC/").content.decode()
    file = SimpleUploadedFile("p.pdf", b"%PDF-1.7")
    report = browser.post(page, {"reference": "A/HRC/AC/9/4", "file": file}).url
    # Until it is submitted nobody outside the body reads it, the secretariat included.
    assert [client_of(u).get(report).status_code for u in (anna, secretariat, colleague)] == [404, 404, 200]
    passage = {"words": "More.", "place": "article-3"}
    assert client_of(colleague).post(f"{report}rows/", passage).status_code == 403
    browser.post(f"{report}rows/", passage)
    receipt = browser.post(f"{report}entry/").url
    assert "Submitted as a paper" in browser.get(receipt).content.decode()
    deposit = Deposit.objects.get()
    assert (deposit.reference, deposit.confirmed_at is None) == ("A/HRC/AC/9/4", False)
    assert Notice.objects.filter(kind="deposit").count() == 0
    # The secretariat may place what the body left unplaced.
    assert client_of(secretariat).post(f"{report}rows/", passage | {"words": "And."}).status_code == 302
    assert client_of(secretariat).post(f"{report}entry/").status_code == 302
    assert Comment.objects.in_round(round).count() == 2


def test_the_placement_report_of_a_deposit(client, client_of, arvenias, anna, dara, tomas, secretariat):
    deposit = keep(arvenias, secretariat)
    page = deposit.get_absolute_url()
    acts = [f"{page}{act}" for act in ("rows/", "rows/2/", "rows/2/removal/", "entry/")]
    readers = (anna, dara, tomas)
    assert client.get(page).status_code == 302
    assert [client_of(u).get(page).status_code for u in readers] == [404, 404, 404]
    assert [client_of(anna).post(act).status_code for act in acts] == [404] * 4
    browser = client_of(secretariat)
    assert [browser.get(act).status_code for act in acts] == [405] * 4
    assert "needs you" in browser.get(page).content.decode()
    browser.post(acts[0], {"words": "", "place": ""})
    browser.post(acts[0], {"words": "x", "place": "nowhere"})
    assert len(Deposit.objects.get().rows) == 2
    browser.post(acts[0], {"words": "By hand.", "place": "article-1/2 (a)"})
    browser.post(acts[1], {"place": "article-3"})
    browser.post(f"{page}rows/3/removal/")
    assert [row["slug"] for row in Deposit.objects.get().rows] == ["article-2", "article-3"]
    assert browser.post(acts[3]).status_code == 302
    assert [client_of(u).get(page).status_code for u in readers] == [200, 200, 404]
    assert [client_of(anna).post(act).status_code for act in acts] == [403] * 4
    assert client_of(anna).get(f"{page}file/").content == FORM


def test_the_ladder_of_the_deposit(client, client_of, arvenias, anna, dara, tomas, secretariat):
    page = f"/declarations/{arvenias.round.declaration.slug}/rounds/1/parties/AR/deposit/"
    form = {"channel": "email", "reference": "Mail of today"}
    form["received_at"] = clock.now().astimezone(GENEVA).strftime("%Y-%m-%dT%H:%M")
    assert client.get(page).status_code == 302
    assert [client_of(u).get(page).status_code for u in (anna, tomas, secretariat)] == [403, 404, 200]
    browser = client_of(secretariat)
    assert browser.post(page, form).status_code == 422
    future = form | {"received_at": "2099-01-01T10:00"}
    files = [{"file": SimpleUploadedFile("form.xlsx", FORM)} for _again in range(2)]
    assert browser.post(page, future | files[0]).status_code == 422
    report = browser.post(page, form | files[1])
    assert report.url in browser.get(page).content.decode()
    answer = browser.post(f"{report.url}entry/")
    assert answer.status_code == 302
    assert "Entered by the secretariat" in client_of(anna).get(answer.url).content.decode()
    assert browser.get(f"{answer.url}file/").content == FORM
    confirming = f"{answer.url}confirmation/"
    codes = [client_of(u).post(confirming).status_code for u in (dara, tomas, secretariat)]
    assert codes == [403, 404, 403]
    client_of(anna).post(confirming, {"correction": "Row 2 is about Article 3."})
    assert Deposit.objects.get().correction == "Row 2 is about Article 3."
    client_of(anna).post(confirming)
    assert Deposit.objects.get().answered_by == anna
    assert Deposit.objects.get().confirmed_at is not None


# --- On chosen words, and set aside -------------------------------------------------------------------------
def test_a_passage_is_placed_on_chosen_words(arvenias, secretariat, client_of):
    deposit = keep(arvenias, secretariat, channel="paper", name="p.pdf", content=b"%PDF-1.7")
    with pytest.raises(Refused, match="are not in the paragraph"):
        services.add_passage(deposit, words="A.", place="article-2/1", quote="never said", by=secretariat)
    with pytest.raises(Refused, match="Choose the provision"):
        services.add_passage(deposit, words="A.", place="", quote="good faith", by=secretariat)
    said = {"words": "In which faith?", "place": "article-2/1", "quote": "good  faith"}
    assert client_of(secretariat).post(f"{deposit.get_absolute_url()}rows/", said).status_code == 302
    services.add_passage(
        deposit, words="Which States?", place="article-2", quote="States shall", by=secretariat
    )
    assert (
        '<q lang="en" dir="ltr">good faith</q>'
        in client_of(secretariat).get(deposit.get_absolute_url()).content.decode()
    )
    sent = services.enter_deposit(deposit, by=secretariat)
    assert [(str(c.place), c.quote) for c in sent.comments.order_by("serial")] == [
        ("Article 2, paragraph 1", "good faith"),
        ("Article 2", "States shall"),
    ]


def test_what_is_put_elsewhere_leaves_its_words_behind(arvenias, secretariat):
    deposit = keep(arvenias, secretariat, channel="paper", name="p.pdf", content=b"%PDF-1.7")
    number = services.add_passage(
        deposit, words="A.", place="article-2/1", quote="good faith", by=secretariat
    )
    services.mend_row(deposit, number, "article-3", by=secretariat)
    comment = services.enter_deposit(deposit, by=secretariat).comments.get()
    assert (str(comment.place), comment.quote) == ("Article 3", "")


def test_a_deposit_that_is_not_entered_is_set_aside_with_a_reason_and_stays(
    arvenias, secretariat, expert, administrator, anna, tomas, client_of
):
    deposit = keep(arvenias, secretariat)
    page = f"{deposit.get_absolute_url()}setting-aside/"
    for user, status in ((administrator, 404), (anna, 404), (tomas, 404)):
        assert client_of(user).post(page, {"reason": "No."}).status_code == status
    browser = client_of(secretariat)
    assert browser.get(page).status_code == 405
    browser.post(page, {"reason": " "})
    assert Deposit.objects.get().set_aside_at is None
    browser.post(page, {"reason": "Brought twice."})
    kept = Deposit.objects.get()
    assert (kept.set_aside_reason, kept.set_aside_by, bytes(kept.content)) == (
        "Brought twice.",
        secretariat,
        FORM,
    )
    assert "Brought twice." in browser.get(deposit.get_absolute_url()).content.decode()
    for act in (
        lambda: services.enter_deposit(kept, by=secretariat),
        lambda: services.add_passage(kept, words="A.", place="", by=secretariat),
        lambda: services.mend_row(kept, 2, "article-3", by=secretariat),
        lambda: services.set_deposit_aside(kept, reason="Again.", by=secretariat),
    ):
        with pytest.raises(Refused, match="set aside"):
            act()


def test_what_has_been_entered_is_not_set_aside(arvenias, secretariat):
    deposit = keep(arvenias, secretariat)
    services.enter_deposit(deposit, by=secretariat)
    with pytest.raises(Refused, match="has been entered"):
        services.set_deposit_aside(deposit, reason="Too late.", by=secretariat)
