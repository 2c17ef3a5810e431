"""The parties that come with an installation, against an independent list."""

import json
import re
from collections import Counter

import pytest
from django.apps import apps

from stakeholders.installing import LANGUAGES, codes, install, rows, uninstall
from stakeholders.models import Belonging, Organisation, PartyName

GROUPS = {
    "African Group": "african",
    "Asia and the Pacific Group": "asia_pacific",
    "Eastern European Group": "eastern_european",
    "Latin American and Caribbean Group": "grulac",
    "Western European and Others Group": "weog",
}
# Where the reference is older than the United Nations' list, or says in brackets what we say in the name.
OTHERWISE = {
    *("BO short_zh", "CG short_zh", "CI name_ar", "DO short_zh", "FM short_zh", "GA name_ar", "IR short_zh"),
    *(f"NL short_{language}" for language in LANGUAGES),
    *(
        "PG short_ru",
        "PG name_ru",
        "PT name_ar",
        "TL short_ar",
        "TL name_ar",
        "TR name_fr",
        "TR name_es",
        "TR name_ru",
    ),
    *("VA short_zh", "VA name_zh", "VE short_zh"),
}
ARTICLES = re.compile(r" \((the|la|le|l’|les|el|los|las)\)$|^(the|la|le|les|el|los|las) |^l’")


def bare(name):
    """A name without the articles that the reference gives."""
    return ARTICLES.sub("", ARTICLES.sub("", name.replace("'", "’").strip()))


@pytest.fixture
def installed(db):
    return install(apps.get_model)


def test_codes_groups_and_names_agree_with_an_independent_list(shared_data):
    reference = {
        row["iso2"]: row for row in json.loads(shared_data("un-members/un-members.json").read_text())
    }
    ours = {row["code"]: row for row in rows("states")}
    assert set(ours) == set(reference)
    different = set()
    for code, row in ours.items():
        other = reference[code]
        assert (row["iso3"], row["regional_group"]) == (
            other["iso3"],
            GROUPS.get(other["regional_group"], "none"),
        )
        for language in LANGUAGES:
            for mine, theirs in (("short", "short"), ("name", "formal")):
                if bare(row[f"{mine}_{language}"]) != bare(other[f"{theirs}_{language}"]):
                    different.add(f"{code} {mine}_{language}")
    assert different == OTHERWISE


def test_every_state_has_a_name_and_a_sort_key_in_six_languages(installed):
    states = Organisation.objects.states()
    assert Counter(states.values_list("category", flat=True)) == {"member_state": 193, "observer_state": 2}
    assert Counter(states.values_list("regional_group", flat=True)) == {
        "african": 54, "asia_pacific": 54, "eastern_european": 23, "grulac": 33, "weog": 29, "none": 2,
    }  # fmt: skip
    names = PartyName.objects.exclude(name="").exclude(sort_key="")
    assert names.filter(organisation__in=states).count() == 195 * 6


def test_groups_and_bodies_are_named_in_six_languages_as_well(installed):
    names = PartyName.objects.exclude(organisation__in=Organisation.objects.states())
    assert names.exclude(name="").exclude(short_name="").count() == (15 + 26) * 6
    scripts = {"ar": r"[\u0600-\u06ff]", "zh": r"[\u4e00-\u9fff]", "ru": r"[\u0400-\u04ff]"}
    for language, script in scripts.items():
        assert [n.name for n in names.filter(language=language) if not re.search(script, n.name)] == []
    who = Organisation.objects.get(code="WHO")
    assert [who.short_name_in(language) for language in ("en", "fr", "es", "ru")] == [
        "WHO",
        "OMS",
        "OMS",
        "ВОЗ",
    ]
    assert Organisation.objects.get(code="EU").name_in("fr") == "Union européenne"


def test_lists_are_alphabetical_in_each_language(installed):
    first = {
        language: [party.short_name_in(language) for party in states[:3]]
        for language in LANGUAGES
        for states in [Organisation.objects.states().in_order_of(language).prefetch_related("names")]
    }
    assert first == {
        "ar": ["الاتحاد الروسي", "إثيوبيا", "أذربيجان"],
        "zh": ["阿尔巴尼亚", "阿尔及利亚", "阿富汗"],
        "en": ["Afghanistan", "Albania", "Algeria"],
        "fr": ["Afghanistan", "Afrique du Sud", "Albanie"],
        "ru": ["Австралия", "Австрия", "Азербайджан"],
        "es": ["Afganistán", "Albania", "Alemania"],
    }


def test_groups_have_their_members_and_bodies_their_category(installed):
    members = Counter(Belonging.objects.values_list("group__code", flat=True))
    assert (members["EU"], members["G77"], members["OIC"], members["AFU"]) == (27, 134, 57, 54)
    kinds = Counter(Organisation.objects.values_list("category", flat=True))
    assert (kinds["treaty_body"], kinds["specialized_agency"]) == (10, 15)


def test_installing_again_brings_nothing_and_each_party_has_its_history(installed):
    assert install(apps.get_model) == 0
    switzerland = Organisation.objects.get(code="CH")
    assert [r.history_change_reason for r in switzerland.history.all()] == ["Came with the installation"]
    assert (switzerland.name_in("ru"), switzerland.language) == ("Швейцарская Конфедерация", "fr")


def test_a_party_that_is_there_keeps_its_own_record(arvenia, db):
    before = Organisation.objects.get(code="AR").name
    install(apps.get_model)
    assert Organisation.objects.get(code="AR").name == before


def test_the_demonstration_can_stand_alone(installed):
    uninstall(apps.get_model)
    assert not Organisation.objects.filter(code__in=codes()).exists()


# As the bodies sign their own documents, read off the title page of each.
SIGNED = {
    ("CERD", "zh", "CERD/C/IRL/CO/5-9"): "消除种族歧视委员会",
    ("CERD", "ru", "CERD/C/SVK/CO/11-12"): "Комитет по ликвидации расовой дискриминации",
    ("CESCR", "zh", "E/C.12/CMR/CO/4"): "经济、社会及文化权利委员会",
    ("CEDAW", "zh", "CEDAW/C/PAK/CO/4"): "消除对妇女歧视委员会",
    ("CAT", "zh", "CAT/C/CHE/CO/8"): "禁止酷刑委员会",
    ("CAT", "ar", "CAT/C/69/3"): "لجنة مناهضة التعذيب",
    (
        "SPT",
        "ar",
        "CAT/C/69/3",
    ): "اللجنة الفرعية لمنع التعذيب وغيره من ضروب المعاملة أو العقوبة القاسية أو اللاإنسانية أو المهينة",
    ("CED", "ar", "CED/C/16/2"): "اللجنة المعنية بحالات الاختفاء القسري",
    ("CED", "ru", "CED/C/ZMB/COAR/1"): "Комитет по насильственным исчезновениям",
    ("CMW", "zh", "CMW/C/GUY/CO/1"): "保护所有移民工人及其家庭成员权利委员会",
    ("CMW", "ru", "CMW/C/GC/6"): "Комитет по защите прав всех трудящихся-мигрантов и членов их семей",
}


def test_treaty_bodies_are_called_as_they_sign_their_own_documents():
    ours = {row["code"]: row for row in rows("bodies")}
    assert {key: ours[key[0]][f"name_{key[1]}"] for key in SIGNED} == SIGNED
