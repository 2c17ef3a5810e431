"""Every page of the demonstration, and as whom it is looked at: for the accessibility tests and the pictures."""

from circulation.models import Recipient, Round
from comments import services as comments
from comments.models import Comment, Draft, Letter, Submission
from demonstration.loading.calendar import CONTENT
from drafting import services
from drafting.models import Declaration, Version
from drafting.text.structure import write_structure
from stakeholders import clock
from stakeholders.models import Organisation, User

EXPERT, SECRETARIAT, ADMINISTRATOR = (
    f"{office}@travaux.example" for office in ("expert", "secretariat", "administrator")
)


def contact_point(code):
    party = Organisation.objects.get(code=code)
    return party.memberships.get(role="contact_point").user.email


def brought():
    """Files that wait: a next version with something to ask, one with nothing to ask, and a translation."""
    declaration, by = Declaration.objects.get(), User.objects.get(email=SECRETARIAT)
    text = write_structure([place.unit for place in services.working_text(declaration)], "en")
    edited = text.replace("shall", "should", 2)
    article = next(p.unit for p in services.working_text(declaration) if p.label == "Article 5")
    doubtful = edited.replace(
        article.text, f"{article.text[: len(article.text) // 2]} All of it in their own way."
    )
    spanish = (CONTENT / "translations" / "preliminary-text.es.txt").read_text("utf-8")
    first = Version.objects.get(number=1)
    for name, words, more in (
        ("doubtful.txt", doubtful, {"next_of": declaration}),
        ("edited.txt", edited, {"next_of": declaration}),
        ("es.txt", spanish, {"translation_of": first, "language": "es"}),
    ):
        yield services.keep_upload(name, words.encode(), by=by, **more).ref


def _form():
    """A form as a capital fills it in: one row with its place, one by its words, one that needs somebody."""
    rows = ["Article,Comments", "Article 2,Too weak for us.", "?,Which body receives the reports?"]
    return "\n".join([*rows, "Somewhere,We share the concern about capacity."]).encode()


def brought_form(code):
    recipient = Recipient.objects.get(round__number=2, organisation__code=code)
    by = User.objects.get(email=contact_point(code))
    return comments.read_form(recipient, "form.csv", _form(), by=by).get_absolute_url()


def came_by_post(code):
    recipient = Recipient.objects.get(round__number=2, organisation__code=code)
    by, said = User.objects.get(email=SECRETARIAT), {"channel": "note", "reference": "NV/12"}
    said |= {"name": "form.csv", "content": _form(), "received_at": clock.now(), "by": by}
    kept = comments.keep_deposit(recipient, **said)
    comments.add_passage(kept, words="We thank the mandate.", place="article-2/1", by=by)
    return kept.get_absolute_url()


def enclosed_file():
    """A file with a submission to the published round, to be gone through."""
    sent = Submission.objects.published().filter(recipient__round__number=1).first()
    by = sent.submitted_by
    file = comments.attach(sent.recipient, "statement.pdf", b"%PDF-1.7\nA statement.\n%%EOF", by=by)
    file.submissions.add(sent)
    return f"/attachments/{file.ref}/screening/"


def pages():
    """(name, e-mail of the reader or "", path) of every page, on the demonstration as it is loaded."""
    declaration = Declaration.objects.get()
    base = declaration.get_absolute_url()
    version = Version.objects.latest("number")
    text = version.get_absolute_url()
    article = version.entries.get(label="Article 2")
    uid = article.provision.uid
    delegate = contact_point("AR")
    draft = Draft.objects.filter(recipient__organisation__code="AR", comment=None).first()
    receipt = Submission.objects.filter(recipient__organisation__code="AR").first()
    party = f"{base}rounds/2/parties/AR/"
    answered = (
        Comment.objects.filter(response__isnull=False, proposes=True)
        .order_by("pk")
        .first()
        .get_absolute_url()
    )
    doubtful, edited, spanish = brought()
    yield from (
        ("home", "", "/"),
        ("declaration", "", base),
        ("text", delegate, text),
        ("text-public", "", f"{base}versions/1/"),
        ("provision", delegate, f"{text}article-2/"),
        ("paragraph", "", f"{text}article-2/1/"),
        ("road", "", f"{base}provisions/{uid}/"),
        ("sources", "", f"{base}provisions/{uid}/sources/"),
        ("sources-expert", EXPERT, f"{base}provisions/{uid}/sources/"),
        ("placements", EXPERT, f"{base}placements/2/"),
        ("text-arabic", "", f"{base}versions/1/?text=ar"),
        ("compare", "", f"{base}compare/"),
        ("comparison", "", f"{base}compare/1/2/"),
        ("comparison-inline", "", f"{base}compare/1/2/?layout=inline"),
        ("mandates", "", "/mandates/"),
        ("mandate", "", declaration.mandate.get_absolute_url()),
        ("requests", "", f"{declaration.mandate.get_absolute_url()}requests/"),
        ("considerations", "", f"{declaration.mandate.get_absolute_url()}considerations/"),
        ("practices", "", f"{declaration.mandate.get_absolute_url()}practices/"),
        ("activities", "", f"{declaration.mandate.get_absolute_url()}activities/"),
        ("activity", "", f"{declaration.mandate.get_absolute_url()}activities/informal-consultation/"),
        ("activity-expert", EXPERT, f"{declaration.mandate.get_absolute_url()}activities/visit-arvenia/"),
        (
            "segment",
            SECRETARIAT,
            f"{declaration.mandate.get_absolute_url()}activities/consultation-revised-text/segments/1/",
        ),
        (
            "oral-views",
            "",
            f"{declaration.mandate.get_absolute_url()}activities/consultation-revised-text/views/",
        ),
        ("mandate-report", "", f"{declaration.mandate.get_absolute_url()}report/"),
        ("themes", SECRETARIAT, f"{declaration.mandate.get_absolute_url()}themes/"),
        ("said", contact_point("CT"), "/delegations/CT/said/"),
        ("questionnaire", "", f"{declaration.mandate.get_absolute_url()}questionnaires/questionnaire-2009/"),
        ("handover", SECRETARIAT, f"{declaration.mandate.get_absolute_url()}handover/"),
        ("inheritance", EXPERT, f"{declaration.mandate.get_absolute_url()}inheritance/"),
        ("sources-list", "", "/sources/"),
        ("source", "", "/sources/a-68-176/"),
        ("unregistered", "", "/sources/unregistered/"),
        ("matrix", "", f"{base}bases/"),
        ("bases", EXPERT, f"{base}working/{uid}/bases/"),
        ("admin-activity", SECRETARIAT, "/admin/mandate/activity/"),
        ("comments", "", f"{base}comments/"),
        ("comment", "", answered),
        ("round", "", f"{base}rounds/1/"),
        ("round-open", delegate, f"{base}rounds/2/"),
        ("participation", "", f"{base}rounds/2/participation/"),
        ("participation-sent", "", f"{base}rounds/2/participation/sent/"),
        ("questionnaire-round", "", f"{base}rounds/0/"),
        ("questionnaire-replies", "", f"{base}rounds/0/questionnaire/"),
        ("questionnaire-dashboard", EXPERT, f"{base}rounds/0/dashboard/"),
        ("questionnaire-documents", "", f"{base}rounds/0/compilation/"),
        ("questionnaire-comment", "", Comment.objects.filter(round__number=0).first().get_absolute_url()),
        ("check", "", "/receipts/"),
        ("my-round", delegate, party),
        ("new-draft", delegate, f"{party}drafts/?place=article-2&paragraph=1"),
        ("draft", delegate, draft.get_absolute_url()),
        ("clearance", delegate, f"{party}clearance/"),
        ("guiding-questions", delegate, f"{party}questions/"),
        ("attachments", delegate, f"{party}attachments/"),
        ("forms", delegate, f"{party}forms/"),
        ("shown", delegate, f"{party}shown/"),
        ("delegation", delegate, "/delegations/AR/"),
        ("appointment", ADMINISTRATOR, "/delegations/AR/appointment/"),
        ("account", delegate, "/account/"),
        ("deposit", SECRETARIAT, f"{party}deposit/"),
        ("deposit-report", SECRETARIAT, came_by_post("AR")),
        ("intake", delegate, brought_form("AR")),
        ("disavowal", delegate, f"{receipt.get_absolute_url()}disavowal/"),
        ("submission", delegate, f"{party}submission/"),
        ("nil-return", delegate, f"{party}nil-return/"),
        ("receipt", delegate, receipt.get_absolute_url()),
        ("documents", EXPERT, f"{base}rounds/1/compilation/"),
        ("desk", EXPERT, f"{base}desk/?round=1"),
        ("desk-provision", EXPERT, f"{base}desk/{uid}/?round=1"),
        ("desk-answers", EXPERT, f"{base}desk/answers/?round=1&provision={uid}&state=unanswered"),
        ("desk-decisions", EXPERT, f"{base}desk/decisions/?round=1&provision={uid}"),
        (
            "reconsideration",
            EXPERT,
            f"{Comment.objects.filter(state='answered').first().get_absolute_url()}response/reconsideration/",
        ),
        ("file-screening", SECRETARIAT, enclosed_file()),
        ("submissions", "", f"{base}rounds/1/submissions/"),
        ("running", EXPERT, f"{base}rounds/1/running/"),
        ("finalization", EXPERT, f"{base}finalization/"),
        ("ledger", EXPERT, f"{base}ledger/"),
        ("letter", delegate, Letter.objects.get(organisation__code="AR").get_absolute_url()),
        ("concerns", "", f"{base}rounds/1/concerns/"),
        ("screening", EXPERT, f"{base}rounds/1/screening/"),
        ("redaction", EXPERT, f"{answered}redaction/"),
        ("publication", EXPERT, f"{base}rounds/1/publication/"),
        ("ledger-version", EXPERT, f"{base}ledger/?version=2"),
        ("response", EXPERT, f"{answered}response/"),
        ("import", SECRETARIAT, "/import/"),
        ("import-next", SECRETARIAT, f"/import/?for=next:{declaration.slug}"),
        ("understood", SECRETARIAT, f"/import/{doubtful}/"),
        ("relations", EXPERT, f"/import/{doubtful}/relations/"),
        ("ties", EXPERT, f"/import/{edited}/ties/"),
        ("renderings", SECRETARIAT, f"/import/{spanish}/renderings/"),
        ("working", EXPERT, f"{base}working/"),
        ("edit", EXPERT, f"{base}working/{uid}/"),
        ("history", EXPERT, f"{base}working/{uid}/history/"),
        ("move", EXPERT, f"{base}working/{uid}/place/"),
        ("freeze", EXPERT, f"{base}freeze/"),
        ("corrigendum", EXPERT, f"{text}corrigendum/"),
        ("document as issued", SECRETARIAT, f"{text}files/"),
        ("dashboard", ADMINISTRATOR, f"{base}rounds/1/dashboard/"),
        ("dashboard-expert", EXPERT, f"{base}rounds/1/dashboard/"),
        ("dashboard-recipients", EXPERT, f"{base}rounds/1/dashboard/recipients/?state=submitted"),
        ("dashboard-letters", EXPERT, f"{base}rounds/1/dashboard/letters/"),
        ("replies", "", f"{base}rounds/1/replies/"),
        ("admin-import", ADMINISTRATOR, "/admin/stakeholders/organisation/import/"),
        (
            "admin-letters",
            ADMINISTRATOR,
            f"/admin/circulation/round/{Round.objects.get(number=2).pk}/letters/",
        ),
        ("admin-requests", ADMINISTRATOR, "/admin/circulation/application/"),
        ("admin-journal", ADMINISTRATOR, "/admin/stakeholders/officeact/"),
        ("sign-in", "", "/accounts/login/"),
        ("admin", ADMINISTRATOR, "/admin/"),
        ("admin-rounds", ADMINISTRATOR, "/admin/circulation/round/"),
        ("admin-parties", ADMINISTRATOR, "/admin/stakeholders/organisation/"),
        ("admin-notices", ADMINISTRATOR, "/admin/stakeholders/notice/"),
    )


def people():
    return {user.email: user for user in User.objects.all()}
