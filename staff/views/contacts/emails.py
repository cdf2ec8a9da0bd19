"""Bring an e-mail: a file .eml becomes an action, after somebody looked at it."""

import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from engagements.contacts import email_reader, workflow
from engagements.contacts.email_forms import EmailActionForm, EmailFileForm
from engagements.contacts.forms import attach
from engagements.contacts.models import ActionAttachment, BroughtEmail, OutreachAction
from officials.people.models import Official
from staff.import_files import EMAIL
from staff.models import ImportFile
from staff.pages import CreatePage, FormPage
from staff.slow_files import bring_email
from staff.views.contacts.plan_words import with_next

LIFETIME = datetime.timedelta(days=1)
TRAIL = (
    (gettext_lazy("Engagement"), "action-list"),
    (gettext_lazy("Bring an e-mail"), "email-bring"),
)


class EmailImport(FormPage):
    """Takes the file, and leads to the form with what stands in it."""

    title = gettext_lazy("Bring an e-mail")
    trail = TRAIL[:1]
    form_class = EmailFileForm
    permission_required = "engagements.add_outreachaction"
    submit_label = gettext_lazy("Read it")
    keeps_drafts = False

    def keep(self, form):
        old = timezone.now() - LIFETIME
        BroughtEmail.objects.filter(
            owner=self.request.user, brought_at__lt=old
        ).delete()
        name = form.cleaned_data["file"].name
        try:
            self.record = bring_email(form.content, name=name, by=self.request.user)
        except ValidationError as refusal:
            raise ValidationError({"file": refusal.messages}) from None

    def finish(self, form):
        is_read = isinstance(self.record, BroughtEmail)
        page = "email-check" if is_read else "import-progress"
        return HttpResponseRedirect(reverse(page, args=[self.record.pk]))


class EmailCheck(CreatePage):
    """The action that it becomes, filled in; the e-mail is kept as its file."""

    template_name = "engagements/contacts/email_check.html"
    title = gettext_lazy("Look at it, then save")
    trail = TRAIL
    model = OutreachAction
    form_class = EmailActionForm

    def get_trail(self):
        return [(label, reverse(name)) for label, name in self.trail]

    @cached_property
    def brought_email(self):
        mine = BroughtEmail.objects.filter(owner=self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["email"])

    @cached_property
    def letter(self):
        return email_reader.letter_of(self.brought_email.message)

    def post(self, request, *args, **kwargs):
        """Sent twice, it was saved before: the e-mail is gone, the action is there."""
        return self.saved_before() or super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        user = self.request.user
        kwargs = super().get_form_kwargs()
        ours = set(
            get_user_model().objects.exclude(email="").values_list("email", flat=True)
        )
        ours = {address.lower() for address in ours}
        action_fields = email_reader.as_action(self.letter, user, ours)
        kwargs["initial"] = action_fields | kwargs.get("initial", {})
        people = Official.objects.visible_to(user).filter(
            pk__in=action_fields["officials"]
        )
        narrow = [each.circle for each in people.select_related("circle")]
        narrow = [circle for circle in narrow if not circle.everyone][:1]
        action = OutreachAction(lead=user, kind="email", done_on=self.letter.on)
        if narrow:
            action.circle = narrow[0]
        return {**kwargs, "instance": action}

    def get_context_data(self, **context):
        return super().get_context_data(
            letter=self.letter,
            sender=people_in_words(self.letter.sender),
            receivers=people_in_words(self.letter.receivers),
            file_name=self.brought_email.file_name,
            **context,
        )

    def keep(self, form):
        super().keep(form)
        upload = SimpleUploadedFile(
            self.brought_email.file_name,
            bytes(self.brought_email.content),
            "message/rfc822",
        )
        attach(upload, ActionAttachment(action=self.record), by=self.request.user)
        self.next_step = workflow.plan_next(self.record, by=self.request.user)
        was_slow = {"brought_by": self.request.user, "kind": EMAIL}
        key = str(self.brought_email.pk)
        ImportFile.objects.filter(**was_slow, work__email=key).delete()
        self.brought_email.delete()

    def success_words(self):
        return with_next(super().success_words(), self.next_step)


def people_in_words(people):
    """“Anna Sedova <a.sedova@example.org>, …”."""
    return ", ".join(f"{name} <{at}>" if name else at for name, at in people)
