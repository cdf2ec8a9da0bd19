"""What is no passphrase though it is long: patterns, repetition, one's own words."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from zxcvbn import zxcvbn

LONGEST = 72  # characters that are looked at: what is good so far stays good
GOOD = 4  # of zxcvbn: more than 10^10 guesses, also by whoever has the database
OURS = ("rapport",)
# A Russian word typed as if the keyboard were Latin: so it stands in the lists of
# passwords that leaked, and so the rows of keys are rows.
KEYS = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
)
REASONS = {
    "repeat": gettext_lazy("It repeats itself."),
    "spatial": gettext_lazy("Its characters follow each other on the keyboard."),
    "sequence": gettext_lazy("Its characters follow each other."),
    "own": gettext_lazy("It is made of your own names, or ours."),
    "dictionary": gettext_lazy("It is made of words that everybody tries first."),
}


class HardToGuess:
    """A validator of Django: refuses what zxcvbn takes fewer than 10^10 guesses for.

    zxcvbn (Wheeler, USENIX Security 2016) looks for leaked passwords, words, names,
    dates, rows of keys and repetition, also with letters changed for signs.
    """

    def validate(self, password, user=None):
        """ValidationError, with the reason, for `password` of `user` (or of nobody)."""
        pattern = weakness(password[:LONGEST], own_words(user))
        if pattern:
            sentence = REASONS.get(pattern, REASONS["dictionary"])
            raise ValidationError(
                f"{sentence} {self.get_help_text()}", code="password_easy_to_guess"
            )

    def get_help_text(self):
        return _("Take five or six words that do not belong together.")


def weakness(text, words):
    """What makes `text` easy to guess: a key of REASONS or a pattern of zxcvbn, or "".

    `words` are the person's own: what is left without them has to be good as well.
    """
    joined = re.sub(r"[\s_.-]+", "", text).lower()
    rest = re.sub("|".join(map(re.escape, words)), "", joined)
    if rest != joined and zxcvbn(rest)["score"] < GOOD:
        return "own"
    results = map(zxcvbn, (text, joined or text, joined.translate(KEYS) or text))
    weakest = min(results, key=lambda each: each["guesses"])
    if weakest["score"] >= GOOD:
        return ""
    longest = max(weakest["sequence"], key=lambda part: len(part["token"]))
    return longest["pattern"]


def own_words(user):
    """Words that whoever knows the person tries first, the longest first."""
    fields = (getattr(user, name, "") for name in ("username", "full_name", "email"))
    words = {*OURS, *re.findall(r"\w{3,}", " ".join(fields).lower())}
    return sorted(words, key=len, reverse=True)
