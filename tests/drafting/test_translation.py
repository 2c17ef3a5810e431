"""A frozen version in another language: aligned by uid, marked, read beside; what changed since is its debt."""

import uuid

import pytest
from django.urls import reverse

from circulation.models import Recipient
from comments import services as comments
from comments.models import Placement
from drafting import services
from drafting.models import Rendering, Version
from tests.cast import TEXT
from tests.drafting.conftest import everything
from tests.drafting.test_commands import run
from tests.drafting.test_frozen import hash_of

SPANISH = """Declaración sobre un asunto menor

El Consejo de Derechos Humanos,

Recordando sus textos anteriores sobre asuntos menores,

Convencido de que los asuntos menores crecen,

Parte I
Disposiciones generales

Artículo 1. Significado
1. La solidaridad significa actuar juntos.
2. Comprende:
(a) la acción preventiva, y
(b) la cooperación entre los Estados.

Artículo 2. Deberes de los Estados
1. Los Estados cooperarán de buena fe.
2. Los Estados deberían informar cada dos años.

Artículo 3. Participación
Toda persona tiene derecho a participar.
"""


def brought(version, by, text=SPANISH, **more):
    return services.keep_upload("es.txt", text.encode(), by=by, language="es", translation_of=version, **more)


@pytest.fixture
def translated(version, secretariat):
    return services.import_translation(brought(version, secretariat, is_official=True), by=secretariat)


def test_a_translation_stands_beside_the_version_whose_hash_does_not_change(version, translated):
    before = version.sha256
    fresh = Version.objects.get(pk=version.pk)
    assert fresh.sha256 == before
    assert (translated.language, translated.standing) == ("es", "official")
    entries = {e.label: e for e in fresh.entries.in_language("es").for_list()}
    original = {e.label: e for e in fresh.entries.in_language("en").for_list()}
    assert list(entries) == list(original)
    assert {e.provision_id for e in entries.values()} == {e.provision_id for e in original.values()}
    assert [p.label for p in entries["Article 1"].paragraphs] == ["1", "2", "2 (a)", "2 (b)"]
    assert Rendering.objects.filter(source__in=[e.record for e in original.values()]).count() == len(entries)


def test_it_is_all_of_the_version_or_nothing(version, secretariat):
    before = everything()
    upload = brought(version, secretariat, SPANISH.partition("Artículo 3")[0])
    with pytest.raises(services.Refused, match="Not rendered: Article 3"):
        services.import_translation(upload, by=secretariat)
    with pytest.raises(services.Refused, match="language of the original"):
        services.import_translation(
            services.keep_upload("en.txt", TEXT.encode(), by=secretariat, translation_of=version),
            by=secretariat,
        )
    assert everything() == before


def test_a_second_one_in_the_same_language_is_refused(version, translated, secretariat):
    with pytest.raises(services.Refused, match="has a text in that language already"):
        services.import_translation(brought(version, secretariat), by=secretariat)


def test_what_changes_in_the_source_is_owed_until_it_is_translated(translated, declaration, expert, at):
    assert services.debt(declaration) == {"es": []}
    wording = at("Article 3")
    services.save_wording(
        wording, heading=wording.heading, text="Everyone may take part.", by=expert, reason="Shorter",
        base=wording.current_record.history_id,
    )  # fmt: skip
    services.add_provision(
        declaration, kind="article", heading="", text="More.", after=None, by=expert, reason="New"
    )
    owed = services.debt(declaration)["es"]
    assert sorted(what for _provision, what in owed) == ["changed", "missing"]
    made = services.freeze_version(declaration, name="revised", by=expert)
    assert made.languages == ["en"]
    assert hash_of(made) == made.sha256


def test_a_translation_that_owes_nothing_is_frozen_with_the_next_version(translated, declaration, expert, at):
    services.move_provision(
        at("Article 3").provision, after=at("Part I").provision, by=expert, reason="Order"
    )
    made = services.freeze_version(declaration, name="revised", by=expert)
    assert made.languages == ["en", "es"]
    assert made.translations.get().standing == "official"


def test_the_same_words_are_not_frozen_again_because_they_were_translated(translated, declaration, expert):
    with pytest.raises(services.Refused, match="Nothing has changed"):
        services.freeze_version(declaration, name="revised", by=expert)


def test_the_page_shows_it_beside_the_original_and_brings_it(version, client_of, secretariat):
    upload = brought(version, secretariat)
    address = reverse("renderings", args=[upload.ref])
    client = client_of(secretariat)
    page = client.get(address).content.decode()
    assert "Toda persona tiene derecho a participar." in page
    assert "Everyone has the right to take part." in page
    answer = client.post(address)
    assert (answer.status_code, answer.url) == (302, f"{version.get_absolute_url()}?text=es")
    shown = client.get(answer.url).content.decode()
    assert "courtesy translation" in shown.lower()
    assert "Toda persona" in shown


def test_the_command_brings_it(version, tmp_path, secretariat):
    path = tmp_path / "es.txt"
    path.write_text(SPANISH)
    name = f"{version.declaration.slug}/{version.number}"
    run("import_draft", path, translation_of=name, language="es", official=True, by=secretariat.email)
    assert Version.objects.get(pk=version.pk).translations.get().standing == "official"


def test_others_cannot_bring_one(version, secretariat, client, client_of, olga, anna, administrator):
    address = reverse("renderings", args=[brought(version, secretariat).ref])
    before = everything()
    assert client.post(address).status_code == 302
    assert [client_of(who).post(address).status_code for who in (olga, anna, administrator)] == [404] * 3
    assert everything() == before
    assert not Version.objects.get(pk=version.pk).translations.exists()


def test_a_delegate_reads_quotes_comments_and_submits_in_spanish(
    translated, version, round_one, arvenia, anna, client_of, expert, declaration
):
    page = client_of(anna).get(f"{version.get_absolute_url()}?text=es").content.decode()
    assert "Los Estados deberían informar cada dos años." in page
    recipient = Recipient.objects.get(round=round_one, organisation=arvenia)
    entry = version.entries.in_language("es").get(label="Article 2")
    comments.save_draft(
        recipient,
        uuid.uuid4(),
        by=anna,
        revision=0,
        entry=entry,
        paragraph="2",
        words=("deberían informar", "", ""),
        proposed_text="Los Estados informarán cada dos años.",
        explanation="Más claro.",
        type="substantive",
        stance="support_with_change",
        weight="comment",
    )
    comment = comments.submit(recipient, by=anna).comments.get()
    assert (comment.entry.language, comment.quote) == ("es", "deberían informar")
    uid = entry.provision.uid
    desk = client_of(expert).get(f"/declarations/{declaration.slug}/desk/{uid}/?round=1").content.decode()
    assert "deberían informar" in desk
    assert "States should report every two years." in desk


@pytest.mark.parametrize("is_spanish_kept", [True, False])
def test_its_comment_is_carried_to_a_version_with_and_without_its_spanish(
    is_spanish_kept, translated, version, round_one, arvenia, anna, expert, declaration, at
):
    entry = version.entries.in_language("es").get(label="Article 2")
    recipient = Recipient.objects.get(round=round_one, organisation=arvenia)
    comments.save_draft(
        recipient, uuid.uuid4(), by=anna, revision=0, entry=entry, paragraph="2",
        words=("deberían informar", "", ""), proposed_text="", explanation="Más claro.",
        type="substantive", stance="support_with_change", weight="comment",
    )  # fmt: skip
    comments.submit(recipient, by=anna)
    services.move_provision(
        at("Article 3").provision, after=at("Part I").provision, by=expert, reason="Order"
    )
    if not is_spanish_kept:
        wording = at("Article 3")
        services.save_wording(
            wording, heading=wording.heading, text=wording.text.replace("good", "best"), by=expert,
            reason="x", base=wording.current_record.history_id,
        )  # fmt: skip
    made = services.freeze_version(declaration, name="revised", by=expert)
    assert made.languages == (["en", "es"] if is_spanish_kept else ["en"])
    placed = Placement.objects.get(entry__version=made)
    found = (placed.status, placed.entry.language, placed.entry.label, placed.quote)
    if is_spanish_kept:
        assert found == ("shifted", "es", "Article 3", "deberían informar")
    else:
        assert found == ("paragraph only", "en", "Article 3", "")
