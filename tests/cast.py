"""The cast: a few people and parties, one sentence each, one small declaration, and one open round on it.

In a test, Arvenia and Tolmark are two States that must not see each other's work, Coastal is a body that is no
State, and the Institute received another declaration and nothing of this one.
"""

import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from circulation import services as circulation
from circulation.models import Recipient, Round
from comments import services as comments
from drafting import services as drafting
from drafting.models import Declaration, Version
from mandate.models import Mandate
from stakeholders import clock
from stakeholders.models import Membership, Organisation, User
from stakeholders.records import record_save

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

TEXT = """Declaration on a small matter

The Human Rights Council,

Recalling its earlier texts on small matters,

Convinced that small matters grow,

Part I
General provisions

Article 1. Meaning
1. Solidarity means acting together.
2. It includes:
(a) preventive action, and
(b) cooperation among States.

Article 2. Duties of States
1. States shall cooperate in good faith.
2. States should report every two years.

Article 3. Participation
Everyone has the right to take part.
"""


def person(email, name, office="", is_superuser=False):
    """Somebody with a verified address; nobody in the tests has a password."""
    user = User.objects.create_user(email, None, name=name, office=office, is_superuser=is_superuser)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def party(code, name, short, category, group="none"):
    return record_save(
        Organisation(code=code, name=name, short_name=short, category=category, regional_group=group), by=None
    )


def member(organisation, email, name, role="contact_point"):
    user = person(email, name)
    record_save(Membership(user=user, organisation=organisation, role=role), by=None)
    return user


# --- Those who hold an office ------------------------------------------------------------------------------
@pytest.fixture
def expert(db):
    """The Independent Expert drafts and decides."""
    return person("expert@travaux.example", "Elin Expert", "expert")


@pytest.fixture
def secretariat(db):
    """The secretariat sees what the expert sees, proposes answers, and looks into admin."""
    return person("secretariat@travaux.example", "Sam Secretary", "secretariat")


@pytest.fixture
def administrator(db):
    """The administrator runs circulation and reads no comment that the public does not."""
    return person("administrator@travaux.example", "Ada Administrator", "administrator")


@pytest.fixture
def superuser(db):
    """A superuser has the administrator's rights and not one more."""
    return person("superuser@travaux.example", "Root", "", is_superuser=True)


# --- Parties -----------------------------------------------------------------------------------------------
@pytest.fixture
def arvenia(db):
    """A Member State with a whole delegation: Anna submits, Dara and Rui prepare."""
    return party("AR", "Republic of Arvenia", "Arvenia", "member_state", "african")


@pytest.fixture
def tolmark(db):
    """A Member State of another regional group."""
    return party("TK", "Kingdom of Tolmark", "Tolmark", "member_state", "weog")


@pytest.fixture
def coastal(db):
    """A non-governmental organization."""
    return party("CPN", "Coastal Peoples' Network", "Coastal Peoples", "ngo")


@pytest.fixture
def other_party(db, administrator, secretariat, expert):
    """An institute that received another declaration and nothing of this one."""
    institute = party("INS", "Institute of Other Matters", "Institute", "academia")
    text = make_declaration("Declaration on another matter", secretariat)
    version = make_version(text, expert)
    make_round(version, [institute], administrator, title="Another consultation")
    return institute


@pytest.fixture
def elsewhere(other_party):
    """The same institute, by what it is to this declaration: somebody from elsewhere."""
    return other_party


@pytest.fixture
def other_declaration(other_party):
    """The declaration that the institute received."""
    return Declaration.objects.get(rounds__recipients__organisation=other_party)


# --- Those who act for a party -----------------------------------------------------------------------------
@pytest.fixture
def anna(arvenia):
    """Contact Point of Arvenia: the only one there who submits."""
    return member(arvenia, "anna@arvenia.example", "Anna")


@pytest.fixture
def dara(arvenia):
    """Deputy of Arvenia: does everything but submit."""
    return member(arvenia, "dara@arvenia.example", "Dara", "deputy")


@pytest.fixture
def rui(arvenia):
    """Reviewer of Arvenia: prepares drafts."""
    return member(arvenia, "rui@arvenia.example", "Rui", "reviewer")


@pytest.fixture
def tomas(tolmark):
    """Contact Point of Tolmark."""
    return member(tolmark, "tomas@tolmark.example", "Tomas")


@pytest.fixture
def noor(coastal):
    """Contact Point of the Coastal Peoples' Network."""
    return member(coastal, "noor@coastal.example", "Noor")


@pytest.fixture
def olga(other_party):
    """Contact Point of the Institute: a signed-in stranger to this declaration."""
    return member(other_party, "olga@institute.example", "Olga")


# --- The text and the round --------------------------------------------------------------------------------
def make_mandate():
    return Mandate.objects.get_or_create(slug="small-matters", defaults={"title": "Small matters"})[0]


def make_declaration(title, by):
    upload = drafting.keep_upload("text.txt", TEXT.encode(), by=by, title=title, language="en")
    return drafting.import_upload(upload, mandate=make_mandate(), by=by)


def make_version(declaration, by):
    version = drafting.freeze_version(declaration, name=Version.Name.PRELIMINARY, by=by)
    return drafting.issue_version(version, by=by)


def make_round(version, parties, by, *, is_open=True, **fields):
    """A round on `version`, closing in ten days and independent until then; opened unless `is_open` is False.

    With `questionnaire`, a round on that, under the same declaration.
    """
    now = clock.now()
    wanted = {
        "number": 1,
        "title": "First consultation",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=10),
        "cover_text": "{party} is invited to comment until {closes}: {link}",
    } | fields
    declaration = version.declaration
    on = {"questionnaire": wanted.pop("questionnaire")} if "questionnaire" in wanted else {"version": version}
    round = record_save(Round(declaration=declaration, **on, **wanted), by=by)
    circulation.add_recipients(round, parties, by=by)
    circulation.approve_round(round, by=by)
    return circulation.open_round(round, by=by) if is_open else round


@pytest.fixture
def mandate(db):
    """The mandate that the declaration belongs to."""
    return make_mandate()


@pytest.fixture
def declaration(mandate, secretariat):
    """Title, opening words, two preambular paragraphs, Part I, three Articles."""
    return make_declaration("Declaration on a small matter", secretariat)


@pytest.fixture
def version(declaration, expert):
    """The declaration as it was frozen and issued."""
    return make_version(declaration, expert)


@pytest.fixture
def round_one(version, administrator, arvenia, tolmark, coastal):
    """Open to Arvenia, Tolmark and Coastal for ten days; nobody sees another's comments until it closes."""
    return make_round(version, [arvenia, tolmark, coastal], administrator)


# --- What a delegation says -------------------------------------------------------------------------------
def write_draft(round, organisation, by, label="Article 1", paragraph="", quote="", **fields):
    """A draft comment of `organisation` on the place named; label None is the whole text.

    `proposed` and `explanation` are what is said; any other field of a draft may be given by its own name.
    """
    said = {
        "type": "substantive",
        "stance": "support_with_change",
        "weight": "comment",
        "proposed_text": fields.pop("proposed", ""),
        "explanation": "This would be clearer.",
    } | fields
    entry = round.version.entries.get(label=label) if label else None
    recipient = Recipient.objects.get(round=round, organisation=organisation)
    words = (quote, "", "")
    return comments.save_draft(
        recipient, uuid.uuid4(), by=by, revision=0, entry=entry, paragraph=paragraph, words=words, **said
    )


def submitted(round, organisation, by):
    """Submit what `organisation` has written, or one draft as above; returns its standing comments in order."""
    recipient = Recipient.objects.get(round=round, organisation=organisation)
    if not recipient.drafts.exists():
        write_draft(round, organisation, by)
    submission = comments.submit(recipient, by=by)
    return list(submission.comments.order_by("serial"))


@pytest.fixture
def client_of():
    """`client_of(user)`: a browser in which that person has signed in, with a second factor where it is asked."""

    def signed_in(user):
        if user.office or user.is_superuser:
            Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {"secret": ""}})
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in
