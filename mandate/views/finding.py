"""From an address to a mandate and what belongs to it."""

from django.shortcuts import get_object_or_404

from mandate.models import Activity, Mandate


def mandate_for(mandate):
    """Mandates are public."""
    return get_object_or_404(Mandate, slug=mandate)


def activity_for(mandate, activity):
    rows = Activity.objects.select_related("mandate", "stage", "report")
    return get_object_or_404(rows, mandate__slug=mandate, slug=activity)
