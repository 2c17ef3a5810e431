"""Numbers as legal texts print them: digits of any script, Roman, Chinese, and words in six languages."""

import regex

ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
HAN_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
HAN_NUMERAL = "〇零一二两三四五六七八九十百"

# Ordinals and cardinals up to twenty: beyond that, no text spells the number of a Part or an Article.
WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième "
    "douzième treizième quatorzième quinzième seizième",
    "première seconde",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая",
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
)
SPELLED = {word: value for line in WORDS for value, word in enumerate(line.split(), 1)} | {
    "primer": 1,
    "четвёртая": 4,
}
ARABIC_ORDINALS = WORDS[-2].split()
ROMAN_SHAPE = regex.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def to_roman(number):
    if not 1 <= number <= 399:
        return str(number)
    letters = []
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        letters.append(sign * count)
    return "".join(letters)


def from_roman(text):
    """Value of a well-formed Roman numeral in one case, or None."""
    upper = text.upper()
    if not text or (text != upper and text != text.lower()) or not ROMAN_SHAPE.fullmatch(upper):
        return None
    total = place = 0
    for value, sign in ROMAN:
        while upper.startswith(sign, place):
            total += value
            place += len(sign)
    return total


def to_han(number):
    if not 1 <= number <= 999:
        return str(number)
    digits = "〇一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + "百" if hundreds else ""
    if hundreds and rest and not tens:
        text += "零"
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    return text + (digits[ones] if ones else "")


def from_han(text):
    """Value of a Chinese numeral under a thousand, or None."""
    if not text or any(character not in HAN_NUMERAL for character in text):
        return None
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = HAN_DIGITS[character]
    return total + digit


def number_of(text):
    """Value of a printed number in any of these notations, or None."""
    text = text.strip()
    if text.isdecimal() and len(text) <= 6:
        return int(text)
    return from_han(text) or from_roman(text) or SPELLED.get(text.lower())
