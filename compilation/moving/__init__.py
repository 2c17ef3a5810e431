"""A whole installation in one file, and back: every row of every table of ours, its history and its hashes with it.

What belongs to one machine stays behind: sessions, second factors, waiting jobs, the cache, keys of forms that were
sent, documents that the worker made of what is there, and the heartbeat of its clock.
"""

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

FORMAT = "travaux export 1"
# Of what others brought with them: groups of accounts, confirmed addresses, and what was done in administration.
OTHERS = ("auth.Group", "auth.Group_permissions", "account.EmailAddress", "admin.LogEntry")
LEFT_BEHIND = (
    "stakeholders.SentForm",
    "stakeholders.Printout",
    "stakeholders.PrintoutPart",
    "circulation.Heartbeat",
)


class Unfit(Exception):
    """The file, or the installation, is not fit for this; the message says why in a sentence."""


def moved():
    """Every model whose rows are moved, history and the tables between two models too, in a fixed order."""
    ours = [
        model
        for room in settings.ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.label not in LEFT_BEHIND
    ]
    return sorted([*ours, *map(_model, OTHERS)], key=lambda model: model._meta.label)


def schema():
    """{app: its migrations, in order} of what the tables of `moved` look like here."""
    ours = {model._meta.app_label for model in moved()}
    found = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        if app in ours:
            found.setdefault(app, []).append(name)
    return found


def columns_of(model):
    """The names of its columns, in the order of the rows."""
    return [field.attname for field in model._meta.concrete_fields]


def lines_of(model):
    """Its rows by primary key, each as a line of JSON: the same row is the same line on every database."""
    fields = model._meta.concrete_fields
    large = any(isinstance(field, models.BinaryField) for field in fields)
    named = names_of(model)
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=1 if large else 2_000):
        said = [_said(field, value, named) for field, value in zip(fields, row, strict=True)]
        yield json.dumps(said, sort_keys=True, separators=(",", ":")) + "\n"


def row_of(model, line, named):
    """The unsaved row of a line, with the `names_of` its model. ValueError, TypeError or KeyError where it is none."""
    fields, said = model._meta.concrete_fields, json.loads(line)
    values = zip(fields, said, strict=True)
    return model(**{field.attname: _meant(field, value, named) for field, value in values})


def names_of(model):
    """{column: {primary key: name}} of its columns that point at rows which every installation numbers for itself."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.remote_field and field.related_model in _BY_NAME:
            rows = field.related_model.objects.values_list("pk", *_BY_NAME[field.related_model])
            found[field.attname] = {pk: list(name) for pk, *name in rows}
    return found


def _said(field, value, named):
    if value is None or isinstance(field, models.JSONField):
        return value
    if field.attname in named:
        return named[field.attname][value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return value


def _meant(field, said, named):
    if said is None or isinstance(field, models.JSONField):
        return said
    if field.attname in named:
        return {tuple(name): pk for pk, name in named[field.attname].items()}[tuple(said)]
    if isinstance(field, models.BinaryField):
        return base64.b64decode(said, validate=True)
    if isinstance(field, models.DateField | models.UUIDField):
        return field.to_python(said)
    return said


_BY_NAME = {
    ContentType: ("app_label", "model"),
    Permission: ("content_type__app_label", "content_type__model", "codename"),
}


def _model(label):
    app, name = label.split(".")
    found = apps.get_app_config(app).get_models(include_auto_created=True)
    return next(model for model in found if model._meta.object_name == name)
