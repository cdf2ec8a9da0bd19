"""What a form of something that goes out asks about the gate, under one fold."""

from django.utils.translation import gettext_lazy as _

PAST_THE_GATE = ("answers", "ground", "ground_words")
WORDS_OF_THE_GATE = {
    "answers": _("It answers what they wrote or said"),
    "ground": _("Or it always goes, because"),
    "ground_words": _("Which law, rule or right"),
}
HELP = {
    "ground": _(
        "A warning, a refusal and what a law demands are never held back. A formal "
        "letter to an office neither invites nor offers anything."
    ),
    "ground_words": _("For a law, a court or a formal letter: name it, with its day."),
}


class PastTheGate:
    """A form with these fields, apart from what else is folded."""

    past_the_gate = PAST_THE_GATE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in HELP.items():
            self.fields[name].help_text = words

    @property
    def goes_all_the_same(self):
        """Whether one of them says something, so that it is not folded away."""
        return any(self[name].value() for name in PAST_THE_GATE)
