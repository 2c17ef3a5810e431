"""Languages as correspondence names them, and as Django does: "zh" is the variant of its script there."""

from django.utils.translation import override


def locale_of(language):
    """Django's name for a language of correspondence."""
    return {"zh": "zh-hans"}.get(language, language)


def speaking(language):
    """A context in which what is translated comes out in a language of correspondence."""
    return override(locale_of(language))
