"""The application for a WSGI server; refuses a role that row security misses."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (these need the apps loaded)

from officials.checks import log_what_is_wrong  # noqa: E402
from officials.security.ownership import role_faults  # noqa: E402

if faults := role_faults():
    raise ImproperlyConfigured(" ".join(faults))
if not settings.DEMO:
    log_what_is_wrong()
