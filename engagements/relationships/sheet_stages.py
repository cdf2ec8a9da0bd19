"""What becomes of the stages that a sheet says, in words, before and after it is in."""

from typing import NamedTuple

from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.relationships.models import Relationship
from engagements.relationships.workflow import ASKED_FROM, BROUGHT_TO
from officials.imports import sentences

NAMED = 20  # people whom one sentence names
STAGES = """
    SELECT count(*) FILTER (WHERE cut IS NOT NULL), count(*) FILTER (WHERE held),
           count(*) FILTER (WHERE stage = ANY (%(asked)s))
    FROM brought_relationship WHERE NOT known
"""
CUT = """
    SELECT name, cut FROM brought_relationship WHERE NOT known AND cut IS NOT NULL
"""
TAKEN = " AND number IN (SELECT number FROM brought_taken)"


class Stages(NamedTuple):
    """What becomes of the stages that a sheet says.

    `cut` are the first whose stage was too high, (name, stage), of `cut_count`; `held`
    is how many stages stay out, `asked` of how many somebody who signs is asked.
    """

    cut: list
    cut_count: int
    held: int
    asked: int

    def sentences(self):
        """The same for a person; none where there is nothing to say."""
        texts = [self.sentence_of_cut()] if self.cut_count else []
        if self.held:
            text = ngettext(
                "The stage of %(count)s person stays out: only a manager brings "
                "stages.",
                "The stages of %(count)s people stay out: only a manager brings "
                "stages.",
                self.held,
            )
            texts.append(text % {"count": number_format(self.held)})
        if self.asked:
            text = ngettext(
                "%(count)s person is known to us already, says the sheet: somebody "
                "else who signs looks at that before we turn to them.",
                "%(count)s people are known to us already, says the sheet: "
                "somebody else who signs looks at that before we turn to them.",
                self.asked,
            )
            texts.append(text % {"count": number_format(self.asked)})
        return texts

    def sentence_of_cut(self):
        """Who was further in the sheet than a sheet leads, by name."""
        names = [f"{name} ({stage_label(stage)})" for name, stage in self.cut]
        if more := self.cut_count - len(names):
            text = ngettext("and %(count)s more", "and %(count)s more", more)
            names.append(text % {"count": number_format(more)})
        return _(
            "Taken as “%(stage)s”, which is as far as a sheet leads: %(names)s."
        ) % {"stage": stage_label(BROUGHT_TO), "names": ", ".join(names)}


def stage_label(stage):
    return str(Relationship.Stage(stage).label)


sentences.register("adds-stage", gettext_lazy("At the stage “%(value)s”."), stage_label)
sentences.register(
    "adds-stage-cut",
    gettext_lazy("The file says “%(value)s”: that is further than a sheet leads."),
    stage_label,
)
sentences.register(
    "adds-stage-held",
    gettext_lazy("Without the stage “%(value)s”: only a manager brings stages."),
    stage_label,
)


def stages_brought(*, taken):
    """The `Stages` of the rows compared, or of those `taken` in, before they are."""
    which = TAKEN if taken else ""
    with connection.cursor() as cursor:
        cursor.execute(STAGES + which, {"asked": [str(each) for each in ASKED_FROM]})
        counts = cursor.fetchone()
        cursor.execute(f"{CUT}{which} ORDER BY number LIMIT %s", [NAMED])
        return Stages(cursor.fetchall(), *counts)
