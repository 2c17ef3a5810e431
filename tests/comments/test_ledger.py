"""The change ledger: what each change rests on, and the gates before a text is issued or answers are published."""

from datetime import date

import pytest

from comments import services
from comments.services import ledger as ledgers
from drafting import services as drafting
from drafting.models import Ground, Override, Version
from drafting.services import Refused
from mandate.models import Activity
from tests.cast import TEXT, submitted, write_draft
from tests.comments.test_answer import edit, wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(anna, round_one, arvenia):
    """Arvenia proposes other words for two words of Article 1."""
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    return submitted(round_one, arvenia, anna)[0]


@pytest.fixture
def brought(declaration, version, secretariat, expert):
    """The next text came as a file, which said nothing of why Article 3 reads otherwise."""
    words = TEXT.replace("Everyone has the right to take part.", "Every person has the right to take part.")
    upload = drafting.keep_upload(
        "next.txt", words.encode(), by=secretariat, title="", language="en", next_of=declaration
    )
    drafting.import_next(upload, by=expert)
    return drafting.freeze_version(declaration, name=Version.Name.REVISED, by=expert)


def rows(declaration):
    found = ledgers.ledger(ledgers.last_issued(declaration))
    return [
        (r.changed.label, [c.comment.ref for c in r.changes], str(r.ground or ""), r.is_missing)
        for r in found
    ]


def test_every_change_stands_in_the_ledger_with_what_it_rests_on(declaration, version, expert, proposal):
    services.apply_comments([proposal], by=expert)
    edit(declaration, expert, "2. It includes", "2. This includes")
    record = wording(declaration).current_record
    drafting.give_ground(record, kind="meeting", note="Informal consultation", by=expert)
    assert rows(declaration) == [
        ("Article 1", ["R1-AR-001"], "", False),
        ("Article 1", [], "a meeting: Informal consultation", False),
    ]


def test_a_change_rests_on_a_meeting_on_the_record_of_the_mandate(
    client_of, declaration, version, expert, mandate
):
    day = date(2026, 3, 2)
    Activity.objects.create(
        mandate=mandate, slug="meeting", kind="consultation", title="A consultation", begins=day, ends=day
    )
    edit(declaration, expert, "2. It includes", "2. This includes")
    browser, page = client_of(expert), f"/declarations/{declaration.slug}/ledger/"
    said = {"kind": "meeting", "activity": "meeting", "note": "", "refs": ""}
    record = wording(declaration).current_record
    assert browser.post(f"{page}{record.pk}/ground/", said).status_code == 302
    assert rows(declaration) == [("Article 1", [], "a meeting: A consultation", False)]
    assert 'href="/mandates/small-matters/activities/meeting/"' in browser.get(page).content.decode()
    assert browser.post(f"{page}{record.pk}/ground/", said | {"activity": "none"}).status_code == 422


def test_a_reason_given_at_saving_is_own_initiative_with_its_reason(declaration, version, expert):
    edit(declaration, expert, "2. It includes", "2. This includes")
    assert rows(declaration) == [("Article 1", [], "", False)]


def test_a_change_that_came_with_a_file_rests_on_nothing_until_somebody_says(
    client_of, expert, brought, declaration
):
    assert rows(declaration) == [("Article 3", [], "brought with a file", True)]
    with pytest.raises(Refused, match="1 things are missing"):
        drafting.issue_version(brought, by=expert)
    page = f"/declarations/{declaration.slug}/ledger/?version={brought.number}"
    record = wording(declaration, "Article 3").current_record
    shown = client_of(expert).get(page)
    assert (shown.context["missing"], shown.status_code) == (1, 200)
    address = f"/declarations/{declaration.slug}/ledger/{record.pk}/ground/?version={brought.number}"
    said = {"kind": "initiative", "note": "Plainer words.", "refs": ""}
    assert client_of(expert).post(address, said).status_code == 302
    assert drafting.missing_before_issuing(brought) == []
    assert drafting.issue_version(brought, by=expert).state == "issued"


def test_a_change_is_tied_to_comments_by_their_numbers(client_of, expert, brought, declaration, proposal):
    record = wording(declaration, "Article 3").current_record
    address = f"/declarations/{declaration.slug}/ledger/{record.pk}/ground/"
    wrong = client_of(expert).post(address, {"kind": "comments", "refs": "R1-AR-001, R9-ZZ-9", "note": ""})
    assert (wrong.status_code, "R9-ZZ-9" in wrong.content.decode(), proposal.changes.count()) == (
        422,
        True,
        0,
    )
    client_of(expert).post(address, {"kind": "comments", "refs": "R1-AR-001", "note": ""})
    change = proposal.changes.get()
    assert (change.before, change.after, change.record) == ("Everyone", "Every person", record)
    assert rows(declaration)[0][1:] == (["R1-AR-001"], "brought with a file", False)


def test_without_a_reason_no_basis_is_kept(client_of, expert, brought, declaration):
    record = wording(declaration, "Article 3").current_record
    address = f"/declarations/{declaration.slug}/ledger/{record.pk}/ground/"
    assert client_of(expert).post(address, {"kind": "meeting", "note": " ", "refs": ""}).status_code == 422
    assert Ground.objects.get(record=record).kind == "brought"


def test_the_gate_is_passed_with_a_reason_that_is_printed(client_of, expert, brought, declaration):
    page = f"{brought.get_absolute_url()}issue/"
    assert client_of(expert).get(page).content.decode().count("say what this change rests on") == 1
    assert client_of(expert).post(page, {"override": ""}).status_code == 422
    assert client_of(expert).post(page, {"override": "The file is the meeting's own."}).status_code == 302
    kept = Override.objects.get()
    assert (kept.gate, kept.number, kept.reason, kept.missing, kept.by) == (
        "text",
        brought.number,
        "The file is the meeting's own.",
        ["Article 3: say what this change rests on"],
        expert,
    )
    ledger = client_of(expert).get(f"/declarations/{declaration.slug}/ledger/")
    assert ledger.content.decode().count("The file is the meeting&#x27;s own.") == 1


def test_words_that_were_accepted_and_taken_out_again_are_found(
    declaration, version, expert, proposal, considered, round_one
):
    services.apply_comments([proposal], by=expert)
    services.decide_response(
        services.propose_response(proposal, outcome="accepted", reason="Yes.", by=expert), by=expert
    )
    edit(declaration, expert, "acting jointly", "acting in common")
    second = drafting.freeze_version(declaration, name=Version.Name.REVISED, by=expert)
    assert drafting.missing_before_issuing(second) == [
        (
            "R1-AR-001: the words that were brought for it are not in this text",
            proposal.get_absolute_url(),
        )
    ]
    considered(round_one)
    missing = services.publishing_preview(round_one)["missing"]
    assert {what: [c.ref for c in found] for what, found in missing.items()} == {
        "without_words": [],
        "words_gone": ["R1-AR-001"],
        "without_outcome": [],
        "undecided": [],
    }


def test_answers_are_published_with_gaps_only_for_a_reason(
    client_of, expert, considered, round_one, proposal
):
    considered(round_one)
    page = f"/declarations/{round_one.declaration.slug}/rounds/1/publication/"
    assert client_of(expert).post(page).status_code == 422
    assert client_of(expert).post(page, {"override": "Still studied."}).status_code == 302
    assert Override.objects.values_list("gate", "number", "missing").get() == (
        "answers",
        1,
        ["R1-AR-001: has no outcome"],
    )


@pytest.mark.parametrize("who", ["anna", "administrator", "superuser", "olga"])
def test_the_ledger_is_the_drafters(request, client_of, declaration, version, who):
    client = client_of(request.getfixturevalue(who))
    record = wording(declaration).current_record
    assert client.get(f"/declarations/{declaration.slug}/ledger/").status_code == 404
    assert client.post(f"/declarations/{declaration.slug}/ledger/{record.pk}/ground/").status_code == 404


def test_the_secretariat_reads_the_ledger_and_ties_nothing(client_of, secretariat, declaration, version):
    record = wording(declaration).current_record
    client = client_of(secretariat)
    assert client.get(f"/declarations/{declaration.slug}/ledger/").status_code == 200
    assert client.post(f"/declarations/{declaration.slug}/ledger/{record.pk}/ground/").status_code == 403
    assert client.get(f"/declarations/{declaration.slug}/ledger/?version=9").status_code == 404
