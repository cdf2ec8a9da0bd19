"""A job with a file of three sentences."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import TranslationFactory

HTML = b"""<html lang="en"><head><title>Visits</title></head><body>
<p>The cell is <b>very</b> small. It has no window.</p>
<script>var text = "never";</script></body></html>"""


@pytest.fixture
def media(settings, tmp_path):
    """A place of its own for the files of a test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def job(media):
    """A job of a named reviser, whose source has a file of three sentences."""
    source = SourceTextFactory(
        file=SimpleUploadedFile("visits.html", HTML), file_name="visits.html"
    )
    return TranslationFactory(
        source=source,
        document=source.document,
        state="translating",
        reviser=UserFactory(role="Translator"),
    )
