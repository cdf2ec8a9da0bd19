"""Settings, read from the environment (and `.env`); every default is the safe one.

docs/operations.md lists the variables.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = BASE_DIR / ".local"

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def demo_secret():
    """The secret of the demo: made once, kept beside its database."""
    path = LOCAL / "secret_key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY and DEMO:
    SECRET_KEY = demo_secret()
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random text, or DEMO=true for a demo."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "config.RapportAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "officials",
    "procrastinate.contrib.django",  # after whose command it is that starts the worker
    "translations",
    "exchanges",
    "engagements",
    "staff",  # last: it writes the roles when all permissions are there
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "staff.middleware.CompressPages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "staff.middleware.keep_nothing",
    "staff.middleware.refuse_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "staff.middleware.show_whole",
    "staff.locks.gate.keep_shut",
    "staff.accounts.doors.stand_at_doors",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "staff.middleware.end_old_sessions",
    "staff.middleware.require_second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "staff.middleware.WriterAndPage",
    "staff.middleware.act_as_reader",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "staff.navigation.frame",
            ],
            "libraries": {"lucide": "staff.templatetags.icons"},
        },
    },
]

# Postgres: a server of one's own, or the one that comes with the development tools.
# Whose connections serve owns nothing; OWNER makes the tables
# (officials/security/ownership.py).
# The role that copies (BACKUP) is alone where nothing is served.
SERVING = "DATABASE_URL" if env("DATABASE_URL", default="") else "BACKUP_DATABASE_URL"
if env(SERVING, default=""):
    DATABASES = {"default": env.db(SERVING, engine="officials.postgres")}
    if env("OWNER_DATABASE_URL", default=""):
        DATABASES["default"]["OWNER"] = {
            name: value
            for name, value in env.db("OWNER_DATABASE_URL").items()
            if name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
        }
    if env("BACKUP_DATABASE_URL", default=""):
        DATABASES["default"]["BACKUP"] = {
            name: value
            for name, value in env.db("BACKUP_DATABASE_URL").items()
            if name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
        }
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("DATABASE_BEHIND_PGBOUNCER", default=False):
        DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "config.embedded",
            "NAME": "rapport",
            "USER": "rapport",
            "OWNER": {"USER": "rapport_owner"},
            "BACKUP": {"USER": "rapport_backup"},
            "EMBEDDED_ROOT": env("LOCAL_POSTGRES", default=str(LOCAL / "postgres")),
            "EMBEDDED_NAME": "rapport",  # while tests have a `NAME` of their own
        }
    }
# A day ends at our midnight, in what the database itself decides by the day as well.
TIME_ZONE = env("TIME_ZONE", default="Europe/Moscow")
DATABASES["default"]["TIME_ZONE"] = TIME_ZONE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_APPEND_ONLY = True
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "rapport_cache",
        "KEY_FUNCTION": "officials.schema.cache_table.hashed_key",
        # Wrong passwords are counted in it: more names than somebody can think up.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Signing in
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["staff.accounts.sign_in.RightsBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "staff.accounts.passphrases.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
ACCOUNT_ADAPTER = "staff.accounts.sign_in.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "change_password": "staff.accounts.forms.OwnPasswordForm",
    "login": "staff.accounts.forms.SignInForm",
    "reset_password": "staff.accounts.forms.ResetForm",
    "reset_password_from_key": "staff.accounts.forms.NewPasswordForm",
}
MFA_FORMS = {"authenticate": "staff.accounts.forms.SecondFactorForm"}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # as far as the second factor
# A link is good for an hour. Asking for one writes nothing, and leaves no address.
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "staff.accounts.reset_links.LinksUntilLocked"  # noqa: S105
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Whose tries count together: staff/accounts/limits.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # those below count what is wrong, and stop nobody who is right
    "guess": "10/m/ip,5/5m/key",
    "guess_here": "5/5m/key",
    "guess_code": "5/m/ip",
    "code": "5/5m/key",
    "code_here": "5/5m/key",
    "login_failed": "5/5m/key",  # of allauth: codes while a second factor is set up
    "reset_password": "20/m/ip,3/10m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "staff.accounts.sign_in.SealedSecretsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address is asked for: see staff/accounts
MFA_TOTP_ISSUER = "Rapport"
USERSESSIONS_TRACK_ACTIVITY = False

# Cookies and headers
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE = not (DEMO or DEBUG)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "staff.accounts.sign_in.SealedSerializer"
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_MINUTES", default=30) * 60
SESSION_LONGEST_HOURS = 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
DEVICE_COOKIE_NAME = "__Host-device" if SECURE else "device"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
WORKDAY_COUNTRY = env("WORKDAY_COUNTRY", default="RU")  # whose public holidays we keep
USE_TZ = True

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env("MEDIA_ROOT", default=str(LOCAL / "media"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A demo serves the files from where they lie; a server, from where they were collected.
WHITENOISE_USE_FINDERS = DEMO or DEBUG
STATIC_ROOT = env("STATIC_ROOT", default=str(LOCAL / "static"))
if WHITENOISE_USE_FINDERS:
    STATIC_ROOT = None
# What is copied every night, for whom it is sealed, and where it is told.
BACKUP_FOLDER = env("BACKUP_FOLDER", default=str(LOCAL / "backups"))
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
BACKUP_STATUS = env("BACKUP_STATUS", default=str(LOCAL / "backup-status.json"))
STORAGES = {
    "default": {"BACKEND": "officials.security.storage.PrivateStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Links that set a password are for one mailbox: only the demo prints them.
vars().update(
    env.email_url_config(
        env("EMAIL_URL", default="") or ("consolemail://" if DEMO else "dummymail://")
    )
)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="rapport@localhost")

# What runs in the background: `manage.py procrastinate worker`
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "staff.jobs.begin"
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "delete_jobs": "successful"}

# News feeds: what we say of ourselves to the servers we ask; no name of ours by default
FEEDS_USER_AGENT = env("FEEDS_USER_AGENT", default="Mozilla/5.0 (feed reader)")
FEEDS_MAY_READ_LOOPBACK = False  # for tests; a check refuses it anywhere else

# Never the text of a record, an address or a search term.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.WithoutWords",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {"faults": {"()": "config.logs.TracebackOfFaults"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["faults"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
