"""The questionnaire of 2009 with its replies: a round of earlier years, entered as it was received."""

from datetime import datetime, time

from circulation import services
from circulation.models import Round
from comments import services as comments
from demonstration.loading.calendar import CLOSING_HOUR, content
from mandate.models import Questionnaire
from stakeholders import clock
from stakeholders.moments import GENEVA
from stakeholders.records import record_save

FILE = "questionnaire-replies.json"


def enter(calendar, cast, declaration):
    """The round, what each party replied, the expert's observations, and their publication."""
    plan = content(FILE)
    with clock.at(calendar.named("import", 13)):
        round = _round(plan, cast, declaration)
        for entry in plan["replies"]:
            _reply(round, entry, cast)
    with clock.at(calendar.named("import", 15)):
        services.begin_compilation(round, by=cast.administrator)
        round = services.begin_consideration(round, by=cast.administrator)
        for question in round.questionnaire.questions.all():
            comments.observe(round, question, plan["observations"][question.letter], by=cast.expert)
        comments.pass_screening(round, by=cast.expert)
        comments.publish_responses(round, by=cast.expert)
    return round


def _round(plan, cast, declaration):
    round = Round(
        declaration=declaration,
        questionnaire=Questionnaire.objects.get(mandate=declaration.mandate),
        number=plan["number"],
        title=plan["title"],
        kind=Round.Kind.QUESTIONS,
        opens_at=_at(plan["opens"], time(9)),
        closes_at=_at(plan["closes"], CLOSING_HOUR),
        cover_text=plan["cover_note"],
        legal_basis=plan["legal_basis"],
    )
    record_save(round, by=cast.administrator)
    services.add_recipients(round, [cast.parties[code] for code in plan["recipients"]], by=cast.administrator)
    return services.enter_past_round(round, by=cast.administrator)


def _reply(round, entry, cast):
    file = "\n\n".join(f"({letter}) {words}" for letter, words in entry["said"].items())
    kept = comments.keep_deposit(
        round.recipients.get(organisation__code=entry["party"]),
        name=f"reply-{entry['party']}.txt",
        content=file.encode(),
        channel=entry["channel"],
        reference=entry["reference"],
        received_at=_at(entry["received"], time(11)),
        replies=entry["said"],
        by=cast.secretariat,
    )
    comments.enter_deposit(kept, by=cast.secretariat)


def _at(day, hour):
    return datetime.combine(datetime.fromisoformat(day), hour, GENEVA)
