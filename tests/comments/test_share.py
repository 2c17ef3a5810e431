"""A draft is shown to named parties before it is submitted, read-only, and revoked at will."""

import pytest

from circulation.models import Recipient
from comments import services
from comments.models import DraftShare, Endorsement
from comments.services.showing import show
from drafting.services import Refused
from tests.cast import make_round, submitted, write_draft

pytestmark = pytest.mark.django_db


def test_the_named_party_reads_it_until_it_is_revoked(
    client, client_of, round_one, arvenia, anna, dara, tomas, noor, secretariat
):
    draft = write_draft(round_one, arvenia, anna, explanation="For your eyes.")
    base = f"/declarations/{round_one.declaration.slug}/rounds/1/parties"
    page = f"{draft.get_absolute_url()}shares/"
    assert client.post(page).status_code == 302
    codes = [client_of(u).post(page, {"party": "TK"}).status_code for u in (dara, tomas, secretariat)]
    assert (codes, DraftShare.objects.count()) == ([403, 404, 404], 0)
    for unknown in ("INS", "AR", ""):
        client_of(anna).post(page, {"party": unknown})
    assert DraftShare.objects.count() == 0
    for _again in range(2):
        client_of(anna).post(page, {"party": "tk"})
    assert DraftShare.objects.count() == 1

    def reads(user, code):
        return "For your eyes." in client_of(user).get(f"{base}/{code}/shown/").content.decode()

    assert (reads(tomas, "TK"), reads(noor, "CPN")) == (True, False)
    assert client_of(tomas).get(draft.get_absolute_url()).status_code == 404
    assert client_of(anna).post(page, {"revoke": "TK"}).status_code == 302
    assert reads(tomas, "TK") is False
    assert client_of(anna).post(page, {"revoke": "TK"}).status_code == 404


def test_stands_are_told_in_one_sentence_and_nobody_is_counted_twice(
    version, administrator, arvenia, tolmark, coastal, anna, tomas, noor
):
    round = make_round(version, [arvenia, tolmark, coastal], administrator, visibility="open")
    comment = submitted(round, arvenia, anna)[0]
    kinds = Endorsement.Kind
    services.endorse(comment, tolmark, kinds.CO_SPONSOR, by=tomas)
    services.endorse(comment, tolmark, kinds.ALIGN_EXCEPT, by=tomas, words="not the last word")
    services.endorse(comment, coastal, kinds.SUPPORT, by=noor)
    with pytest.raises(Refused):
        services.endorse(comment, coastal, kinds.ALIGN, by=noor)
    seen = type(comment).objects.for_reader(anna).get(pk=comment.pk)
    assert show([seen])[0].attribution == [
        ("", [(arvenia, "")]),
        ("aligned, except", [(tolmark, "not the last word")]),
        ("supported by", [(coastal, "")]),
    ]
    assert Recipient.objects.filter(round=round).count() == 3
