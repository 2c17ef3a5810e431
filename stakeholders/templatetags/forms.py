"""What every form that acts carries: its key, and for whom it is kept if the session is gone when it is sent."""

import uuid

from django import template
from django.core import signing
from django.utils.html import format_html

register = template.Library()

KEPT_FOR = "stakeholders.kept"


@register.simple_tag(takes_context=True)
def once(context):
    """Two hidden fields: `once`, a key of this rendering; `for`, the signed person whose form this is."""
    user = context["request"].user
    fields = format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())
    if user.is_authenticated:
        signed = signing.dumps(user.pk, salt=KEPT_FOR)
        fields += format_html('<input type="hidden" name="for" value="{}">', signed)
    return fields
