"""What stands behind a note: files kept with it, and notes of the same act."""

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy

from engagements.monitoring.forms import NoteAttachmentForm, NoteLinkForm
from engagements.monitoring.models import Note, NoteAttachment, NoteLink
from staff.addresses import address, subject
from staff.pages import CreatePart, FilePage, RemovePage
from staff.phrases import short_date


def attachments(whole, user):
    """The files of a note or an action as its page shows them, with their digests."""
    kind = subject(whole.attachments.model)
    return [
        {
            "name": each.file_name,
            "url": reverse(f"{kind}-file", args=[each.pk]),
            "size": filesizeformat(each.size),
            "sha256": each.sha256,
            "by": str(each.added_by),
            "on": short_date(each.added_at.date()),
        }
        for each in whole.attachments.visible_to(user).select_related("added_by")
    ]


def linked(note, user):
    """The other notes of the same act that `user` may see, with who wrote them."""
    links = NoteLink.objects.visible_to(user).of(note)
    may_remove = user.has_perm("engagements.delete_notelink")
    rows = []
    for link in links.select_related("one__recorded_by", "other__recorded_by"):
        other = link.across(note)
        rows.append(
            {
                "title": str(other),
                "url": address(other),
                "on": str(other.happened_on),
                "grade": other.grade,
                "doubtful": other.is_doubtful,
                "by": str(other.recorded_by),
                "remove_url": may_remove
                and f"{address(link, 'remove')}?from={note.pk}",
            }
        )
    return rows


class AttachmentAdd(CreatePart):
    title = gettext_lazy("Keep a file with the note")
    model = Note
    part = NoteAttachment
    parent_name = "note"
    form_class = NoteAttachmentForm


class AttachmentFile(FilePage):
    model = NoteAttachment


class LinkAdd(CreatePart):
    title = gettext_lazy("Link a note of the same act")
    model = Note
    part = NoteLink
    parent_name = "one"
    form_class = NoteLinkForm

    def get_success_url(self):
        return self.following(address(self.record))


class LinkRemove(RemovePage):
    """Leads back to whichever of the two notes one came from."""

    model = NoteLink

    def get_queryset(self):
        return NoteLink.objects.select_related("one", "other")

    def way_back(self):
        note_key = self.request.GET.get("from", "")
        ends = (self.record.one, self.record.other)
        return address(next((e for e in ends if str(e.pk) == note_key), ends[0]))
