"""Who saw a record, when, and where."""

from django.http import Http404
from django.utils.translation import gettext_lazy

from engagements.together.models import Watch
from officials.security.models import Access
from staff.addresses import address, shown_on
from staff.pages import RecordPage
from staff.phrases import short_moment
from staff.views.frame.history import tracked_models

SHOWN = 200


def kinds_with_accesses():
    """The records that several people may see; what one watches is one's own."""
    models = tracked_models().items()
    return {kind: model for kind, model in models if model is not Watch}


class Accesses(RecordPage):
    """Looks at a sealed record, and files of any: latest first."""

    template_name = "staff/frame/accesses.html"
    title = gettext_lazy("Who saw this")

    @property
    def model(self):
        model = kinds_with_accesses().get(self.kwargs["kind"])
        if model is None:
            raise Http404
        return model

    def get_permission_required(self):
        return [self.permission("view")]

    def get_trail(self):
        page = shown_on(self.record)
        return [(str(page), address(page))] if page else []

    def get_context_data(self, **context):
        accesses = Access.objects.of(self.record, self.former_keys())
        rows = [
            {
                "at": short_moment(each.at),
                "person": str(each.person),
                "page": each.page,
                "in_file": each.in_file,
            }
            for each in accesses.select_related("person")[:SHOWN]
        ]
        return super().get_context_data(
            rows=rows, is_sealed=self.record.circle.sealed, **context
        )

    def former_keys(self):
        """The keys of the records that were merged into this one."""
        if not hasattr(self.record, "former_keys"):
            return []
        former = self.record.former_keys.visible_to(self.request.user)
        return former.values_list("key", flat=True)
