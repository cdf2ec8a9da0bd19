"""Pieces of “Before we approach”: what is finer, the respect check, the versions."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach import respect_check, workflow
from engagements.approach.models import Approach
from engagements.approach.versions import differences, version_before
from staff.addresses import address
from staff.phrases import in_words, short_moment
from staff.views.relationships.stages import standing

GROUPS = (
    (gettext_lazy("What moves them"), ("interests", "what_matters")),
    (
        gettext_lazy("Manners"),
        ("words_that_suit", "do", "do_not", "messenger"),
    ),
    (
        gettext_lazy("First steps"),
        ("where_to_begin", "what_we_offer", "next_small_step", "look_again_on"),
    ),
)


def finer_of(approach):
    """What is written below the four answers, in folded groups; the empty left out."""
    groups = []
    for title, names in GROUPS:
        rows = [
            {
                "label": capfirst(str(Approach._meta.get_field(name).verbose_name)),
                "text": in_words(getattr(approach, name)),
            }
            for name in names
            if getattr(approach, name)
        ]
        if rows:
            groups.append({"title": title, "rows": rows})
    return groups


def check_of(approach):
    """The respect check as it was ticked when a signature was asked, or None."""
    if not (approach.review or approach.respected or approach.nevertheless):
        return None
    return {
        "rows": [
            {"text": question, "ticked": code in approach.respected}
            for code, question in respect_check.QUESTIONS
        ],
        "nevertheless": approach.nevertheless,
    }


def versions_of(approach, user):
    """All versions that the reader sees, the latest first, this one among them."""
    versions = workflow.whole(Approach.objects.visible_to(user))
    versions = versions.filter(official=approach.official)
    return [
        {
            "url": address(each),
            "words": standing(each),
            "by": _("%(name)s, %(when)s")
            % {"name": each.written_by, "when": short_moment(each.written_at)},
            "current": each.pk == approach.pk,
        }
        for each in versions.order_by("-written_at", "-version")
    ]


def changes_of(approach, user):
    """What this version says otherwise than the one before, or None for the first."""
    before = version_before(approach, user)
    if before is None:
        return None
    return {
        "title": _("Changed since version %(version)s") % {"version": before.version},
        "url": address(before),
        "rows": differences(approach, before),
    }
