"""Settings, from the environment. What each variable does stands beside it."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.logs import discreet_logging

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")  # a file beside manage.py may hold the environment; it is ignored by git

# Whatever is written at run time is written here: database, collected static files, locks.
VAR_DIR = Path(env("TRAVAUX_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- How it runs -----------------------------------------------------------------------------------------
# Three ways: a demonstration (`make run`), by hand (`manage.py runserver`), in production (`make serve`).
# Production is what remains when nothing says otherwise, so that forgetting a variable never opens a door.
DEMO = env.bool("TRAVAUX_DEMO", default=False)
# The real States come with an installation; the demonstration's are fictional, and stand alone.
INSTALLS_PARTIES = not DEMO
DEMO_OPEN = env.bool("DEMO_OPEN", default=False)  # the one-click cast also on other addresses than loopback
HAS_WORKER = env.bool("TRAVAUX_WORKER", default=False)

SECRET_KEY = env("SECRET_KEY", default="")
BY_HAND = env.bool("TRAVAUX_BY_HAND", default=False) and not SECRET_KEY
DEBUG = env.bool("DEBUG", default=BY_HAND and not DEMO)
PRODUCTION = not (DEBUG or DEMO)

DEVELOPMENT_KEY = "for-development-on-one-machine-only-and-refused-in-production"
SECRET_KEY = SECRET_KEY or DEVELOPMENT_KEY
if PRODUCTION and SECRET_KEY == DEVELOPMENT_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY in the environment: in production Travaux has no default secret."
    )

# Every address in a mail begins with BASE_URL, never with the Host header of whoever asked for the mail.
BASE_URL = env("TRAVAUX_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = BASE_URL.startswith("https://")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname, *env.list("ALLOWED_HOSTS", default=[]), *LOOPBACK]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Applications, in order of rank ----------------------------------------------------------------------
ROOMS = ["stakeholders", "mandate", "drafting", "circulation", "comments", "compilation", "demonstration"]
INSTALLED_APPS = [
    *ROOMS,
    "stakeholders.administration.AdminConfig",  # Django admin, with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "import_export",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_include_bootstrap",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "config.middleware.count_requests",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Django pads what it compresses with random bytes, so that sizes tell nothing of what is secret in a page.
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.refuse_large_bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.keep_signed_in_pages_private",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stakeholders.kept.keep_forms_without_session",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.ask_offices_for_a_second_factor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "stakeholders.journal.keep_journal",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEST_RUNNER = "config.test_runner.PytestRunner"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database, cache, queue ------------------------------------------------------------------------------
# Measured on SQLite: with Django's defaults half of the submits fail at four busy writers, with these none;
# synchronous=NORMAL loses acknowledged writes when the power is cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# A thread that finds no free connection gives up soon: a queue of waiting threads helps nobody.
POSTGRES_OPTIONS = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=12), "timeout": 5}}

database = env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'travaux.sqlite3'}")
if database.get("ENGINE", "").rpartition(".")[2] not in {"sqlite3", "postgresql"}:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
database["HOST"] = unquote(database.get("HOST", ""))  # a socket's folder is written %2Frun%2Fpostgresql
is_sqlite = database["ENGINE"].endswith("sqlite3")
database["OPTIONS"] = (SQLITE_OPTIONS if is_sqlite else POSTGRES_OPTIONS) | database.get("OPTIONS", {})
DATABASES = {"default": database}

# Rate limits are counted in the cache, so several processes need one they share.
# Room for many: at Django's 300 entries a guesser could push his own count out.
ROOMY = {"OPTIONS": {"MAX_ENTRIES": 100_000}}
DATABASE_CACHE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"} | ROOMY
LOCAL_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} | ROOMY
CACHES = {"default": LOCAL_CACHE if DEBUG else DATABASE_CACHE}

# Without a worker, mail and jobs run at once, in the process that asked for them.
QUEUE = (
    "django_tasks_db.DatabaseBackend" if HAS_WORKER else "django_tasks.backends.immediate.ImmediateBackend"
)
TASKS = {"default": {"BACKEND": QUEUE}}

# --- Mail ------------------------------------------------------------------------------------------------
# The demonstration sends nothing, whatever the environment says: its outbox is a page.
MAIL_SERVER = env.email("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
vars().update(env.email_url_config("dummymail://") if DEMO else MAIL_SERVER)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Travaux <travaux@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What did not arrive is read from a mailbox (imaps://user:password@host/INBOX), or told by a provider's webhook to
# /bounces/, signed with this key.
BOUNCES_URL = env("BOUNCES_URL", default="")
BOUNCE_KEY = env("TRAVAUX_BOUNCE_KEY", default="")

# --- People and sign-in ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "stakeholders.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{PASSWORD_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": f"{PASSWORD_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{PASSWORD_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "cast" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "stakeholders.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # used by nobody: sign-up is by invitation, see the adapter
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anyone could have us write to any address
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ACCOUNT_FORMS = {"request_login_code": "stakeholders.sign_in.CodeForm"}
# A mission shares one address, so limits by address are wide; limits by key are for guessing and for floods
# of mail. Nobody may lock another's contact point out: stakeholders.sign_in says what a key is.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "120/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,6/h/key",
    "reset_password": "60/m/ip,3/h/key",
    "reset_password_from_key": "60/m/ip",
    "participation": "60/h/ip,4/h/key",  # requests to take part in an open call; the key is the address typed
}
# How many proxies of ours stand in front: only their X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRAVAUX_TRUSTED_PROXIES", default=0)

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Travaux"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True

# --- Language and time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files and uploads ----------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}
WHITENOISE_USE_FINDERS = DEBUG

# A text of 2.5 MB arrives up to three times as long when a form encodes it (every byte of Arabic as %XX).
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
LARGEST_FILE_BODY = 21_000_000  # a file of 20 MB and the form around it

# --- Headers ---------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's icons in form controls are data: images
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# A browser takes the last value it knows. Under no-referrer alone it posts our own forms with `Origin: null`,
# which the CSRF check refuses; same-origin tells other sites just as little.
SECURE_REFERRER_POLICY = ["no-referrer", "same-origin"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = PRODUCTION and IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# --- Logs: what happened and where, never what anybody wrote or who they are ------------------------------
LOGGING = discreet_logging(level=env("LOG_LEVEL", default="INFO"), show_values=DEBUG)
