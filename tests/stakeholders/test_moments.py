"""Days and languages in words: each language of correspondence writes them in its own order."""

from datetime import date

import pytest
from django.template import Context, Template

from stakeholders import moments
from stakeholders.languages import speaking

DAY = date(2014, 3, 14)


@pytest.mark.parametrize(
    ("language", "in_full", "above"),
    [
        ("en", "Friday 14 March 2014", "14 March 2014"),
        ("fr", "vendredi 14 mars 2014", "14 mars 2014"),
        ("es", "viernes 14 de marzo de 2014", "14 de marzo de 2014"),
        ("ru", "Пятница, 14 марта 2014", "14 марта 2014"),
        ("ar", "الجمعة 14 مارس 2014", "14 مارس 2014"),
        ("zh", "2014年3月14日星期五", "2014年3月14日"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(language, in_full, above):
    with speaking(language):
        assert (moments.day(DAY), moments.date(DAY)) == (in_full, above)


def test_a_language_has_a_name_here_and_one_of_its_own_chinese_too():
    page = Template("{% load languages %}{{ code|called_here }} {{ code|calls_itself }}")
    with speaking("fr"):
        said = [page.render(Context({"code": code})) for code in ("zh", "ar")]
    assert said == ["Chinois simplifié 简体中文", "Arabe العربيّة"]
