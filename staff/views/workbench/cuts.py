"""Where a sentence is cut in two."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.addresses import address
from staff.views.workbench.segments import SegmentPage
from staff.views.workbench.workbench import number_in
from translations.workbench import workflow
from translations.workbench.pieces import places
from translations.workbench.turns import why_not_write


class SegmentSplit(SegmentPage):
    """The words at which the second sentence may begin, to choose from."""

    template_name = "translations/workbench/split.html"
    title = gettext_lazy("Split")

    def has_permission(self):
        return self.request.user.has_perm("translations.translate_translation")

    def get_trail(self):
        translation = self.record.translation
        return [
            (str(translation), address(translation)),
            (_("Workbench"), self.back(self.record)),
        ]

    def get_context_data(self, **context):
        return super().get_context_data(
            segment=self.record,
            beginnings=places(self.record.source),
            why_not=why_not_write(self.record.translation, self.request.user),
            cancel_url=self.back(self.record),
            **context,
        )

    def post(self, request, *args, **kwargs):
        at, version = (request.POST.get(name, "") for name in ("at", "version"))
        try:
            workflow.split(
                self.record,
                by=request.user,
                at=number_in(at, 0),
                version=number_in(version),
            )
        except ValidationError as reason:
            for sentence in reason.messages:
                messages.error(request, sentence)
        return HttpResponseRedirect(self.back(self.record))
