"""Brings database and static files up to date before a start, doing only what is still to be done.

One process for all of it, since starting Django costs more than the checks.
"""

import hashlib
import json
import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

WAYS = ("production", "demonstration", "afresh")


def migrate():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Bringing the database up to date ...", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def collect_static():
    """Copy, hash and compress the static files if any of them, or any package, is another than last time."""
    stamp = settings.VAR_DIR / "static-stamp"
    now = digest_of_sources()
    if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == now:
        return
    print("Collecting static files ...", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)


def digest_of_sources():
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(folder.rglob("*")):
            seen = path.stat()
            digest.update(f"{path} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare(way):
    migrate()
    if way == "afresh":
        call_command("demo", afresh=True)
        return
    collect_static()
    if way == "demonstration":
        call_command("demo", if_empty=True)
        introduce_cast()


def introduce_cast():
    """As whom one can sign in, and to do what."""
    cast = json.loads((settings.BASE_DIR / "demonstration" / "content" / "cast.json").read_text())
    print(f"Sign in with one click at {settings.BASE_URL}{reverse('cast')} as")
    for each in cast:
        print(f"  {each['name']:<22} {each['says']}")
    sys.stdout.flush()


def main(way):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
        prepare(way)
    except (ImproperlyConfigured, CommandError) as problem:
        sys.exit(str(problem))
    except DatabaseError as problem:
        sys.exit(f"The database cannot be used: {problem}".strip())
    except KeyboardInterrupt:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
