"""Letters, templates, labels and disclosures, each valid as it is."""

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from engagements.letters.models import (
    Disclosure,
    LegalLabel,
    Letter,
    LetterSeries,
    LetterTemplate,
)
from tests.factories.accounts import UserFactory
from tests.factories.approach import cleared
from tests.factories.people import OfficialFactory

SCAN = b"As it was signed."


class LetterTemplateFactory(DjangoModelFactory):
    class Meta:
        model = LetterTemplate

    name = Sequence(lambda n: f"Template {n}")
    occasion = LetterTemplate.Occasion.CONGRATULATION
    language = "en"
    subject = "Congratulations"
    body = "{{ salutation }}\n\nWe wish you well as {{ post }}."


class LegalLabelFactory(DjangoModelFactory):
    """A label in force, for letters to officials of our own country."""

    class Meta:
        model = LegalLabel

    name = Sequence(lambda n: f"Label {n}")
    text_ru = Sequence(lambda n: f"Сообщение создано организацией {n}")
    text_en = Sequence(lambda n: f"This message was made by organisation {n}")
    since = LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=365))


class LetterFactory(DjangoModelFactory):
    """A draft to somebody who is `cleared`, unless `cold=True`.

    `scanned=True` keeps a scan with it.
    """

    class Meta:
        model = Letter

    official = SubFactory(OfficialFactory)
    language = "en"
    addressee = "Head of department"
    salutation = "Dear Ms Volkova,"
    subject = Sequence(lambda n: f"Open hearings {n}")
    body = "We write about open hearings."
    written_by = SubFactory(UserFactory)
    signatory = LazyAttribute(lambda letter: letter.written_by)

    @classmethod
    def _create(cls, model, *args, scanned=False, cold=False, **fields):
        if scanned:
            fields |= {
                "file": ContentFile(SCAN, "scan.txt"),
                "file_name": "scan.txt",
                "sha256": hashlib.sha256(SCAN).hexdigest(),
            }
        if fields.get("direction") != "in" and fields.get("official") and not cold:
            cleared(fields["official"])
        return super()._create(model, *args, **fields)


class LetterSeriesFactory(DjangoModelFactory):
    class Meta:
        model = LetterSeries

    direction = "out"
    year = LazyFunction(lambda: timezone.localdate().year)


class DisclosureFactory(DjangoModelFactory):
    """The register of the last thirty days."""

    class Meta:
        model = Disclosure

    authority = Sequence(lambda n: f"Prosecutor of district {n}")
    legal_basis = "Federal Law 2202-1, article 22"
    since = LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))
    until = LazyFunction(timezone.localdate)
    language = "en"
    written_by = SubFactory(UserFactory)
