"""A party's own form goes back out with the observations of the secretariat, and every other cell as it was."""

import pytest

from circulation.models import Recipient
from comments import services
from comments.intake.grids import read_grids
from compilation.filling import fill_observations
from tests.comments.conftest import considered  # noqa: F401
from tests.intake.forms_of import ISO, docx, xlsx

pytestmark = pytest.mark.django_db


def test_answers_are_filled_in_and_nothing_else_changes(
    client_of,
    arvenias,
    round_one,
    anna,
    expert,
    tomas,
    considered,  # noqa: F811
):
    rows = [
        ISO,
        ["AR", "", "Article 1", "1", "te", "1. One.\n2. Two.", "", ""],
        ["AR", "", "Nowhere", "", "ed", "Three.", "", "keep"],
        ["AR", "7", "Article 3", "", "ge", "Four.", "Everyone has the right to take part fully.", ""],
    ]
    intakes = []
    for name, content in (("a.docx", docx(rows)), ("a.xlsx", xlsx(rows))):
        intakes.append(services.read_form(arvenias, name, content, by=anna))
        services.take_in(intakes[-1], by=anna)
    services.submit(arvenias, by=anna)
    considered(round_one)
    round_one.refresh_from_db()
    for comment in round_one.comments.standing():
        answer = services.propose_response(comment, outcome="noted", reason=comment.ref, by=expert)
        services.decide_response(answer, by=expert)
    page = intakes[0].get_absolute_url() + "observations/"
    assert client_of(anna).get(page).status_code == 404  # not published yet
    services.pass_screening(round_one, by=expert)
    services.publish_responses(round_one, by=expert)
    for intake in intakes:
        intake.refresh_from_db()
        before = read_grids(intake.name, bytes(intake.content))[0].rows
        after = read_grids(intake.name, fill_observations(intake, anna))[0].rows
        assert [row[:7] for row in after] == [row[:7] for row in before]
        one, nowhere, four = [row[7] for row in after[1:]]
        assert [line.partition(" ")[0] for line in one.split("\n")] == ["Noted.", "Noted."]
        assert nowhere == "keep"
        assert four.startswith("Noted. R1-AR-")
    assert client_of(anna).get(page).status_code == 200
    assert client_of(tomas).get(page).status_code == 404
    assert Recipient.objects.get(pk=arvenias.pk).submissions.count() == 1
