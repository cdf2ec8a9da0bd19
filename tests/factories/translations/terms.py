"""Terms, for tests."""

from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from translations.terms.models import StyleSheet, Term, TermForm


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    domain = "prisons"


class TermFormFactory(DjangoModelFactory):
    class Meta:
        model = TermForm

    term = SubFactory(TermFactory)
    language = "en"
    text = Sequence(lambda n: f"prisoner number{n}")


class StyleSheetFactory(DjangoModelFactory):
    class Meta:
        model = StyleSheet

    issuer = "United Nations"
    names = "Генеральная Ассамблея"
