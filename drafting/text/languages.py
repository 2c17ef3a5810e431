"""The words by which texts in the six languages announce their parts, and how to tell the languages apart."""

import regex

from drafting.text.numbering import ARABIC_REPEATED, LATIN_ORDINALS
from drafting.text.numerals import HAN_NUMERAL, SPELLED

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

ARTICLE_WORDS = "Article|Art\\.|Artículo|Articulo|Статья|Ст\\.|المادة|مادة"
PART_WORDS = (
    "Part|Chapter|Title|Partie|Chapitre|Titre|Parte|Capítulo|Título|Часть|Раздел|Глава"
    "|الجزء|الباب|الفصل|القسم"
)
HAN_PART_WORDS = "部分|部|编|編|章|节|節"

PREAMBLE = regex.compile(
    r"\s*(?P<word>Preamble|Préambule|Preámbulo|Преамбула|序言|前言|الديباجة|ديباجة)\s*(?:(?P<end>[:：.])\s*|$)",
    regex.IGNORECASE,
)
# The body that speaks, standing alone before the preamble: short, and no participle before it.
OPENING = regex.compile(
    r"(?:The|THE|We|La|Le|Les|L’|L'|El|Los|Las|Nous|Nosotros|Мы|Государства|Генеральная|Совет|إن|نحن|الجمعية|مجلس)(?![\p{L}])"
    r"|(?:L’|L')|大会|人权理事会|联合国|各缔约国|各会员国|我们"
)
CLOSING = regex.compile(
    r"(?:Done (?:at|in|on)|In witness whereof|Adopted (?:at|by|on)|Fait à|En foi de quoi"
    r"|Adoptée? (?:à|par|le)|Hecho en"
    r"|En fe de lo cual|Aprobada (?:en|por|el)|Совершено|В удостоверение|Принято"
    r"|订于|本公约于|حرر في|حُرر)(?![\p{L}])",
    regex.IGNORECASE,
)

_SPELLED = "|".join(sorted((regex.escape(word) for word in SPELLED), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,6}}(?:er|re)?|[IVXLC]{{1,12}}|{_SPELLED})(?![\p{{L}}\d])"
_LATIN = "|".join(sorted(LATIN_ORDINALS, key=len, reverse=True))
_AGAIN = (
    rf"(?:[ \u00a0]?(?P<latin>(?:{_LATIN}|{ARABIC_REPEATED})(?![\p{{L}}])(?:[ ]\p{{L}}+(?=$|[ ]?[.:–—-]))?))?"
)
_REST = r"(?P<separator>[ \u00a0\u3000]*[.:：–—、-](?!\d)|(?=[ \u00a0\u3000])|$)[ \u00a0\u3000]*(?P<rest>.*)"

ARTICLE = regex.compile(
    rf"(?:{ARTICLE_WORDS})[ \u00a0]{{0,3}}\(?(?P<number>(?<![\p{{L}}]){_NUMBER})\)?{_AGAIN}{_REST}",
    regex.IGNORECASE,
)
# What stands for Articles in texts that have none: declarations of principles, statutes, rules.
SECTION_WORDS = (
    "Section|Sec\\.|§|Principle|Rule|Clause|Guideline|Regulation|Principe|Règle|Principio|Regla|Sección|Directriz"
    "|Принцип|Правило|Пункт|المبدأ|القاعدة|البند|原则|规则"
)
SECTION = regex.compile(
    rf"(?:{SECTION_WORDS})[ \u00a0]{{0,3}}(?P<number>(?:\d{{1,6}}|[IVXLC]{{1,12}}|[{HAN_NUMERAL}]{{1,5}}|{_SPELLED})"
    rf"(?![\p{{L}}\d])){_AGAIN}{_REST}",
    regex.IGNORECASE,
)
PART = regex.compile(
    rf"(?:(?:{PART_WORDS})[ \u00a0]{{1,3}}(?P<number>{_NUMBER})"
    rf"|(?P<number>{_SPELLED})[ \u00a0](?:{PART_WORDS})(?!\p{{L}})){_AGAIN}{_REST}",
    regex.IGNORECASE,
)
HAN_HEAD = regex.compile(
    rf"第[ ]?(?P<number>[{HAN_NUMERAL}\d]{{1,6}})[ ]?(?:(?P<article>条|條)|(?P<part>{HAN_PART_WORDS}))"
    rf"(?:之(?P<latin>[{HAN_NUMERAL}]{{1,3}}))?{_REST}"
)

SCRIPTS = (
    ("zh", regex.compile(r"\p{Han}")),
    ("ar", regex.compile(r"\p{Arabic}")),
    ("ru", regex.compile(r"\p{Cyrillic}")),
)
LATIN_WORDS = {
    "en": frozenset(["the", "of", "and", "to", "in", "shall", "be", "for", "is", "with"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "du", "en", "est", "que", "dans", "aux", "une"]),
    "es": frozenset(["el", "los", "las", "de", "y", "del", "en", "que", "por", "una", "se", "con"]),
}
SAMPLE = 20_000


def guess_language(text):
    """The one of the six languages that a text is most likely in: by script, then by its small words."""
    sample = text[:SAMPLE]
    letters = len(regex.findall(r"\p{L}", sample)) or 1
    for language, script in SCRIPTS:
        if len(script.findall(sample)) * 3 > letters:
            return language
    words = regex.findall(r"\p{L}+", sample.lower())
    return max(LATIN_WORDS, key=lambda language: sum(word in LATIN_WORDS[language] for word in words))
