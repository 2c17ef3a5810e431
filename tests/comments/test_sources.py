"""Where a text comes from: every record for the expert, issued versions and published answers for everybody."""

import io
import time

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from comments import services
from comments.services import origins
from drafting import services as drafting
from drafting.models import Wording
from stakeholders.records import record_save
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(anna, tomas, expert, considered, round_one, arvenia, tolmark, declaration):
    """Arvenia's words are taken, Tolmark's for the same place are not; published, and the next version is issued.

    Between the two the text said "pulling together" for a while.
    """
    write_draft(round_one, arvenia, anna, paragraph="1", quote="acting together", proposed="acting jointly")
    taken = submitted(round_one, arvenia, anna)[0]
    write_draft(round_one, tolmark, tomas, paragraph="1", quote="acting together", proposed="acting alone")
    refused = submitted(round_one, tolmark, tomas)[0]
    wording = article_one(declaration)
    save(wording, wording.text.replace("acting together", "pulling together"), expert, "A working idea")
    save(wording, wording.text.replace("pulling together", "acting together"), expert, "Back again")
    services.apply_comments([taken], by=expert)
    for comment, outcome in ((taken, "accepted"), (refused, "not_accepted")):
        answer = services.propose_response(
            comment, outcome=outcome, reason=f"Because of {comment.ref}.", by=expert
        )
        services.decide_response(answer, by=expert)
    services.publish_responses(considered(round_one), by=expert)
    return drafting.issue_version(drafting.freeze_version(declaration, name="revised", by=expert), by=expert)


def article_one(declaration):
    return next(p.wording for p in drafting.working_text(declaration) if p.label == "Article 1")


def save(wording, text, by, reason):
    drafting.save_wording(
        wording,
        heading=wording.heading,
        text=text,
        base=wording.current_record.history_id,
        by=by,
        reason=reason,
    )
    wording.refresh_from_db()


def page(client, declaration):
    uid = article_one(declaration).provision.uid
    return client.get(reverse("provision_sources", args=[declaration.slug, uid]))


def test_the_expert_sees_every_record_and_what_each_brought(answered, declaration, expert, client_of):
    sources = page(client_of(expert), declaration).context["sources"]
    assert [(o.number, o.why, "".join(o.brought).strip()) for o in sources.origins[1:]] == [
        (2, "A working idea", ""), (3, "Back again", "acting"), (4, "As proposed in R1-AR-001", "jointly"),
    ]  # fmt: skip
    assert [change.comment.ref for change in sources.origins[3].changes] == ["R1-AR-001"]
    assert [comment.ref for comment in sources.paragraphs[0].refused] == ["R1-TK-001"]
    words = "".join(run.text for run in sources.paragraphs[0].runs)
    assert words == "Solidarity means acting jointly."
    assert sources.paragraphs[0].runs[-2].origin.number == 4


def test_the_public_goes_from_issued_version_to_issued_version(answered, declaration, client):
    answer = page(client, declaration)
    sources = answer.context["sources"]
    assert [(o.version.number, o.who, o.why) for o in sources.origins] == [
        (1, "Independent Expert", ""), (2, "Independent Expert", ""),
    ]  # fmt: skip
    assert [change.comment.ref for change in sources.origins[1].changes] == ["R1-AR-001"]
    assert [comment.ref for comment in sources.paragraphs[0].refused] == ["R1-TK-001"]
    shown = answer.content.decode()
    for hidden in ("pulling together", "A working idea", "Back again", "Elin Expert"):
        assert hidden not in shown


def test_a_heading_says_where_its_words_come_from_too(answered, declaration, expert, client, client_of):
    for heading in ("Meaning and scope", "Meaning and scope of solidarity"):
        wording = article_one(declaration)
        base = wording.current_record.history_id
        drafting.save_wording(
            wording, heading=heading, text=wording.text, base=base, by=expert, reason="Wider"
        )
    sources = page(client_of(expert), declaration).context["sources"]
    # A heading of one word that became three is another one; one that grew keeps what it had.
    assert [(run.text.strip(), run.origin.number) for run in sources.heading_runs] == [
        ("Meaning and scope", 5),
        ("of solidarity", 6),
    ]
    # The public reads of it once it is issued, as a version of its own.
    assert "and scope" not in page(client, declaration).content.decode()
    third = drafting.freeze_version(declaration, name="revised", by=expert)
    drafting.issue_version(third, by=expert)
    public = page(client, declaration).context["sources"]
    assert [(run.text.strip(), run.origin.version.number) for run in public.heading_runs] == [
        ("Meaning and scope of solidarity", 3)
    ]


def test_a_withheld_comment_is_not_shown_to_the_public(answered, declaration, client):
    withheld = declaration.rounds.get().comments.get(ref="R1-TK-001")
    withheld.publication = "withheld"
    withheld.save()
    shown = page(client, declaration).content.decode()
    assert "acting alone" not in shown
    assert "R1-TK-001" not in shown


def test_a_provision_that_was_never_issued_has_no_page(answered, declaration, expert, client, client_of):
    wording = drafting.add_provision(
        declaration, kind="article", heading="", text="Unissued words.", after=None, by=expert, reason="New"
    )
    address = reverse("provision_sources", args=[declaration.slug, wording.provision.uid])
    assert client.get(address).status_code == 404
    assert client_of(expert).get(address).status_code == 200


def test_two_hundred_records_of_four_hundred_words_are_drawn_at_once(version, declaration, expert):
    wording = article_one(declaration)
    words = [f"word{n}" for n in range(400)]
    for n in range(200):
        words[n * 7 % 400] = f"changed{n}"
        wording = Wording.objects.get(pk=wording.pk)
        wording.text = "1. " + " ".join(words)
        record_save(wording, by=expert, reason=f"Record {n}")
    started = time.process_time()
    sources = origins.sources_of(wording.provision, "en", expert)
    taken = time.process_time() - started
    assert len(sources.origins) == 201
    # Twice the measure of `manage.py bench`, for machines that are busy with other tests.
    assert taken < 0.6


def test_the_source_table_says_who_contributed_and_why(answered, declaration, client):
    address = reverse("source_table", args=[declaration.slug, 1, 2, "xlsx"])
    sheet = load_workbook(io.BytesIO(client.get(address).content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    row = next(row for row in rows if row[0] == "Article 1. Meaning 1.")
    assert row[1] == "Solidarity means acting jointly."
    assert row[2] == "Arvenia: R1-AR-001"
    assert row[3] == "Solidarity means acting together."
    assert row[4] == "edited\nR1-AR-001: accepted. Because of R1-AR-001."
    assert client.get(reverse("source_table", args=[declaration.slug, 1, 2, "docx"])).status_code == 200
    assert client.get(reverse("source_table", args=[declaration.slug, 2, 1, "docx"])).status_code == 404
