"""Find and replace with a preview, and where else words stand in a document."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from staff.addresses import address
from staff.pages import RecordPage
from staff.views.workbench.sentences import chips
from staff.views.workbench.workbench import TranslationWorkbench, saved_words
from translations.jobs.models import Segment
from translations.memory.models import MemoryPair
from translations.workbench import replacement, selection, workflow
from translations.workbench.differences import differences
from translations.workbench.turns import why_not_write

CONCORDANCE = 10  # sentences
DONE = (Segment.State.CONFIRMED, Segment.State.REVISED)


class TranslationReplace(TranslationWorkbench):
    """What would be changed, ticked; then it is changed where it still says that."""

    template_name = "translations/workbench/replace.html"

    def get_title(self):
        return _("Find and replace")

    def get_template_names(self):
        return [self.template_name]

    def get_trail(self):
        trail = super().get_trail()
        return [*trail, (_("Workbench"), address(self.record, "workbench"))]

    def asked(self):
        """(words to find, words instead, whether case counts)."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        find, instead = (
            asked.get(name, "")[:200].replace("\x00", "")
            for name in ("find", "instead")
        )
        return find, instead, "match_case" in asked

    def changes(self):
        find, instead, match_case = self.asked()
        segments = self.record.segments.all()
        return replacement.changes_of(segments, find, instead, match_case=match_case)

    def get_context_data(self, **context):
        find, instead, match_case = self.asked()
        changes = self.changes()
        return RecordPage.get_context_data(
            self,
            translation=self.record,
            find=find,
            instead=instead,
            match_case=match_case,
            is_full=len(changes) == replacement.MOST,
            changes=[
                {
                    "segment": change.segment,
                    "words": differences(change.segment.target, change.target),
                }
                for change in changes
            ],
            why_not=why_not_write(self.record, self.request.user),
            cancel_url=address(self.record, "workbench"),
            **context,
        )

    def post(self, request, *args, **kwargs):
        """Writes those that were ticked; each sentence as it was in the preview."""
        if why_not_write(self.record, request.user):
            raise PermissionDenied
        ticks = set(request.POST.getlist("row"))
        saved, late = 0, []
        for change in self.changes():
            segment = change.segment
            if f"{segment.pk}:{segment.version}" not in ticks:
                continue
            try:
                workflow.write(
                    segment,
                    by=request.user,
                    target=change.target,
                    version=segment.version,
                    confirm=segment.state in DONE,
                )
            except ValidationError as reason:
                late += reason.messages
            else:
                saved += 1
        for sentence in dict.fromkeys(late):
            messages.error(request, sentence)
        if len(ticks) > saved + len(late):
            messages.warning(request, _("Some had changed meanwhile and stay."))
        messages.success(request, saved_words(saved))
        return HttpResponseRedirect(address(self.record, "workbench"))


class TranslationConcordance(TranslationWorkbench):
    """Where else some words stand, in source or translation: here, in the memory."""

    template_name = "translations/workbench/concordance.html"

    def get_template_names(self):
        return [self.template_name]

    def get_context_data(self, **context):
        _at, _only, text = self.choice
        segments = selection.filtered(self.record, text=text)[: CONCORDANCE + 1]
        matches = list(segments) if text.strip() else []
        memory = MemoryPair.objects.visible_to(self.request.user).in_use()
        language = self.record.source.language
        memory = memory.either_way(language, self.record.language)
        return {
            "memory": [
                {
                    "pair": pair,
                    "source": chips(pair.sides(language)[0]),
                    "target": chips(pair.sides(language)[1]),
                }
                for pair in memory.hold(text).order_by("-entered_at")[:CONCORDANCE]
            ],
            "translation": self.record,
            "text": text,
            "is_more": len(matches) > CONCORDANCE,
            "matches": [
                {
                    "segment": each,
                    "source": chips(each.source),
                    "target": chips(each.target),
                }
                for each in matches[:CONCORDANCE]
            ],
        }
