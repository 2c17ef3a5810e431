"""Stages one and two: why the text says what it says. Entered when the mandate is, and tied to the text at the end."""

from datetime import date, timedelta

from demonstration.loading.calendar import content
from drafting import services as drafting
from mandate import services
from mandate.models import (
    Activity,
    Attendance,
    Attending,
    Consideration,
    GoodPractice,
    Passage,
    Promise,
    Question,
    Questionnaire,
    QuestionText,
    Request,
    RequestAnswer,
    Resolution,
    Segment,
    Source,
    Stage,
    Term,
    WorkingGroup,
)
from stakeholders import clock
from stakeholders.records import record_save

FILE = "mandate.json"


def enter(calendar, cast, mandate):
    """Everything that was there before the text was brought, and the meetings of the months after."""
    plan = content(FILE)
    with clock.at(calendar.named("import", 11)):
        sources = {entry["slug"]: _source(entry, cast) for entry in plan["sources"]}
        resolutions = {
            slug: _save(Resolution(mandate=mandate, source=sources[slug], act=act), cast)
            for slug, act in plan["resolutions"]
        }
        _terms(plan["terms"], mandate, cast)
        stages = [
            _save(Stage(mandate=mandate, number=n, **_dated(entry)), cast)
            for n, entry in enumerate(plan["stages"], start=1)
        ]
        _questionnaire(plan["questionnaire"], mandate, sources, cast)
    activities = {}
    for entry in plan["activities"]:
        activities[entry["slug"]] = _activity(calendar, entry, mandate, stages, sources, cast)
    with clock.at(calendar.named("revision_ended", 11)):
        _conclusions(plan, mandate, sources, activities, cast)
        _requests(plan["requests"], resolutions, activities, sources, cast)
        for entry in plan["promises"]:
            promise = Promise(
                mandate=mandate,
                activity=activities[entry["activity"]],
                to_whom=entry["to_whom"],
                words=entry["words"],
                made_by=entry["made_by"],
                made_on=calendar.day(entry["from_today"]).date(),
            )
            _save(promise, cast)


def tie(calendar, cast, text, versions):
    """What each provision rests on, and which requests the issued texts answer."""
    plan, mandate = content(FILE), text.declaration.mandate
    found = {("source", source.slug): source for source in Source.objects.all()}
    found |= {("activity", row.slug): row for row in mandate.activities.all()}
    found |= {("consideration", f"{row.kind} {row.letter}"): row for row in mandate.considerations.all()}
    titles = {practice["title"]: practice["key"] for practice in plan["practices"]}
    found |= {("practice", titles[row.title]): row for row in mandate.practices.all()}
    with clock.at(calendar.named("freeze_2", 17)):
        for entry in plan["bases"]:
            what = found[entry["kind"], entry["key"]]
            provision = text.places[entry["place"]]
            drafting.record_basis(provision, what, phrase=entry["phrase"], place=entry["at"], by=cast.expert)
        for entry in plan["requests"]:
            request = Request.objects.get(resolution__source__slug=entry["of"], letter=entry["letter"])
            for number in entry["texts"]:
                drafting.answer_with_text(request, versions[number - 1], by=cast.secretariat)


def _source(entry, cast):
    fields = ("slug", "kind", "symbol", "title", "body", "summary")
    source = Source(date=_date(entry["date"]), **{name: entry[name] for name in fields})
    source.full_clean()
    _save(source, cast)
    for place, words in entry["passages"]:
        _save(Passage(source=source, place=place, words=words), cast)
    return source


def _terms(entries, mandate, cast):
    """Those of earlier years were entered with their own dates; the last one is the cast's expert."""
    for entry in entries:
        term = Term(mandate=mandate, holder=entry["holder"], begins=_date(entry["begins"]))
        term.until = _date(entry.get("until"))
        term.user = cast.expert if "account" in entry else None
        services.begin_term(term, by=cast.administrator)
        if "end" in entry:
            services.end_term(term, on=_date(entry["ended_on"]), end=entry["end"], by=cast.administrator)


def _questionnaire(entry, mandate, sources, cast):
    fields = {name: entry[name] for name in ("slug", "title", "introduction")}
    made = _save(Questionnaire(mandate=mandate, source=sources[entry["source"]], **fields), cast)
    for each in entry["questions"]:
        question = Question(questionnaire=made, letter=each["letter"], text=each["text"], note=each["note"])
        _save(question, cast)
        _save(QuestionText(question=question, language="es", **each["es"]), cast)
    services.send_questionnaire(made, by=cast.secretariat, on=_date(entry["sent_on"]))


def _activity(calendar, entry, mandate, stages, sources, cast):
    """Entered the day after, or with the mandate where that came later: the page then says so."""
    if "begins" in entry:
        begins, ends = _date(entry["begins"]), _date(entry["ends"])
    else:
        begins = calendar.day(entry["from_today"]).date()
        ends = begins + timedelta(days=entry["days"] - 1)
    entered = max(calendar.named("import", 12), calendar.day((ends - calendar.today).days + 1, 12))
    with clock.at(entered):
        activity = Activity(
            mandate=mandate,
            stage=stages[entry["stage"] - 1],
            begins=begins,
            ends=ends,
            report=sources.get(entry.get("report")),
            **{
                name: entry.get(name, "")
                for name in ("slug", "kind", "title", "place", "summary", "programme")
            },
        )
        activity.full_clean()
        _save(activity, cast)
        _who_and_what(entry, activity, cast)
    return activity


def _who_and_what(entry, activity, cast):
    for n, (title, is_public, rule, summary) in enumerate(entry.get("segments", []), start=1):
        segment = Segment(
            activity=activity, order=n, title=title, is_public=is_public, rule=rule, summary=summary
        )
        _save(segment, cast)
    for theme in entry.get("groups", []):
        WorkingGroup.objects.create(activity=activity, theme=theme)
    for capacity, name in entry.get("attending", []):
        Attending.objects.create(activity=activity, capacity=capacity, name=name)
    for code in entry.get("parties", []):
        Attending.objects.create(activity=activity, organisation=cast.parties[code])
    for capacity, region, gender, count in entry.get("counts", []):
        Attendance.objects.create(
            activity=activity, capacity=capacity, region=region, gender=gender, count=count
        )


def _conclusions(plan, mandate, sources, activities, cast):
    report = sources["a-68-176"]
    for entry in plan["considerations"]:
        fields = {name: entry[name] for name in ("kind", "letter", "paragraph", "text")}
        row = _save(Consideration(mandate=mandate, source=report, **fields), cast)
        row.activities.set(activities[slug] for slug in entry["activities"])
    for entry in plan["practices"]:
        fields = {name: entry[name] for name in ("title", "place", "actors", "summary")}
        activity = activities.get(entry["activity"])
        _save(GoodPractice(mandate=mandate, activity=activity, **fields), cast)


def _requests(entries, resolutions, activities, sources, cast):
    for entry in entries:
        fields = {"letter": entry["letter"], "text": entry["text"]}
        request = _save(Request(resolution=resolutions[entry["of"]], **fields), cast)
        for slug in entry["activities"]:
            _save(RequestAnswer(request=request, activity=activities[slug]), cast)
        for slug in entry["sources"]:
            _save(RequestAnswer(request=request, source=sources[slug]), cast)


def _save(row, cast):
    return record_save(row, by=cast.secretariat)


def _date(words):
    return date.fromisoformat(words) if words else None


def _dated(entry):
    return entry | {name: _date(entry[name]) for name in ("begins", "ends")}
