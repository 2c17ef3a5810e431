"""What a row of a file means for a party or a contact, and what would change if it were taken in."""

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets

from stakeholders.models import Contact, Organisation
from stakeholders.names import skeleton

MOST_SHOWN = 500


class PartyResource(resources.ModelResource):
    """One row a party, known by its code. A column that is not there changes nothing."""

    class Meta:
        model = Organisation
        import_id_fields = ["code"]
        fields = ["code", "name", "short_name", "sort_key", "category", "regional_group", "ecosoc",
                  "accreditation", "language", "is_active"]  # fmt: skip
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        use_transactions = True

    def before_import(self, dataset, **kwargs):
        self.known = {
            skeleton(name): code
            for code, *names in Organisation.objects.values_list("code", "name", "short_name")
            for name in names
        }

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        for field in ("name", "short_name"):
            if problem := self._imitation(instance, getattr(instance, field)):
                errors[field] = ValidationError(problem)
        super().validate_instance(instance, errors, validate_unique)
        for name in (instance.name, instance.short_name):
            self.known.setdefault(skeleton(name), instance.code)

    def _imitation(self, instance, name):
        if Organisation.has_hidden_marks(name):
            return _("The name contains marks that cannot be seen. Type it anew.")
        owner = self.known.get(skeleton(name), instance.code)
        return (
            _("This can be taken for the party %(code)s.") % {"code": owner} if owner != instance.code else ""
        )


class ContactResource(resources.ModelResource):
    """One row an address of a party, known by the party's code and the address."""

    party = fields.Field("organisation", "party", widget=widgets.ForeignKeyWidget(Organisation, field="code"))

    class Meta:
        model = Contact
        import_id_fields = ["party", "email"]
        fields = ["party", "email", "name", "role", "is_active"]
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        use_transactions = True


RESOURCES = {"parties": PartyResource, "contacts": ContactResource}


def preview_of(kind, headers, rows):
    """What taking the rows in would do, having done nothing: counts, each changed row, and each that is refused."""
    resource, result = _run(kind, headers, rows, dry_run=True)
    shown = [_shown(resource, number, row) for number, row in enumerate(result.rows, start=2)]
    bad = [each for each in shown if each["problems"]]
    general = [str(error.error) for error in result.base_errors]
    changed = [each for each in shown if each["act"] in ("new", "update") and not each["problems"]]
    return {
        "new": sum(each["act"] == "new" for each in changed),
        "updated": sum(each["act"] == "update" for each in changed),
        "unchanged": sum(each["act"] == "skip" for each in shown),
        "changed": changed[:MOST_SHOWN],
        "refused": bad[:MOST_SHOWN],
        "general": general,
        "is_good": bool(changed) and not bad and not general,
    }


def take_in(kind, headers, rows):
    """Take the rows in, all of them or, with ValidationError, none. Returns (new, updated)."""
    _resource, result = _run(kind, headers, rows, dry_run=False)
    if result.has_errors() or result.has_validation_errors():
        raise ValidationError(_("Something has changed since the preview. Bring the file again."))
    return result.totals["new"], result.totals["update"]


def _run(kind, headers, rows, dry_run):
    resource = RESOURCES[kind]()
    known = set(resource.fields)
    if missing := [name for name in resource._meta.import_id_fields if name not in headers]:
        raise ValidationError(_("The file has no column “%(name)s”.") % {"name": missing[0]})
    if strange := [name for name in headers if name not in known]:
        raise ValidationError(
            _("The column “%(name)s” is not known; these are: %(known)s.")
            % {"name": strange[0], "known": ", ".join(sorted(known))}
        )
    data = tablib.Dataset(*rows, headers=headers)
    return resource, resource.import_data(data, dry_run=dry_run, rollback_on_validation_errors=True)


def _shown(resource, number, row):
    problems = [str(error.error) for error in row.errors]
    if row.validation_error is not None:
        problems += [
            f"{field}: {' '.join(messages)}" for field, messages in row.validation_error.message_dict.items()
        ]
    before, after = row.original, row.instance
    changes = []
    if before is not None and after is not None and not problems:
        for field in resource.get_import_fields():
            old = "" if row.import_type == "new" else str(field.export(before))
            new = str(field.export(after))
            if old != new:
                changes.append({"field": field.column_name, "old": old, "new": new})
    what = str(after) if after is not None else ""
    return {"row": number, "act": row.import_type, "what": what, "changes": changes, "problems": problems}
