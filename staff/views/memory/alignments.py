"""A text of others beside its source, looked over sentence by sentence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from staff.addresses import address
from staff.pages import RecordPage
from translations.jobs import aligned_texts
from translations.jobs.models import Edition

AT_ONCE = 200  # pairs of a page


class EditionAlign(RecordPage):
    """Pairs with ticks; those that stay ticked are offered to who translates."""

    model = Edition
    permission_required = "translations.add_memorypair"
    template_name = "translations/memory/alignment.html"
    title = gettext_lazy("Put the texts side by side")

    def get_queryset(self):
        mine = Edition.objects.in_circles_of(self.request.user)
        mine = mine.exclude(kind=Edition.Kind.OURS).exclude(file="")
        return mine.select_related("document")

    def get_trail(self):
        document = self.record.document
        return [
            (_("Documents"), reverse("document-list")),
            (str(document), address(document)),
        ]

    @cached_property
    def text(self):
        """The source text that the address names, or the first one."""
        texts = aligned_texts.texts_for(self.record, self.request.user)
        wanted = self.request.GET.get("text", "")
        chosen = [each for each in texts if str(each.pk) == wanted]
        if not texts or (wanted and not chosen):
            raise Http404
        return (chosen or texts)[0]

    @property
    def start(self):
        """How many pairs stand before the page."""
        asked = self.request.GET.get("after", "")
        return (
            int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
        )

    def dispatch(self, request, *args, **kwargs):
        """The page; where a file cannot be read, the document says why."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as reason:
            for sentence in reason.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(address(self.record))

    def get_context_data(self, **context):
        rows = aligned_texts.rows_of(self.text, self.record)
        texts = aligned_texts.texts_for(self.record, self.request.user)
        after = self.start + AT_ONCE
        return super().get_context_data(
            edition=self.record,
            text=self.text,
            texts=[each for each in texts if each.pk != self.text.pk],
            rows=rows[self.start : after],
            later_url=self.here(after) if after < len(rows) else "",
            cancel_url=address(self.record),
            **context,
        )

    def here(self, after):
        return f"{address(self.record, 'align')}?text={self.text.pk}&after={after}"

    def post(self, request, *args, **kwargs):
        """Those ticked enter the memory, as they were seen."""
        rows = aligned_texts.rows_of(self.text, self.record)
        ticks = set(request.POST.getlist("row"))
        chosen = [each for each in rows if f"{each.number}:{each.digest}" in ticks]
        if not chosen:
            messages.error(request, _("No pair was ticked, so nothing was kept."))
            return HttpResponseRedirect(self.here(self.start))
        number, batch = aligned_texts.enter(
            chosen, self.text, self.record, by=request.user
        )
        undo = reverse("batch-undo", args=[batch.pk]) if batch else ""
        messages.success(request, words_of(number), extra_tags=undo)
        after = self.start + AT_ONCE
        if after < len(rows):
            return HttpResponseRedirect(self.here(after))
        return HttpResponseRedirect(address(self.record))


def words_of(number):
    """How many came in."""
    return ngettext(
        "%(number)s pair is in the memory now.",
        "%(number)s pairs are in the memory now.",
        number,
    ) % {"number": number}
