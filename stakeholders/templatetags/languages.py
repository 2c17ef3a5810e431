from django import template
from django.utils.translation import get_language_info

from stakeholders.languages import locale_of

register = template.Library()


@register.filter
def called_here(language):
    """The name of a language of correspondence in the language of the page: Django's own filter knows no "zh"."""
    return get_language_info(locale_of(language))["name_translated"]


@register.filter
def calls_itself(language):
    """The name of a language of correspondence in that language."""
    return get_language_info(locale_of(language))["name_local"]
