"""What the rules of this room refuse, in words: the codes of its files of SQL."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register
from translations.catalogue.rights import SENTENCES

register(
    {
        **SENTENCES,
        "own_work": _(
            "Whoever has translated a part of it neither approves nor proofreads nor "
            "publishes it."
        ),
        "further_check_open": _(
            "The expert review or the proofreading is not done: "
            "it is published after that."
        ),
        "sentence_open": _("Not all of its sentences are confirmed."),
        "question_open": _("A question to the office is not answered."),
        "fault_open": _(
            "A sentence has a fault that nobody looked at: the workbench shows which."
        ),
        "source_stands": _(
            "It is split into sentences of this file: add another text, and ask for a "
            "translation from that."
        ),
        "language_stands": _(
            "There is a text in that language already: ask for another translation."
        ),
    }
)
