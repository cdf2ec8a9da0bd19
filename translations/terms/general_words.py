"""Words for people outside: they name nobody whom we have on record."""

from django.utils.translation import gettext as _

from officials.names.recognition import recognise
from officials.people.models import Official


def names_in(text, user):
    """The words of `text` that name an official on record whom `user` sees.

    A surname alone is one where it is no other word, and of one person only.
    """
    mentions = recognise(text, Official.objects.in_circles_of(user))
    return [
        mention.words
        for mention in mentions
        if mention.certain or " " in mention.words or "." in mention.words
    ]


class GeneralWords:
    """A form of a record whose fields `general` name nobody on record."""

    general = ()

    def clean(self):
        fields = super().clean()
        for name in self.general:
            text = self.cleaned_data.get(name)
            if text and (words := names_in(text, self.user)):
                self.add_error(
                    name,
                    _(
                        "It names somebody on record (%(words)s), and people outside "
                        "read it: say it in general words."
                    )
                    % {"words": ", ".join(words)},
                )
        return fields
