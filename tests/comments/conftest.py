import pytest

from circulation import services as circulation
from comments import services as comments
from stakeholders import clock


@pytest.fixture
def considered(administrator):
    """`considered(round)`: the round after its closing time, compiled, and with the expert."""

    def move_on(round):
        with clock.at(round.closes_at):
            circulation.advance_rounds(clock.now())
            round.refresh_from_db()
            circulation.begin_compilation(round, by=administrator)
            round.refresh_from_db()
            circulation.begin_consideration(round, by=administrator)
            comments.pass_screening(round, by=administrator)
        round.refresh_from_db()
        return round

    return move_on
