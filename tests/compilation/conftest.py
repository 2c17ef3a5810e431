"""What a published round needs is the same here as for comments; and a round whose one answer is contested."""

import pytest

from circulation import services as circulation
from comments import services
from stakeholders import clock
from tests.cast import submitted, write_draft
from tests.comments.conftest import considered  # noqa: F401


@pytest.fixture
def answered(round_one, arvenia, tolmark, anna, tomas, expert, administrator):
    """Arvenia's concern was refused and is sustained; what Tolmark withholds stays inside."""
    write_draft(
        round_one,
        arvenia,
        anna,
        paragraph="1",
        weight="objection",
        explanation="It binds us.",
        proposed="Nothing.",
    )
    write_draft(
        round_one, tolmark, tomas, paragraph="1", publication="withheld", explanation="For you alone."
    )
    concern = submitted(round_one, arvenia, anna)[0]
    submitted(round_one, tolmark, tomas)
    with clock.at(round_one.closes_at):
        circulation.advance_rounds(clock.now())
        round_one.refresh_from_db()
        circulation.begin_compilation(round_one, by=administrator)
        round_one.refresh_from_db()
        circulation.begin_consideration(round_one, by=administrator)
    round_one.refresh_from_db()
    answer = services.propose_response(concern, outcome="not_accepted", reason="Not now.", by=expert)
    services.decide_response(answer, by=expert)
    services.pass_screening(round_one, by=expert)
    services.publish_responses(round_one, by=expert, override="The other is answered in the next round.")
    services.react(concern, kind="contested", words="We cannot join this.", by=anna)
    return round_one
