"""The application for a WSGI server; refuses a role that row security misses."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from officials.security.ownership import role_faults  # noqa: E402 (needs the apps loaded)

if faults := role_faults():
    raise ImproperlyConfigured(" ".join(faults))
