"""Cross-references that follow their target: "see article 7" made "see article 8" because 7 is now 8."""

import regex

from drafting.text.numerals import HAN_NUMERAL, from_han, to_han

ARTICLE_NAMED = regex.compile(
    r"(?:articles?|arts?\.|artículos?|стать\p{L}{1,3}|ст\.|المواد|المادتين|المادة|مادة|第)[ \u00a0]*\(?"
    r"(?:\d{1,4}(?: \p{L}{3,10})?[ \u00a0]*(?:,|and|or|to|et|ou|à|y|o|al|и|или|و|أو|[-–—])[ \u00a0]*){0,20}$",
    regex.IGNORECASE,
)
PARAGRAPH_NAMED = regex.compile(
    r"(?:paragraphs?|paras?\.|paragraphes?|párrafos?|пункт\p{L}{0,3}|الفقرات|الفقرتين|الفقرة|第)[ \u00a0]*\(?"
    r"(?:\d{1,4}[ \u00a0]*(?:,|and|or|to|et|ou|à|y|o|al|и|или|و|أو|[-–—])[ \u00a0]*){0,20}$",
    regex.IGNORECASE,
)
NUMBER = regex.compile(
    rf"(?P<number>\d{{1,4}}|[{HAN_NUMERAL}]{{1,5}})(?: (?P<latin>bis|ter|quater|quinquies|sexies))?"
)


def follows_target(before, deleted, inserted, articles, numbers):
    """Whether a change of numbers says the same as before.

    `before` is the text in front of the change, `articles` maps old labels of Articles to new ones, `numbers`
    old numbers of this provision's own paragraphs to new ones.
    """
    if not deleted or not inserted or inserted.isalpha() or not NUMBER.search(deleted):
        return False
    before = before[-120:]
    if ARTICLE_NAMED.search(before) and _moved_along(deleted, inserted, articles, "Article "):
        return True
    return PARAGRAPH_NAMED.search(before) is not None and _moved_along(deleted, inserted, numbers, "")


def _moved_along(deleted, inserted, mapping, word):
    def now(match):
        number = match["number"]
        is_han = not number.isdecimal()
        old = f"{word}{from_han(number) if is_han else int(number)}" + (
            f" {match['latin']}" if match["latin"] else ""
        )
        new = mapping.get(old, "").removeprefix(word)
        if not new:
            return match.group()
        return to_han(int(new)) if is_han and new.isdecimal() else new

    return NUMBER.sub(now, deleted) == inserted
