"""The list of words that do not suit, for managers to keep."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.approach.forms import RespectWordForm
from engagements.approach.models import RespectWord
from staff.pages import EditPage, FormPage, Page

LIST = "respectword-list"
WORD_FIELDS = ("language", "word", "why", "instead")


class RespectWordList(Page):
    """What the respect check finds in a text, language by language, for all to read."""

    template_name = "engagements/approach/respect_words.html"
    title = gettext_lazy("Words that do not suit")
    permission_required = "engagements.view_respectword"

    def get_context_data(self, **context):
        user = self.request.user
        may_change = user.has_perm("engagements.change_respectword")
        words = list(RespectWord.objects.all())
        context["languages"] = [
            {
                "label": language.label,
                "code": language.value,
                "words": [each for each in words if each.language == language],
            }
            for language in RespectWord.Language
        ]
        if user.has_perm("engagements.add_respectword"):
            context["add_url"] = reverse("respectword-add")
        return super().get_context_data(may_change=may_change, **context)


class RespectWordForms:
    """A word that is new on the list, or put right."""

    form_class = RespectWordForm
    keeps_drafts = False

    def get_trail(self):
        return [(_("Words that do not suit"), reverse(LIST))]

    def get_success_url(self):
        return reverse(LIST)


class RespectWordAdd(RespectWordForms, FormPage):
    title = gettext_lazy("New word that does not suit")
    permission_required = "engagements.add_respectword"


class RespectWordEdit(RespectWordForms, EditPage):
    title = gettext_lazy("Word that does not suit")
    permission_required = "engagements.change_respectword"

    def get_record(self):
        return get_object_or_404(RespectWord, pk=self.kwargs["number"])


class RespectWordTakeOff(Page):
    """Switches a word off: it is on the list no more, and can be put back at once."""

    http_method_names = ["post"]
    permission_required = "engagements.delete_respectword"

    def post(self, request, *args, **kwargs):
        word = get_object_or_404(RespectWord, pk=kwargs["number"])
        word_token = signing.dumps(
            {name: getattr(word, name) for name in WORD_FIELDS}, salt=LIST
        )
        word.delete()
        undo = f"{reverse('respectword-put-back')}?word={word_token}"
        message = _("Nobody is warned of “%(word)s” any more.") % {"word": word}
        messages.success(request, message, extra_tags=undo)
        return HttpResponseRedirect(reverse(LIST))


class RespectWordPutBack(Page):
    """Puts a word back that was taken off, as it stood."""

    http_method_names = ["post"]
    permission_required = "engagements.add_respectword"

    def post(self, request, *args, **kwargs):
        try:
            word_fields = signing.loads(request.GET.get("word", ""), salt=LIST)
        except signing.BadSignature:
            raise Http404 from None
        word = RespectWord(**word_fields)
        try:
            word.full_clean()
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            word.save()
            messages.success(request, _("It is on the list again."))
        return HttpResponseRedirect(reverse(LIST))
