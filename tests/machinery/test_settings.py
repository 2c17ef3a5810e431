import json
import os
import subprocess
import sys

import pytest

ASK = """
import django, json
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in %r}))
"""


def run(command, **env):
    """A process of its own, with nothing in its environment but what is said here."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run([sys.executable, *command], env=keep | env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def ask(*names, **env):
    code, out, err = run(["-c", ASK % (names,)], DJANGO_SETTINGS_MODULE="config.settings", **env)
    assert code == 0, err
    return json.loads(out)


SECRET = {"SECRET_KEY": "s" * 50}


def test_production_refuses_to_start_without_a_secret_in_one_line():
    code, out, err = run(["manage.py", "check"], TRAVAUX_BY_HAND="0")
    line = "Set SECRET_KEY in the environment: in production Travaux has no default secret.\n"
    assert (code, out, err) == (1, "", line)


def test_make_serve_refuses_to_start_without_a_secret_in_one_line():
    code, out, err = run(["-m", "config.supervisor", "production"], PORT="18765")
    line = "Set SECRET_KEY in the environment: in production Travaux has no default secret.\n"
    assert (code, out, err) == (1, "", line)


def test_what_says_nothing_runs_as_production():
    names = ("DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    assert list(ask(*names, **SECRET).values()) == [False, False, True, True, 31_536_000]


def test_a_developer_by_hand_needs_no_settings():
    assert ask("DEBUG", "DEMO", TRAVAUX_BY_HAND="1") == {"DEBUG": True, "DEMO": False}


def test_a_secret_in_the_environment_means_production_by_hand_too():
    assert ask("DEBUG", TRAVAUX_BY_HAND="1", **SECRET) == {"DEBUG": False}


def test_sqlite_keeps_its_measured_options_beside_those_of_the_address():
    database = ask("DATABASES", DATABASE_URL="sqlite:////tmp/x.sqlite3?timeout=7", **SECRET)["DATABASES"]
    options = database["default"]["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 7)
    assert "synchronous=FULL" in options["init_command"]


def test_an_address_moves_the_same_code_to_postgresql_with_a_pool():
    url = "postgres://jo:pass@%2Frun%2Fpostgresql/travaux"
    database = ask("DATABASES", DATABASE_URL=url, **SECRET)["DATABASES"]["default"]
    assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "/run/postgresql")
    assert database["OPTIONS"]["pool"]["timeout"] == 5


def test_another_database_gets_one_line():
    code, out, err = run(["manage.py", "check"], DATABASE_URL="mysql://jo@host/travaux", **SECRET)
    assert (code, out, err) == (1, "", "DATABASE_URL must begin with sqlite:/// or postgres://.\n")


def test_a_database_that_cannot_be_used_gets_one_line():
    where = {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3", "PORT": "18766"}
    code, out, err = run(["-m", "config.supervisor", "production"], **SECRET, **where)
    assert (code, out, err) == (1, "", "The database cannot be used: unable to open database file\n")


@pytest.mark.parametrize(
    ("worker", "backend"),
    [("0", "django_tasks.backends.immediate.ImmediateBackend"), ("1", "django_tasks_db.DatabaseBackend")],
)
def test_jobs_wait_for_the_worker_only_where_there_is_one(worker, backend):
    assert ask("TASKS", TRAVAUX_WORKER=worker, **SECRET)["TASKS"]["default"]["BACKEND"] == backend


def test_only_the_configured_host_is_answered():
    hosts = ask("ALLOWED_HOSTS", TRAVAUX_BASE_URL="https://travaux.example/", **SECRET)["ALLOWED_HOSTS"]
    assert hosts == ["travaux.example", "localhost", "127.0.0.1", "[::1]"]


def test_behind_https_plain_requests_are_sent_there():
    answer = ask("SECURE_SSL_REDIRECT", TRAVAUX_BASE_URL="https://travaux.example", **SECRET)
    assert answer == {"SECURE_SSL_REDIRECT": True}


def test_no_proxy_is_believed_unless_it_is_counted():
    names = ("ALLAUTH_TRUSTED_PROXY_COUNT", "SECURE_PROXY_SSL_HEADER")
    assert list(ask(*names, **SECRET).values()) == [0, None]
    assert list(ask(*names, TRAVAUX_TRUSTED_PROXIES="1", **SECRET).values()) == [
        1,
        ["HTTP_X_FORWARDED_PROTO", "https"],
    ]


def test_a_text_of_two_and_a_half_megabytes_fits_into_a_form_in_any_script():
    assert ask("DATA_UPLOAD_MAX_MEMORY_SIZE", **SECRET)["DATA_UPLOAD_MAX_MEMORY_SIZE"] >= 3 * 2_500_000
