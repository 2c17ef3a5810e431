"""Settings of the tests: production's, but for what would only cost time or need a certificate."""

import os
import tempfile
from pathlib import Path

# A folder of its own per run, so that two runs never meet; the run removes it at its end. The first process
# names it, and its parallel workers inherit the name.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["TRAVAUX_TEST_RUN"] = str(os.getpid())
RUN = os.environ["TRAVAUX_TEST_RUN"]
os.environ["TRAVAUX_VAR"] = str(Path(tempfile.gettempdir()) / f"travaux-tests-{RUN}")

# Nothing of the shell's environment but DATABASE_URL reaches the tests.
os.environ |= {
    "SECRET_KEY": "a-secret-for-the-tests-alone-and-long-enough-for-the-deployment-check",
    "DEBUG": "0",
    "TRAVAUX_DEMO": "0",
    "DEMO_OPEN": "0",
    "TRAVAUX_WORKER": "0",
    "TRAVAUX_BASE_URL": "http://testserver",
    "TRAVAUX_TRUSTED_PROXIES": "0",
}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, LOCAL_CACHE, PLAIN, SQLITE_OPTIONS, VAR_DIR  # noqa: E402

# A file, since the browser's server is another thread. No power will be cut, so nothing waits for the disk.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    IN_HASTE = SQLITE_OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS | {"init_command": IN_HASTE}
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "tests.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_travaux_{RUN}"}

INSTALLS_PARTIES = False  # the cast is small; the tests of the real table install it

CACHES = {"default": LOCAL_CACHE}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": PLAIN},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# The test client and the browser speak plain HTTP.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
