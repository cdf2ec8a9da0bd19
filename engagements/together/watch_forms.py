"""The form that puts something on one's watch list by typing its name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.together.models.watches import TARGETS
from officials.institutions.models import Institution, Post
from officials.names.choice import ChooseOne
from officials.people.models import Official
from officials.themes.models import Theme


class WatchForm(forms.Form):
    """One of four kinds of thing; each offers only what `user` may see."""

    official = ChooseOne(
        label=_("Person"), queryset=Official.objects.all(), required=False
    )
    post = ChooseOne(label=_("Post"), queryset=Post.objects.all(), required=False)
    institution = ChooseOne(
        label=_("Institution, with everything below it"),
        queryset=Institution.objects.all(),
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=_("Theme, with all narrower ones"),
        queryset=Theme.objects.offered(),
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(TARGETS) - {"theme"}:
            field = self.fields[name]
            field.queryset = field.queryset.in_circles_of(user)

    def clean(self):
        """Just one of them."""
        targets = [self.cleaned_data[n] for n in TARGETS if self.cleaned_data.get(n)]
        if len(targets) == 1:
            self.cleaned_data["target"] = targets[0]
        elif not self.errors:
            sentence = _("Choose one: a person, a post, an institution or a theme.")
            raise forms.ValidationError(sentence)
        return self.cleaned_data
