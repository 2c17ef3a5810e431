"""Bringing an installation in: into an empty one, all of it or nothing, and proved before it is kept."""

import json
import zipfile
import zlib
from hashlib import sha256
from itertools import islice

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from comments.services import verify_chain
from compilation.moving import FORMAT, Unfit, columns_of, lines_of, moved, names_of, row_of, schema
from compilation.moving.exporting import name_of, proofs
from drafting.models import Version
from drafting.services import frozen_rows
from stakeholders.installing import codes, uninstall
from stakeholders.models import Organisation

PIECE = 1 << 20
BATCH = 500
# What comes with an installation makes way, as long as nothing hangs on it.
INSTALLED = {
    "stakeholders.Organisation",
    "stakeholders.HistoricalOrganisation",
    "stakeholders.PartyName",
    "stakeholders.Belonging",
}


def import_all(file):
    """Bring in what `export_all` wrote into `file` (binary, seekable); returns (overall hash, {table: rows}).

    Raises Unfit, with nothing changed, where the file is not one of ours, is damaged, comes from another release, or
    where this installation is not empty. Before it is kept, every table is read back and hashed, every version of a
    text and the chain of receipts are proved.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            overall, manifest = _checked(archive)
            with transaction.atomic():
                _make_room()
                for model in moved():
                    _bring(archive, model)
                _prove(manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise Unfit(f"The file is damaged, cut short, or no export: {problem}.") from None
    return overall, {label: each["rows"] for label, each in manifest["tables"].items()}


def _checked(archive):
    """(overall hash, manifest) of an archive that is ours, whole, and of this release."""
    names = set(archive.namelist())
    if not {"manifest.json", "manifest.sha256"} <= names:
        raise Unfit("The file is no export of this application: it has no manifest.")
    content = archive.read("manifest.json")
    overall = sha256(content).hexdigest()
    if archive.read("manifest.sha256").split()[:1] != [overall.encode()]:
        raise Unfit("manifest.json is not what it was when the export was written.")
    try:
        manifest = json.loads(content)
        return overall, _known(archive, names, manifest)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unfit("manifest.json is not one that this application wrote.") from None


def _known(archive, names, manifest):
    """`manifest`, if it is of this release and every file is as it says."""
    if manifest.get("format") != FORMAT:
        raise Unfit("The file is no export of a whole installation.")
    _check_release(manifest["schema"])
    for name, known in manifest["files"].items():
        if name not in names:
            raise Unfit(f"{name} is missing in the file.")
        if _digest(archive, name) != known["sha256"]:
            raise Unfit(f"{name} is not what it was when the export was written.")
    if manifest["tables"].keys() != {model._meta.label for model in moved()}:
        raise Unfit("The file has other tables than this installation.")
    return manifest


def _check_release(theirs):
    here = {f"{app}.{name}" for app, names in schema().items() for name in names}
    there = {f"{app}.{name}" for app, names in theirs.items() for name in names}
    if here != there:
        apart = sorted(here ^ there)
        whose = "this installation" if apart[0] in here else "the export"
        raise Unfit(
            f"The export comes from another release: {apart[0]} is known to {whose} only. Bring both to the same one."
        )


def _digest(archive, name):
    found = sha256()
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _make_room():
    """Take out the parties that came with this installation. Unfit where anything else is in it."""
    for model in moved():
        if model._meta.label not in INSTALLED and model._base_manager.exists():
            raise Unfit(
                f"This installation is not empty: there are rows in {model._meta.label}. Import into a new one."
            )
    if Organisation.objects.exclude(code__in=codes()).exists():
        raise Unfit("This installation is not empty: there are parties that did not come with it.")
    uninstall(apps.get_model)


def _bring(archive, model):
    large = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
    size, named = 1 if large else BATCH, names_of(model)
    try:
        with archive.open(name_of(model._meta.label)) as file:
            while rows := [row_of(model, line, named) for line in islice(file, size)]:
                # Neither `save` nor signals: what is brought is what was written, and makes no history of its own.
                model._base_manager.bulk_create(rows, batch_size=size)
    except (ValueError, TypeError, KeyError, ValidationError) as problem:
        raise Unfit(f"A row of {model._meta.label} cannot be read: {problem}.") from None
    except DatabaseError as problem:
        raise Unfit(f"This database does not take a row of {model._meta.label}: {problem}.") from None


def _prove(manifest):
    """Read back what was brought in. Unfit where a row, a version or a link of the chain is not what it was."""
    connection.check_constraints()
    for statement in connection.ops.sequence_reset_sql(no_style(), moved()):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    for model in moved():
        label, rows, found = model._meta.label, 0, sha256()
        for line in lines_of(model):
            rows += 1
            found.update(line.encode())
        told = manifest["tables"][label]
        if rows != told["rows"] or columns_of(model) != told["columns"]:
            raise Unfit(f"{label} has {rows} rows here and {told['rows']} in the export.")
        if found.hexdigest() != manifest["files"][name_of(label)]["sha256"]:
            raise Unfit(f"The rows of {label} read otherwise here than in the export.")
    if proofs() != {name: manifest[name] for name in ("versions", "head")}:
        raise Unfit("The versions or the head of the chain are not those of the export.")
    for version in Version.objects.select_related("declaration"):
        if frozen_rows(version) is None:
            raise Unfit(
                f"The words of {version.declaration.slug}/{version.number} are not those that were frozen."
            )
    faults = verify_chain(manifest["head"])
    if faults:
        raise Unfit(f"The chain of receipts does not hold: {faults[0]}.")
