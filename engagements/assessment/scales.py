"""The five scales of an assessment in words, so that two people mean the same by 4.

Alignment, interest and influence after AIIM (E. Mendizabal, ODI 2010); the anchors
are ours.
"""

from django.utils.translation import gettext_lazy as _

from engagements.assessment.models import Score

UNKNOWN = _("unknown")
WORDS = {
    Score.Axis.ALIGNMENT: {
        1: _("1 – works against what we work for"),
        2: _("2 – mostly against it"),
        3: _("3 – neither, or now this and now that"),
        4: _("4 – mostly for it"),
        5: _("5 – works for the same change"),
    },
    Score.Axis.INTEREST: {
        1: _("1 – the subject is nothing to them"),
        2: _("2 – follows it when made to"),
        3: _("3 – follows it as a part of the job"),
        4: _("4 – asks about it unasked"),
        5: _("5 – gives it time of their own"),
    },
    Score.Axis.INFLUENCE: {
        1: _("1 – decides nothing in it"),
        2: _("2 – is heard now and then"),
        3: _("3 – prepares what others decide"),
        4: _("4 – decides in their own field"),
        5: _("5 – decides, and others follow"),
    },
    Score.Axis.OPENNESS: {
        1: _("1 – refuses to change anything"),
        2: _("2 – listens, and nothing follows"),
        3: _("3 – takes small steps when asked"),
        4: _("4 – tries new things with support"),
        5: _("5 – begins changes on their own"),
    },
    Score.Axis.ACCESS: {
        1: _("1 – we do not get through to them"),
        2: _("2 – through other people only"),
        3: _("3 – answers letters"),
        4: _("4 – meets us"),
        5: _("5 – can be rung up any day"),
    },
}


def in_words(axis, value):
    """“mostly for it”: what `value` of `axis` means, without its number."""
    return str(WORDS[axis][value]).partition(" – ")[2]
