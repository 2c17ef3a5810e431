"""Nobody changes what is not theirs: every address is posted to, as strangers and without a token."""

import pytest
from django.apps import apps
from django.test import Client

from comments.models import Attachment
from stakeholders.models import Printout
from tests.visibility.addresses import answered, families
from tests.visibility.test_matrix import world  # noqa: F401

# Sessions, sign-ins and mail may change when somebody posts; what people wrote and decided may not.
KEPT_APART = {"sessions", "account", "mfa", "admin", "contenttypes", "django_tasks_database", "auth"}


def rows():
    """Every row of every table of ours, as text."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in KEPT_APART:
            found[model._meta.label] = list(model._default_manager.order_by("pk").values_list())
    return found


def changed(before, after):
    return {label for label in before if before[label] != after[label]}


@pytest.mark.parametrize("reader", ["olga", "tomas"])
def test_posting_to_every_address_changes_nothing_of_anybody_elses(world, client_of, reader):  # noqa: F811
    client = client_of(world.users[reader])
    before = rows()
    own = {f"/attachments/{each.ref}/removal/" for each in Attachment.objects.visible_to(world.users[reader])}
    # One's own workspace and submissions are one's own to change.
    spared = ("/parties/TK/", "/parties/INS/", "/receipts/")

    def not_own(address):
        return address not in own and not any(part in address for part in spared)

    said = {"reason": "x", "outcome": "accepted", "kind": "align", "words": "x"}
    for address, response in answered(lambda address: client.post(address, said), not_own):
        assert response.status_code < 500, address
    mine = {"comments.Endorsement", "comments.HistoricalEndorsement"} if reader == "tomas" else set()
    # A document that one asked the worker for is one's own, and names nobody else.
    asked = Printout.objects.exclude(user=world.users[reader]).count()
    assert (changed(before, rows()) - mine - {"stakeholders.Printout"}, asked) == (set(), 0)


def test_no_form_is_taken_without_its_token(world):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["anna"], backend="allauth.account.auth_backends.AuthenticationBackend")
    # The token is asked for before any row is looked up: one address of each pattern speaks for all.
    firsts = [family[0] for family in families() if family]
    assert [path for path in firsts if client.post(path).status_code not in (403, 404, 405)] == []
