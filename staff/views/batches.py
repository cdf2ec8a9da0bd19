"""Large changes: what I imported, merged or set in one go, and how to undo it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials import batches
from officials.models import Batch, Official
from staff.addresses import address
from staff.pages import Page
from staff.wording import short_moment

SHOWN = 100


class BatchList(Page):
    """My latest batches, each with what it did and a way back while there is one."""

    template_name = "staff/batches.html"
    title = gettext_lazy("Large changes")
    trail = ((gettext_lazy("Officials"), "official-list"),)
    permission_required = "officials.view_official"

    def get_context_data(self, **context):
        mine = list(Batch.objects.visible_to(self.request.user)[:SHOWN])
        officials = self.officials(mine)
        rows = [self.row(batch, officials) for batch in mine]
        return super().get_context_data(rows=rows, **context)

    def officials(self, mine):
        """The officials that merges name, as far as the reader sees them."""
        keys = {b.details["stays"] for b in mine if b.kind == Batch.Kind.MERGE}
        found = Official.objects.visible_to(self.request.user).in_bulk(list(keys))
        return {str(key): official for key, official in found.items()}

    def row(self, batch, officials):
        official = officials.get(batch.details.get("stays"))
        return {
            "kind": batch.get_kind_display(),
            "detail": str(official or batch.details.get("label", "")),
            "url": address(official) if official else "",
            "on": short_moment(batch.made_at),
            "why_not": batches.why_not(batch),
            "undo_url": reverse("batch-undo", args=[batch.pk]),
        }


class BatchUndo(Page):
    """Takes a batch back; by POST only."""

    http_method_names = ["post"]
    permission_required = "officials.view_official"

    def post(self, request, *args, **kwargs):
        mine = Batch.objects.visible_to(request.user)
        batch = get_object_or_404(mine, pk=kwargs["pk"])
        try:
            undone = batches.undo(batch, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        else:
            messages.success(request, _("Undone: everything is as it was before."))
            if undone.left:
                messages.warning(request, self.left(undone.left))
        return HttpResponseRedirect(self.following(reverse("batch-list")))

    def left(self, left):
        """What stays as it is because somebody has changed it since."""
        names = [
            str(record)
            for model, key in left[:5]
            for record in model.objects.visible_to(self.request.user).filter(pk=key)
        ]
        sentence = ngettext(
            "%(count)s record was changed since and stays as it is: %(names)s",
            "%(count)s records were changed since and stay as they are: %(names)s",
            len(left),
        )
        return sentence % {"count": len(left), "names": ", ".join(names)}
