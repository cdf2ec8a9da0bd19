"""What lies beside the pages is collected once, compressed, and served so."""

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
OURS = "django.contrib.staticfiles.finders.FileSystemFinder"  # not those of the admin


@pytest.fixture
def collected(settings, tmp_path):
    """The folder of a server, into which all was collected."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = [OURS]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": COLLECTED},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_a_browser_that_knows_brotli_is_sent_it(collected):
    address = staticfiles_storage.url("css/rapport.css")

    plain = Client().get(address)
    compressed = Client().get(address, headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in plain
    assert compressed["Content-Encoding"] == "br"
    assert "immutable" in compressed["Cache-Control"]
    by_brotli = compressed.getvalue()
    assert len(by_brotli) < len(zipped(address)) < len(whole := plain.getvalue()) / 3
    assert brotli.decompress(by_brotli) == whole


def zipped(address):
    return Client().get(address, headers={"Accept-Encoding": "gzip"}).getvalue()
