"""The words that open a preambular paragraph, which are printed in italics."""

import regex

WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*")
# "Deeply concerned", "Profondément préoccupé", "Also recalling": the adverb goes with its participle.
LEADS = {
    "en": regex.compile(r"(?:\p{L}+ly|also|further|again)", regex.IGNORECASE),
    "fr": regex.compile(r"\p{L}+ment", regex.IGNORECASE),
    "es": regex.compile(r"\p{L}+mente", regex.IGNORECASE),
}
PARTICIPLES = {
    "en": regex.compile(r"\p{Lu}\p{L}*(?:ing|ed)|\p{Ll}+(?:ing|ed)|Mindful|Aware|Conscious"),
    "fr": regex.compile(r"\p{L}+(?:ant|é|ée|s|ie?)"),
    "es": regex.compile(r"\p{L}+(?:ando|iendo|endo|ado|ada|ido|ida|e)"),
}


def participle_end(text, language):
    """Where the opening participle of a preambular paragraph ends; 0 where there is none to print in
    italics.
    """
    patterns = PARTICIPLES.get(language[:2])
    first = WORD.match(text) if patterns else None
    if first is None:
        return 0
    if LEADS[language[:2]].fullmatch(first[0]):
        second = WORD.match(text, first.end() + 1)
        return second.end() if second and patterns.fullmatch(second[0]) else first.end()
    return first.end() if patterns.fullmatch(first[0]) else 0
