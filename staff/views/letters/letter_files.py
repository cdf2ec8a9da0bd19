"""Letters as files: Word, PDF, scan, envelopes and address labels; each is logged."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.letters.courtesies import MOST
from engagements.letters.letter_files import docx_of, envelopes_of, labels_of, pdf_of
from engagements.letters.models import Letter
from officials.names.choice import valid_keys
from staff.exports import attachment
from staff.pages import FilePage, Page, RecordPage

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterScan(FilePage):
    model = Letter


class LetterFile(RecordPage):
    """The letter in one kind of file; `make` takes the letter and the reader."""

    model = Letter
    content_type = PDF
    extension = "pdf"

    def get_permission_required(self):
        return [self.permission("view")]

    def get_queryset(self):
        return Letter.objects.select_related("official", "signatory", "institution")

    def get(self, request, *args, **kwargs):
        return attachment(
            request,
            self.make(self.record, request.user),
            [self.record],
            name=f"letter-{self.record.plain_number.replace('/', '-') or 'draft'}",
            extension=self.extension,
            content_type=self.content_type,
        )


class LetterWord(LetterFile):
    content_type = DOCX
    extension = "docx"

    def make(self, letter, user):
        return docx_of(letter)


class LetterPdf(LetterFile):
    def make(self, letter, user):
        return pdf_of(letter)


class LetterEnvelope(LetterFile):
    def make(self, letter, user):
        return envelopes_of([letter], user)


class ManyLetters(Page):
    """Envelopes or address labels of the letters `?row=` names, as one PDF file."""

    permission_required = "engagements.view_letter"

    def get(self, request, *args, **kwargs):
        keys = valid_keys(request.GET.getlist("row"))[:MOST]
        letters = Letter.objects.visible_to(request.user).filter(pk__in=keys)
        letters = letters.order_by("official__sort_name", "pk")
        if not letters:
            messages.error(request, _("No letter was chosen."))
            return HttpResponseRedirect(reverse("letter-list"))
        return attachment(
            request,
            type(self).make(letters, request.user),
            letters,
            name=request.resolver_match.url_name,
            extension="pdf",
            content_type=PDF,
            rows=len(letters),
        )


class Envelopes(ManyLetters):
    make = staticmethod(envelopes_of)


class AddressLabels(ManyLetters):
    make = staticmethod(labels_of)
