"""A memory of another tool is brought, and ours is taken away."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials.workflow import in_the_name_of
from staff.exports import written_file
from staff.pages import FormPage
from translations.formats.memory_writer import memory_file
from translations.memory import workflow
from translations.memory.forms import BringMemoryForm, TakeMemoryForm
from translations.memory.models import MemoryPair

LEFT_OUT = {
    "language": gettext_lazy("not in both languages"),
    "empty": gettext_lazy("without words"),
    "long": gettext_lazy("too long"),
}
MEMORY = (gettext_lazy("Translation memory"), "memorypair-list")


class MemoryImport(FormPage):
    """A TMX file is read, and its pairs are offered from then on."""

    permission_required = "translations.add_memorypair"
    title = gettext_lazy("Bring a translation memory")
    trail = (MEMORY,)
    form_class = BringMemoryForm
    submit_label = gettext_lazy("Bring it")
    keeps_drafts = False  # a file

    def keep(self, form):
        self.memory = form.memory
        with in_the_name_of(self.request.user):
            self.number, self.batch = workflow.bring(
                [
                    workflow.Entry(each.source, each.target)
                    for each in form.memory.pairs
                ],
                circle=form.cleaned_data["circle"],
                languages=form.languages,
                title=form.cleaned_data["title"],
                by=self.request.user,
            )

    def finish(self, form):
        undo = reverse("batch-undo", args=[self.batch.pk]) if self.batch else ""
        messages.success(self.request, self.success_words(), extra_tags=undo)
        return HttpResponseRedirect(reverse("memorypair-list"))

    def success_words(self):
        """How many came in, and what was left out, by the reason."""
        sentences = [
            ngettext(
                "%(number)s pair is in the memory now.",
                "%(number)s pairs are in the memory now.",
                self.number,
            )
            % {"number": self.number}
        ]
        left_out = {
            str(LEFT_OUT[reason]): count
            for reason, count in self.memory.left_out.items()
        }
        left_out[_("there already")] = len(self.memory.pairs) - self.number
        words = [f"{count} {reason}" for reason, count in left_out.items() if count]
        if words:
            sentences.append(_("Left out: %(what)s.") % {"what": ", ".join(words)})
        return " ".join(sentences)


class MemoryTake(FormPage):
    """What the reader sees of the memory, as a TMX file."""

    permission_required = "translations.view_memorypair"
    title = gettext_lazy("Take the translation memory")
    trail = (MEMORY,)
    form_class = TakeMemoryForm
    submit_label = gettext_lazy("Take the file")
    keeps_drafts = False  # nothing that took long to type

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=422)
        source, target = form.languages
        pairs = MemoryPair.objects.visible_to(request.user).in_use()
        pairs = pairs.between(source, target).defer("word_pairs")
        return written_file(
            request,
            pairs,
            lambda rows: memory_file(map(line_of, rows), source, target),
            name=f"memory-{source}-{target}-{timezone.localdate().isoformat()}.tmx",
            content_type="application/x-tmx+xml",
            reason=form.cleaned_data["reason"],
            languages=[source, target],
        )


def line_of(pair):
    """A pair as the file holds it; no name of anybody."""
    return pair.source, pair.target, pair.where_from
