"""Large changes: what I imported, merged or set in one go, and how to undo it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials.batches import workflow
from officials.batches.models import Batch
from officials.people.bulk import officials_of
from officials.people.models import Official
from officials.security.refusals import sentence_of_code
from staff.addresses import address
from staff.bulk_changes import changes_in_words, edits_in_words, open_changes
from staff.models import ImportFile
from staff.pages import Page
from staff.phrases import short_moment

SHOWN = 100
NAMED = 5
PERMISSIONS = {
    Batch.Kind.IMPORT: "staff.import",
    Batch.Kind.MERGE: "officials.merge_official",
    Batch.Kind.DEATH: "officials.change_official",
}
# Those about one official: under which name their details hold the key.
ABOUT_ONE = {Batch.Kind.MERGE: "stays", Batch.Kind.DEATH: "official"}


class BatchList(Page):
    """My latest batches, each with what it did and a way back while there is one."""

    template_name = "officials/batches/batches.html"
    title = gettext_lazy("Large changes")
    trail = ((gettext_lazy("Officials"), "official-list"),)
    permission_required = "officials.view_official"

    def get_context_data(self, **context):
        mine = list(Batch.objects.visible_to(self.request.user)[:SHOWN])
        officials = self.officials(mine)
        edits, files = edits_in_words(mine), self.files(mine)
        rows = [self.row(batch, officials, edits | files) for batch in mine]
        return super().get_context_data(rows=rows, **context)

    def officials(self, mine):
        """The officials that some name, as far as the reader sees them."""
        keys = {b.details[ABOUT_ONE[b.kind]] for b in mine if b.kind in ABOUT_ONE}
        officials_by_key = Official.objects.visible_to(self.request.user).in_bulk(
            list(keys)
        )
        return {str(key): official for key, official in officials_by_key.items()}

    def files(self, mine):
        """The names of the files that imports brought, by the key of the batch."""
        file_by_batch = {b.pk: b.details.get("file") for b in mine}
        own_files = ImportFile.objects.filter(brought_by=self.request.user)
        names = dict(
            own_files.filter(pk__in=file_by_batch.values()).values_list("pk", "name")
        )
        return {
            key: names[file] for key, file in file_by_batch.items() if file in names
        }

    def row(self, batch, officials, words):
        name_of_key = ABOUT_ONE.get(batch.kind, "")
        official = officials.get(batch.details.get(name_of_key))
        return {
            "kind": batch.get_kind_display(),
            "detail": str(official or words.get(batch.pk, "")),
            "count": changes_in_words(batch) if batch.kind == Batch.Kind.BULK else "",
            "url": address(official) if official else "",
            "on": short_moment(batch.made_at),
            "why_not": workflow.why_not(batch),
            "undo_url": reverse("batch-undo", args=[batch.pk]),
        }


def may_undo(batch, user):
    """Whether `user` may still do what `batch` did."""
    if batch.kind == Batch.Kind.BULK:
        return batch.details["what"] in open_changes(user)
    return user.has_perm(PERMISSIONS[batch.kind])


class BatchUndo(Page):
    """Takes a batch back; by POST only."""

    http_method_names = ["post"]
    permission_required = "officials.view_official"

    def post(self, request, *args, **kwargs):
        mine = Batch.objects.visible_to(request.user)
        batch = get_object_or_404(mine, pk=kwargs["pk"])
        if not may_undo(batch, request.user):
            raise PermissionDenied
        try:
            with transaction.atomic():
                undo_tally = workflow.undo(batch, by=request.user)
        except ValidationError as reason:
            messages.error(request, " ".join(reason.messages))
        except IntegrityError as error:
            message = sentence_of_code(
                error,
                otherwise=_(
                    "Somebody saved one of these records just now. Look again."
                ),
            )
            messages.error(request, message)
        else:
            self.tell(batch, undo_tally)
        return HttpResponseRedirect(self.following(reverse("batch-list")))

    def tell(self, batch, undo_tally):
        if not undo_tally.left:
            message = _("Undone: everything is as it was before.")
            messages.success(self.request, message)
            return
        message = ngettext(
            "Undone: %(count)s record is as it was.",
            "Undone: %(count)s records are as they were.",
            undo_tally.rows,
        )
        messages.success(self.request, message % {"count": undo_tally.rows})
        messages.warning(self.request, self.remainder_in_words(batch, undo_tally.left))

    def remainder_in_words(self, batch, remainder):
        """What stays as it is because somebody has changed it since."""
        if batch.kind == Batch.Kind.BULK:
            records = officials_of(remainder, batch, by=self.request.user)[:NAMED]
        else:
            records = [
                record
                for model, key in remainder[:NAMED]
                for record in model.objects.visible_to(self.request.user).filter(pk=key)
            ]
        names = [str(record) for record in records]
        sentence = ngettext(
            "%(count)s record was changed since and stays as it is: %(names)s",
            "%(count)s records were changed since and stay as they are: %(names)s",
            len(remainder),
        )
        return sentence % {"count": len(remainder), "names": ", ".join(names)}
