"""A round in a database of its own, its writers, and what is found in it afterwards; each a process.

`build` makes the world, `write CODE` submits for a party again and again until it is killed, `read` prints
what was received and what is wrong with the chain of receipts. DATABASE_URL names the database.
"""

import json
import os
import sys
from datetime import timedelta

import django

PARTIES = ["SOAKA", "SOAKB", "SOAKC", "SOAKD"]
TEXT = b"Declaration of the soak\n\nArticle 1\n1. States shall cooperate.\n\nArticle 2\n1. Peoples may ask.\n"


def build():
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_user("jo@mission.example", name="Jo")
    mandate = Mandate.objects.create(slug="soak", title="Soak")
    upload = keep_upload("soak.txt", TEXT, by=user)
    declaration = import_upload(upload, mandate=mandate, by=user)
    version = freeze_version(declaration, name="preliminary", by=user)
    now = clock.now()
    round = Round.objects.create(
        declaration=declaration,
        version=version,
        number=1,
        title="Soak",
        state=Round.State.OPEN,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    for code in PARTIES:
        party = Organisation.objects.create(
            code=code, name=f"Party {code}", short_name=code, category="member_state"
        )
        Recipient.objects.create(round=round, organisation=party)


def write(code):
    """Say `try` before and `ack REFERENCE SHA256` after each submission, as a browser would know of it."""
    recipient = Recipient.objects.get(organisation__code=code)
    user = get_user_model().objects.get()
    entry = recipient.round.version.entries.last()
    draft = Draft.objects.filter(recipient=recipient).first()
    ref, revision = (draft.ref, draft.revision) if draft else (Draft().ref, 0)
    said = {"stance": "reserve", "proposed_text": ""}
    while True:
        words = f"{code} {revision} " + "word " * 400
        draft = save_draft(recipient, ref, by=user, revision=revision, entry=entry, explanation=words, **said)
        revision = draft.revision
        say("try")
        submission = submit(recipient, by=user)
        say(f"ack {submission.reference} {submission.sha256}")


def session(code):
    """Make the person a Contact Point of the party, with a draft and a session, and print where to submit."""
    user = get_user_model().objects.get()
    recipient = Recipient.objects.select_related("round__declaration", "organisation").get(
        organisation__code=code
    )
    Membership.objects.create(user=user, organisation=recipient.organisation, role="contact_point")
    entry = recipient.round.version.entries.last()
    said = {"stance": "reserve", "proposed_text": "", "explanation": "Words."}
    save_draft(recipient, Draft().ref, by=user, revision=0, entry=entry, **said)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    round = recipient.round
    path = reverse("submission", args=[round.declaration.slug, round.number, code])
    print(json.dumps({"session": store.session_key, "path": path}))


def addresses():
    print(json.dumps([s.get_absolute_url() for s in Submission.objects.all()]))


def say(line):
    os.write(1, f"{line}\n".encode())  # one system call: a line is there whole or not at all


def read():
    kept = [[s.reference, content_hash(s.record)] for s in Submission.objects.for_list()]
    received = list(
        Receipt.objects.filter(act="submitted").order_by("position").values_list("reference", "sha256")
    )
    print(json.dumps({"kept": kept, "received": received, "faults": verify_chain()}))


if __name__ == "__main__":
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.urls import reverse

    from circulation.models import Recipient, Round
    from comments.models import Draft, Receipt, Submission
    from comments.services.preparing import save_draft
    from comments.services.receipts import content_hash, verify_chain
    from comments.services.submitting import submit
    from drafting.services.freezing import freeze_version
    from drafting.services.importing import import_upload, keep_upload
    from mandate.models import Mandate
    from stakeholders import clock
    from stakeholders.models import Membership, Organisation

    acts = {"build": build, "write": write, "read": read, "session": session, "addresses": addresses}
    acts[sys.argv[1]](*sys.argv[2:])
