"""The languages that documents come in and go out in."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("uk", _("Ukrainian")),
    ("be", _("Belarusian")),
    ("kk", _("Kazakh")),
    ("ka", _("Georgian")),
    ("hy", _("Armenian")),
    ("az", _("Azerbaijani")),
    ("ar", _("Arabic")),
    ("zh", _("Chinese")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("fi", _("Finnish")),
    ("pl", _("Polish")),
]
