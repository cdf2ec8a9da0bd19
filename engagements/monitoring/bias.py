"""The quiet guard against bias: on what, and on whom, a signal rests.

It counts what anybody may look up in the terms of the signal and says so in words; it
changes no number. Contrary is a note that leans the other way than the signal does.
"""

from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.monitoring.models import NoteLink

STALE = 365  # days without anything contrary


class Guard(NamedTuple):
    """What speaks against taking a signal at its word."""

    notes: int
    contrary: int  # notes that lean the other way
    sources: int
    takers: int  # people of ours who recorded them
    contrary_days: int | None  # since the latest contrary note; None: there is none
    same_act: int  # notes that tell of one act with another of them

    @property
    def contrary_share(self):
        """Part of all notes, from 0 to 1."""
        return self.contrary / self.notes

    @property
    def facts(self):
        """(label, words) of each count."""
        return [
            (_("Notes to the contrary"), self.contrary_words()),
            (_("Independent sources"), str(self.sources)),
            (_("People who took the notes"), str(self.takers)),
            (_("Last note to the contrary"), self.last_contrary_words()),
            (_("Of one and the same act"), self.same_act_words()),
        ]

    def contrary_words(self):
        return _("%(contrary)s of %(notes)s, %(share)s %%") % {
            "contrary": self.contrary,
            "notes": self.notes,
            "share": round(100 * self.contrary_share),
        }

    def last_contrary_words(self):
        days = self.contrary_days
        if days is None:
            return _("never")
        words = ngettext("%(days)s day ago", "%(days)s days ago", days)
        return words % {"days": days} if days else _("today")

    def same_act_words(self):
        if not self.same_act:
            return ""
        words = ngettext("%(count)s note", "%(count)s notes", self.same_act)
        return words % {"count": self.same_act}

    @property
    def warnings(self):
        """Sentences, none when nothing is the matter."""
        sentences = []
        if self.sources == 1:
            sentences.append(_("All of this rests on one source."))
        if self.takers == 1:
            sentences.append(_("All of this was noted by one person."))
        if self.one_sided():
            sentences.append(
                _("Nothing to the contrary was noted in a year. Did we look for it?")
            )
        return sentences

    def one_sided(self):
        """Nothing contrary for a year, among more notes than one."""
        if self.contrary_days is None:
            return self.notes > 1
        return self.contrary_days > STALE


def guard(signal, terms, user):
    """The `Guard` of a signal and the `Term`s that it is made of; one query."""
    way = signal.numerator
    contrary = [term for term in terms if term.stance * way < 0]
    return Guard(
        notes=len(terms),
        contrary=len(contrary),
        sources=len({term.source_key for term in terms}),
        takers=len({term.recorded_by_id for term in terms}),
        contrary_days=min((term.age_days for term in contrary), default=None),
        same_act=len(linked([term.note_id for term in terms], user)),
    )


def linked(notes, user):
    """Those of `notes` (keys) that tell of one act with another of them."""
    links = NoteLink.objects.visible_to(user)
    links = links.filter(Q(one__in=notes), Q(other__in=notes))
    return {key for pair in links.values_list("one", "other") for key in pair}
