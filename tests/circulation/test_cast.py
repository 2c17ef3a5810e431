import pytest

from drafting.models import Version
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db


def test_the_text_of_the_cast_is_read_as_it_is_meant(version):
    assert [entry.label for entry in version.entries.order_by("order")] == [
        "Title",
        "Opening",
        "PP1",
        "PP2",
        "Part I",
        "Article 1",
        "Article 2",
        "Article 3",
    ]
    assert [p.label for p in version.entries.get(label="Article 1").paragraphs] == [
        "1",
        "2",
        "2 (a)",
        "2 (b)",
    ]
    assert version.state == Version.State.ISSUED


def test_the_round_of_the_cast_is_open_to_three_parties(round_one, olga):
    assert round_one.state == "open"
    assert [str(r.organisation) for r in round_one.recipients.all()] == [
        "Arvenia",
        "Coastal Peoples",
        "Tolmark",
    ]


def test_every_office_has_come_through_its_second_factor(client_of, administrator, superuser):
    assert [client_of(user).get("/admin/").status_code for user in (administrator, superuser)] == [200, 200]


def test_a_party_of_the_cast_submits_what_it_wrote(round_one, anna, arvenia):
    write_draft(
        round_one,
        arvenia,
        anna,
        "Article 2",
        "1",
        quote="in good faith",
        proposed="in full",
        explanation="So.",
    )
    (comment,) = submitted(round_one, arvenia, anna)
    assert (comment.ref, comment.place, comment.proposed_text) == (
        "R1-AR-001",
        "Article 2, paragraph 1",
        "in full",
    )


def test_the_other_declaration_went_to_the_institute_alone(other_declaration, elsewhere):
    assert [str(r.organisation) for r in other_declaration.rounds.get().recipients.all()] == [str(elsewhere)]
