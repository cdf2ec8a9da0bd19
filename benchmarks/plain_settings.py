"""The settings of the plain Django admin: what `startproject` writes, and no more.

Its own middleware, its own backend of Postgres, no line of ours in a request; the
models are ours, and the database is the scratch one. It reads as the owner, whom
`benchmarks.office_data` lets pass the policies, as they would not be there.
"""

from django.conf import global_settings

from config import settings as ours
from config.local_postgres import server
from staff.operations.provisions import Names

ADMIN = "config.RapportAdminConfig"
NOT_NEEDED = "allauth", "whitenoise"  # they want middleware
NAME = "rapport_bench"

# What Django does not know, and modules of ours read when they are imported.
vars().update(
    {
        name: value
        for name, value in vars(ours).items()
        if name.isupper() and not hasattr(global_settings, name)
    }
)
SECRET_KEY = ours.SECRET_KEY
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "benchmarks.plain_admin"
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig" if app == ADMIN else app
    for app in ours.INSTALLED_APPS
    if not app.startswith(NOT_NEEDED)
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
_database = ours.DATABASES["default"]
_place = {key: _database[key] for key in ("HOST", "PORT") if key in _database}
if "EMBEDDED_ROOT" in _database:
    _names = Names(
        _database["EMBEDDED_NAME"], _database["USER"], _database["OWNER"]["USER"]
    )
    _parameters = server(_database["EMBEDDED_ROOT"], _names).ensure()
    _place = {key.upper(): value for key, value in _parameters.items()}
DATABASES = {
    "default": {
        **_place,
        **_database["OWNER"],
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
    }
}
AUTH_USER_MODEL = ours.AUTH_USER_MODEL
DEFAULT_AUTO_FIELD = ours.DEFAULT_AUTO_FIELD
LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = ours.TIME_ZONE
STATIC_URL = "static/"
