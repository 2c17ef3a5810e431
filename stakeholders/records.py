"""History as Travaux keeps it: dated by our clock, and never without the person who acted."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from stakeholders import clock


class Records(HistoricalRecords):
    """HistoricalRecords with a TextField for the reason and a protected user.

    People are deactivated, never deleted: a record that forgot who made it would answer nothing.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("history_change_reason_field", models.TextField(blank=True, default=""))
        super().__init__(*args, **kwargs)

    def _get_history_user_fields(self):
        fields = super()._get_history_user_fields()
        fields["history_user"] = models.ForeignKey(
            settings.AUTH_USER_MODEL, null=True, blank=True, related_name="+", on_delete=models.PROTECT
        )
        return fields

    def create_historical_record(self, instance, history_type, using=None):
        instance._history_date = clock.now()
        if getattr(instance, "_change_reason", None) is None:
            instance._change_reason = ""
        super().create_historical_record(instance, history_type, using=using)


def record_save(instance, *, by, reason="", fields=None):
    """Save `instance` so that its history record names the person and the reason."""
    instance._history_user = by
    instance._change_reason = reason
    instance.save(update_fields=fields)
    return instance
