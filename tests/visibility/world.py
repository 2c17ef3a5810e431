"""A world with a marker word in every hidden row, and the table of who may read which: written from the rules.

The table is the documentation of rights, not the permission code: it names people, and nothing computes it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from circulation import services as circulation
from circulation.models import Recipient
from comments import services as comments
from comments.models import Endorsement
from comments.services import clearing
from drafting import services as drafting
from drafting.models import Kind
from mandate.models import Activity, Promise, Question, Questionnaire, Segment
from stakeholders import clock
from stakeholders import services as people
from stakeholders.models import Belonging, KeptForm, Notice
from tests.cast import TEXT, member, party, submitted, write_draft

DRAFTERS = {"expert", "secretariat"}
OFFICES = DRAFTERS | {"administrator", "superuser"}
ARVENIA, TOLMARK, COASTAL, INSTITUTE = {"anna", "dara"}, {"tomas"}, {"noor"}, {"olga"}
ARVENIA_LEADS = {"anna"}
ALL_BUT = {"anonymous"} | OFFICES | ARVENIA | TOLMARK | COASTAL | INSTITUTE

# marker: who may read it, anywhere, in whatever form.
READERS = {
    "mk0draft": ARVENIA,  # a draft that was not submitted: its delegation alone
    "mk0aside": ARVENIA,  # a draft set aside, likewise
    "mk0intake": ARVENIA,  # a form that was brought: as the drafts that come of it
    "mk0shown": ARVENIA | TOLMARK,  # a draft shown to one other party before it is submitted
    "mk0revoked": ARVENIA,  # and one that was shown to it and revoked
    "mk0remark": ARVENIA,  # what a delegation says to itself about a draft
    "mk0member@arvenia.example": ARVENIA_LEADS
    | {"administrator", "superuser", "secretariat"},  # whom it invited
    "mk0file": ARVENIA,  # a file in the workspace, and a reply that is not sent
    "mk0reply": ARVENIA,
    "mk1file": TOLMARK | DRAFTERS,  # a file and a reply that were submitted
    "mk1reply": TOLMARK | DRAFTERS,
    "mk0group": ARVENIA,  # a group's draft, shared internally: its members see it before it is submitted
    "mk0chair": set(),  # and one that is not shared yet: the group's own people alone
    "mk1pending": DRAFTERS,  # what came by post and is not entered yet
    "mk1letter": TOLMARK | DRAFTERS,  # and what was entered
    "mk1independent": TOLMARK | DRAFTERS,  # submitted in a round that is independent until close
    "mk1withheld": TOLMARK | DRAFTERS,  # withheld from publication
    "mk1withdrawn": COASTAL | DRAFTERS,  # withdrawn by its party
    "mk2secretanswer": DRAFTERS,  # an answer that is decided and not published
    "mk2note": DRAFTERS,  # an internal note
    "mk2stand": TOLMARK
    | ARVENIA
    | COASTAL
    | DRAFTERS,  # an endorsement in the round that is open to recipients
    "mk2opencomment": TOLMARK | ARVENIA | COASTAL | DRAFTERS,  # a comment in that round
    "mk2openwithheld": ARVENIA | DRAFTERS,  # withheld there: not even the other recipients
    "mk3working": DRAFTERS,  # words of the working text
    "mk3reason": DRAFTERS,  # why they were changed
    "mk3step": DRAFTERS,  # why a provision was added
    "mk3upload": DRAFTERS,  # a next version that was brought and not imported
    "mk3buffer": {"expert"},  # what the expert is typing: private to that person
    "mk3frozen": OFFICES,  # a version frozen and not issued
    "mk4notice": {"administrator", "superuser", "secretariat"},  # a letter in the outbox
    "mk4asked": {"administrator", "superuser", "secretariat"},  # a request to take part in an open call
    "mk4letter": {"anna"},  # a letter on its own page: whoever it was written to
    "mk4kept": {"anna"},  # a form that met the sign-in page
    "mk6closed": DRAFTERS,  # the closed segment of a meeting
    "mk6promise": DRAFTERS,  # to whom confidentiality was promised
    "mk6phrase": DRAFTERS,  # the words of the working text that a basis is recorded for
    "mk1answer": ARVENIA | DRAFTERS,  # a reply to a questionnaire, in a round that is independent until close
    "mk6observed": DRAFTERS,  # what the expert observes on replies that are not published
    "mk7named": ARVENIA | DRAFTERS,  # said at a meeting in a party's name, and not confirmed
    "mk7denied": ARVENIA | DRAFTERS,  # and said by that party not to be its view
    "mk7closed": DRAFTERS,  # said in a closed segment, attributed to nobody
    "mk7theme": DRAFTERS,  # the theme that it alone was put under
    "mk7open": ALL_BUT,  # said in a public segment, attributed to nobody
    "mk7speaker": set(),  # and who said it: given to the form, stored nowhere
    "mk6unsent": OFFICES,  # a questionnaire that is being drawn up
    "mk8information": ARVENIA
    | DRAFTERS,  # why a published answer is reconsidered: its party reads it in its letter
    "mk8newanswer": DRAFTERS,  # and the answer that is to take its place
    "mk1heldfile": ARVENIA | DRAFTERS,  # name and content of a file that is withheld in a published round
    "mk1wholefile": ARVENIA | DRAFTERS,  # and of one that is published as a redacted copy
    "mk9copy": ALL_BUT,  # that copy
    "mk9whyheld": ALL_BUT,  # why the other is withheld
    "mk5elsewhere": INSTITUTE | DRAFTERS,  # what a party to another declaration submitted
    "mk9public": ALL_BUT,  # a published comment: proof that the pages were really read
}


@dataclass
class World:
    users: dict
    ids: dict = field(default_factory=dict)


def build(cast):
    """Plant every marker, through the services; `cast` is the fixtures by name."""
    world = World(users={name: cast[name] for name in (*OFFICES, *ARVENIA, *TOLMARK, *COASTAL, *INSTITUTE)})
    _published_round(cast)
    _open_round(cast)
    _independent_round(cast)
    _questionnaire_round(cast)
    _working_text(cast)
    _record(cast)
    _elsewhere(cast)
    _letters(cast)
    return world


def _published_round(cast):
    """Round 1: closed, answered, published; a comment that anybody may read."""
    round = cast["round_one"]
    held, whole = (_enclose(round, cast, name) for name in ("mk1heldfile", "mk1wholefile"))
    submit(round, cast["arvenia"], cast["anna"], explanation="mk9public")
    _go_on(round, cast["administrator"])
    comment = round.comments.get()
    answer = comments.propose_response(comment, outcome="noted", reason="Thank you.", by=cast["secretariat"])
    comments.decide_response(answer, by=cast["expert"])
    comments.screen_file(held, way="withheld", reason="mk9whyheld", by=cast["secretariat"])
    copy = ("copy.pdf", b"%PDF-1.7\nmk9copy\n%%EOF")
    comments.screen_file(whole, way="redacted", reason="A name", brought=copy, by=cast["secretariat"])
    comments.pass_screening(round, by=cast["expert"])
    comments.publish_responses(round, by=cast["expert"])
    again = comments.reconsider_response(answer, information="mk8information", by=cast["expert"])
    comments.propose_again(again, outcome="noted", reason="mk8newanswer", by=cast["secretariat"])


def _enclose(round, cast, name):
    recipient = round.recipients.get(organisation=cast["arvenia"])
    return comments.attach(recipient, f"{name}.pdf", f"%PDF-1.7\n{name}\n%%EOF".encode(), by=cast["anna"])


def _open_round(cast):
    """Round 2: open to its recipients once submitted; answered inside, not published."""
    round = cast["make_round"](number=2, visibility="open")
    submit(round, cast["arvenia"], cast["anna"], explanation="mk2opencomment")
    write_draft(round, cast["arvenia"], cast["anna"], explanation="mk2openwithheld", publication="withheld")
    first, _second = submitted(round, cast["arvenia"], cast["anna"])
    kind = Endorsement.Kind.ALIGN_EXCEPT
    comments.endorse(first, cast["tolmark"], kind, by=cast["tomas"], words="mk2stand")
    answer = comments.propose_response(
        first, outcome="not_accepted", reason="mk2secretanswer", note="mk2note", by=cast["secretariat"]
    )
    comments.decide_response(answer, by=cast["expert"])


def _independent_round(cast):
    """Round 3: independent until close; drafts, a submission, and one that was withdrawn."""
    round = cast["make_round"](number=3, guiding_questions="What is missing?", is_open_call=True)
    asked = {"name": "mk4asked", "category": "ngo", "email": "mk4asked@example.org"}
    typed = dict.fromkeys(circulation.open_call.TYPED, "") | asked | {"country": None, "language": "en"}
    circulation.apply_to_take_part(round, ref=uuid4(), **typed)
    for delegation, person, number in (("arvenia", "dara", 0), ("tolmark", "tomas", 1)):
        recipient = round.recipients.get(organisation=cast[delegation])
        comments.attach(recipient, f"mk{number}file.pdf", b"%PDF-1.7\n%%EOF", by=cast[person])
        comments.keep_replies(recipient, {1: (0, f"mk{number}reply")}, by=cast[person])
    write_draft(round, cast["arvenia"], cast["dara"], explanation="mk0draft")
    aside = write_draft(round, cast["arvenia"], cast["dara"], explanation="mk0aside")
    _inside_a_delegation(cast, aside)
    comments.discard_draft(aside, by=cast["dara"])
    write_draft(round, cast["tolmark"], cast["tomas"], explanation="mk1independent")
    submit(round, cast["tolmark"], cast["tomas"], explanation="mk1withheld", publication="withheld")
    _group(cast, round)
    _by_post(cast, round.recipients.get(organisation=cast["tolmark"]))
    gone = submit(round, cast["coastal"], cast["noor"], explanation="mk1withdrawn")
    comments.withdraw_submission(gone[0].submission, by=cast["noor"])


def _group(cast, round):
    union = party("UN", "Union of Small Matters", "the Union", "regional_organization")
    Belonging.objects.create(group=union, member=cast["arvenia"])
    chair = member(union, "chair@union.example", "Chair")
    Recipient.objects.create(round=round, organisation=union)
    write_draft(round, union, chair, explanation="mk0chair")
    shared = write_draft(round, union, chair, explanation="mk0group")
    clearing.move_draft(shared, shared.State.SHARED, by=chair, membership=chair.active_memberships[0])


def _by_post(cast, recipient):
    by, said = cast["secretariat"], {"name": "letter.pdf", "content": b"%PDF-1.7", "channel": "letter"}
    said |= {"received_at": clock.now(), "by": by}
    entered = comments.keep_deposit(recipient, reference="A letter", words="mk1letter", **said)
    comments.enter_deposit(entered, by=by)
    comments.keep_deposit(recipient, reference="Another", words="mk1pending", **said)


def _questionnaire_round(cast):
    """Round 4: on a questionnaire, one reply, and what the expert observes on it."""
    asked = Questionnaire.objects.create(mandate=cast["declaration"].mandate, slug="sent", title="Asked")
    question = Question.objects.create(questionnaire=asked, letter="a", text="What?")
    earlier = clock.now() - timedelta(days=9)
    round = cast["make_round"](number=4, questionnaire=asked, kind="questions", opens_at=earlier)
    recipient = round.recipients.get(organisation=cast["arvenia"])
    said = {"explanation": "mk1answer", "stance": "support_with_change", "proposed_text": ""}
    comments.save_draft(recipient, uuid4(), by=cast["anna"], revision=0, question=question, **said)
    comments.submit(recipient, by=cast["anna"])
    comments.observe(round, question, "mk6observed", by=cast["expert"])


def _inside_a_delegation(cast, draft):
    for marker in ("mk0shown", "mk0revoked"):
        other = write_draft(draft.recipient.round, cast["arvenia"], cast["dara"], explanation=marker)
        share = comments.show_draft(other, "TK", by=cast["anna"])
    comments.revoke_share(share, by=cast["anna"])
    comments.remark_on(draft, "mk0remark", by=cast["dara"])
    form = "Article,Comments\nArticle 1,mk0intake\n"
    comments.read_form(draft.recipient, "form.csv", form.encode(), by=cast["dara"])
    people.invite("mk0member@arvenia.example", by=cast["anna"], organisation=cast["arvenia"], role="reviewer")


def _working_text(cast):
    declaration, expert = cast["declaration"], cast["expert"]
    _edit(declaration, expert, "mk3frozen", "A reason.")
    drafting.freeze_version(declaration, name="revised", by=expert)
    wording = _edit(declaration, expert, "mk3working", "mk3reason")
    drafting.add_provision(
        declaration, kind=Kind.ARTICLE, heading="", text="More.", after=None, by=expert, reason="mk3step"
    )
    drafting.keep_upload(
        "next.txt", TEXT.replace("small matters grow", "mk3upload").encode(), by=expert, next_of=declaration
    )
    base = wording.current_record.history_id
    drafting.keep_typing(wording, heading="", text="mk3buffer", base=base, by=expert)


def _edit(declaration, expert, words, reason):
    place = next(p for p in drafting.working_text(declaration) if p.label == "Article 3")
    wording = place.wording
    drafting.save_wording(
        wording,
        heading=wording.heading,
        text=f"Everyone takes part: {words}.",
        base=wording.current_record.history_id,
        by=expert,
        reason=reason,
    )
    return wording


def _record(cast):
    mandate, day = cast["declaration"].mandate, date(2026, 1, 5)
    activity = Activity.objects.create(
        mandate=mandate, slug="meeting", kind="consultation", title="A meeting", begins=day, ends=day
    )
    Segment.objects.create(activity=activity, title="Closed", is_public=False, summary="mk6closed")
    _said(cast, activity)
    Promise.objects.create(
        mandate=mandate, to_whom="mk6promise", words="No name.", made_on=day, made_by="The expert"
    )
    questionnaire = Questionnaire.objects.create(mandate=mandate, title="Questions")
    Question.objects.create(questionnaire=questionnaire, letter="a", text="mk6unsent")
    article = next(p for p in drafting.working_text(cast["declaration"]) if p.label == "Article 2")
    wording = article.wording
    base = wording.current_record.history_id
    drafting.save_wording(
        wording, heading="", text=f"{wording.text} mk6phrase.", base=base, by=cast["expert"], reason="More"
    )
    drafting.record_basis(article.provision, activity, phrase="mk6phrase", by=cast["expert"])


def _said(cast, activity):
    round, by = (
        activity.mandate.declarations.get(slug=cast["declaration"].slug).rounds.get(number=3),
        cast["secretariat"],
    )
    closed = activity.segments.get()
    hidden = comments.note_view(closed, round, words="mk7closed", by=by)
    theme = comments.add_theme(activity.mandate, "mk7theme", by=by)
    comments.put_under(theme, [f"view:{hidden.pk}"], by=by)
    public = Segment.objects.create(activity=activity, order=3, title="Exchange")
    comments.note_view(
        public, round, words="mk7open", by=by, organisation=cast["coastal"], category="mk7speaker"
    )
    open_to_all = Segment.objects.create(activity=activity, order=2, title="Open", rule="attributed")
    for marker in ("mk7named", "mk7denied"):
        view = comments.note_view(open_to_all, round, words=marker, by=by, organisation=cast["arvenia"])
    comments.deny_view(view, by=cast["anna"])


def _elsewhere(cast):
    round = cast["other_declaration"].rounds.get()
    submit(round, cast["other_party"], cast["olga"], explanation="mk5elsewhere")


def _letters(cast):
    Notice.objects.create(
        key="planted", kind="opened", to="x@example.org", subject="A letter", body="mk4notice"
    )
    Notice.objects.create(
        key="own", kind="letter", to="anna@arvenia.example", user=cast["anna"], subject="A", body="mk4letter"
    )
    KeptForm.objects.create(user=cast["anna"], path="/", fields=[["explanation", "mk4kept and more words"]])


def submit(round, party, person, **said):
    write_draft(round, party, person, **said)
    return submitted(round, party, person)


def _go_on(round, administrator):
    round.state = round.State.LATE
    round.save()
    circulation.begin_compilation(round, by=administrator)
    round.refresh_from_db()
    circulation.begin_consideration(round, by=administrator)
    round.refresh_from_db()
