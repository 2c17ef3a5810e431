"""Two rounds: one closed and answered, one open."""

from datetime import timedelta

from circulation import services
from circulation.models import Recipient, Round
from comments.models import Submission
from comments.services import answer_without_comments
from demonstration.loading.calendar import content
from stakeholders import clock
from stakeholders.records import record_save

RETURNS = {"nil_return": Submission.Kind.NIL, "declined": Submission.Kind.DECLINED}
VISIBILITY = {
    "open": Round.Visibility.OPEN,
    "independent_until_close": Round.Visibility.INDEPENDENT,
}


def open_first(calendar, cast, version):
    plan = content("rounds.json")["rounds"][0]
    round = _open(calendar, cast, version, plan, Round.Kind.FIRST, calendar.closing(plan["first_closing"]))
    _extend(calendar, cast, round, plan["extension"])
    return round


def open_second(calendar, cast, version):
    plan = content("rounds.json")["rounds"][1]
    return _open(calendar, cast, version, plan, Round.Kind.SECOND, calendar.coming_friday)


def close_first(calendar, cast, round):
    """Nil returns came before it; then the clock closed it, and the expert began to consider."""
    closed = calendar.closing(calendar.offsets["round_1_closed"])
    plan = content("rounds.json")["rounds"][0]
    for entry in plan["returns"]:
        recipient = round.recipients.get(organisation__code=entry["party"])
        with clock.at(closed - timedelta(days=entry["day"], hours=3)):
            answer_without_comments(
                recipient, RETURNS[entry["status"]], by=cast.contact_point(entry["party"])
            )
    with clock.at(closed + timedelta(minutes=1)):
        services.advance_rounds(clock.now())
    round.refresh_from_db()
    with clock.at(closed + timedelta(days=3)):
        services.begin_compilation(round, by=cast.administrator)
    round.refresh_from_db()
    with clock.at(calendar.named("revision_began", 9)):
        services.begin_consideration(round, by=cast.administrator)
    round.refresh_from_db()


def _open(calendar, cast, version, plan, kind, closes_at):
    opens_at = calendar.named(plan["opened"], 9)
    with clock.at(opens_at - timedelta(days=2)):
        round = Round(
            declaration=version.declaration,
            version=version,
            number=plan["number"],
            title=plan["title"],
            kind=kind,
            opens_at=opens_at,
            closes_at=closes_at,
            visibility=VISIBILITY[plan["visibility"]],
            cover_text=plan["cover_note"],
            cover_symbol=f"DEMO/NV/{plan['number']}",
            cover_date=opens_at.date(),
            guiding_questions="\n".join(plan["guiding_questions"]),
            legal_basis=plan["legal_basis"],
            is_open_call=plan.get("is_open_call", False),
        )
        record_save(round, by=cast.administrator)
        invited = [p for code, p in cast.parties.items() if code not in plan["recipients"]["except"]]
        services.add_recipients(round, invited, by=cast.administrator)
        services.approve_round(round, by=cast.expert)
    with clock.at(opens_at):
        services.open_round(round, by=cast.administrator)
    round.refresh_from_db()
    _acknowledge(round)
    return round


def _extend(calendar, cast, round, plan):
    with clock.at(calendar.named(plan["announced"], 15)):
        services.extend_round(
            round,
            calendar.closing(calendar.offsets[plan["closes"]]),
            reason=plan["reason"],
            authority=plan["authority"],
            by=cast.administrator,
        )
    round.refresh_from_db()


def _acknowledge(round):
    for recipient in round.recipients.all():
        recipient.reach(Recipient.State.DELIVERED)
