"""What a provision rests on: recorded by those who draft, public with the provision, and the gaps are shown."""

import csv
import io

import pytest
from django.urls import reverse

from drafting import services
from drafting.models import Basis, TextAnswer
from mandate.models import Mandate, Request, Resolution, Source


@pytest.fixture
def article(version, declaration):
    return next(p for p in services.working_text(declaration) if p.label == "Article 1").provision


@pytest.fixture
def address(declaration, article):
    return reverse("bases", args=[declaration.slug, article.uid])


def test_from_a_phrase_to_the_consideration_and_the_meeting(
    client, client_of, secretariat, address, declaration, article, consideration
):
    said = {"what": f"consideration-{consideration.pk}", "phrase": "preventive action"}
    answer = client_of(secretariat).post(address, said)
    assert (answer.status_code, answer.url) == (302, address)
    page = client.get(reverse("provision_sources", args=[declaration.slug, article.uid])).content.decode()
    for words in ("preventive action", "consideration (a)", "para. 26 (a)", "Consultation of two days"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"what": "activity-%s", "phrase": "words that are not there"},
            "is not in this provision as it stands.",
        ),
        ({"what": "activity-999"}, "Select a valid choice."),
        ({"what": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_shown_again(
    client_of, expert, address, meeting, said, sentence
):
    said = {name: value % meeting.pk if "%s" in value else value for name, value in said.items()}
    answer = client_of(expert).post(address, said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Basis.objects.count() == 0


def test_the_same_is_recorded_once_and_of_another_mandate_never(article, meeting, expert):
    services.record_basis(article, meeting, by=expert)
    with pytest.raises(services.Refused, match="recorded already"):
        services.record_basis(article, meeting, by=expert)
    meeting.mandate = Mandate.objects.create(slug="other", title="Another")
    with pytest.raises(services.Refused, match="another mandate"):
        services.record_basis(article, meeting, by=expert)


def test_a_basis_is_withdrawn_and_its_row_stays(client_of, expert, declaration, article, meeting):
    basis = services.record_basis(article, meeting, by=expert)
    address = reverse("withdraw_basis", args=[declaration.slug, article.uid, basis.pk])
    assert client_of(expert).get(address).status_code == 405
    assert client_of(expert).post(address).status_code == 302
    assert (services.bases_of(article, expert), Basis.objects.count()) == ([], 1)


def test_strangers_find_no_such_page(client, client_of, address, anna, olga, administrator):
    assert client.get(address).status_code == 302
    assert [client_of(who).get(address).status_code for who in (anna, olga, administrator)] == [404] * 3


def test_the_gaps_show_in_the_page_and_in_the_file(
    client, declaration, article, consideration, meeting, expert
):
    services.record_basis(article, meeting, by=expert)
    matrix = client.get(reverse("matrix", args=[declaration.slug])).context["matrix"]
    assert [row.label for row in matrix.without_basis] == ["PP1", "PP2", "Article 2", "Article 3"]
    assert matrix.unreflected == [consideration]
    made = client.get(reverse("matrix_file", args=[declaration.slug, "csv"])).content.decode("utf-8-sig")
    rows = {row["Provision"]: row for row in csv.DictReader(io.StringIO(made))}
    assert rows["Article 1"]["Activities"] == "Consultation of two days"
    assert rows["Article 2"]["Gap"] == "no basis recorded"
    assert rows["–"]["Gap"] == "consideration not reflected in any provision"
    assert client.get(reverse("matrix_file", args=[declaration.slug, "xlsx"])).status_code == 200
    assert client.get(reverse("matrix_file", args=[declaration.slug, "pdf"])).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_matrix_takes_as_many_queries_for_three_bases_as_for_one(
    client,
    declaration,
    version,
    article,
    meeting,
    consideration,
    report,
    expert,
    n,
    django_assert_num_queries,
):
    for what in (meeting, consideration, report)[:n]:
        services.record_basis(article, what, by=expert)
    with django_assert_num_queries(MATRIX_QUERIES[n]):
        client.get(reverse("matrix", args=[declaration.slug]))


MATRIX_QUERIES = {
    1: 9,
    3: 11,
}  # the prefetch of what considerations were drawn from comes with the first of them


def test_a_request_is_unmet_until_an_activity_a_document_or_a_text_answers_it(
    client, declaration, version, report, expert
):
    resolution = Resolution.objects.create(mandate=declaration.mandate, source=report, act="asked")
    request = Request.objects.create(resolution=resolution, letter="4 (d)", text="Share a preliminary text.")
    address = reverse("requests", args=[declaration.mandate.slug])
    assert [each.request for each in client.get(address).context["unmet"]] == [request]
    services.answer_with_text(request, version, by=expert)
    page = client.get(address)
    assert page.context["unmet"] == []
    assert page.context["met"][0].answers == [(str(version), version.get_absolute_url(), "")]


def test_a_source_is_cited_by_its_article(article, expert, db):
    charter = Source.objects.create(slug="charter", kind="instrument", title="Charter of the United Nations")
    basis = services.record_basis(article, charter, place=" Article 55 (b) ", by=expert)
    assert (basis.kind, basis.place, str(basis)) == (
        "source", "Article 55 (b)", "Charter of the United Nations",
    )  # fmt: skip


def test_the_secretariat_says_in_admin_which_text_answers_a_request(
    client_of, secretariat, declaration, version, report
):
    resolution = Resolution.objects.create(mandate=declaration.mandate, source=report, act="asked")
    request = Request.objects.create(resolution=resolution, letter="(d)", text="Share a text.")
    add, said = "/admin/drafting/textanswer/add/", {"request": request.pk, "version": version.pk}
    assert client_of(secretariat).post(add, said).status_code == 302
    assert [(row.request, row.version, row.by) for row in TextAnswer.objects.all()] == [
        (request, version, secretariat)
    ]
    resolution.mandate = Mandate.objects.create(slug="other", title="Another")
    resolution.save()
    answer = client_of(secretariat).post(add, said | {"request": request.pk})
    assert "This belongs to another mandate." in answer.content.decode()
