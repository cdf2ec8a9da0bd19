"""Themes, for tests."""

from factory import Sequence
from factory.django import DjangoModelFactory

from officials.themes.models import Theme


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = Sequence(lambda n: f"Theme {n}")
