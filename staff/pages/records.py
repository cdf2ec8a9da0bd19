"""The page of one record, and the buttons of its legal moves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from staff.addresses import address, subject
from staff.pages.frame import RecordPage
from staff.wording import in_words


class DetailPage(RecordPage):
    """One record: its story, its facts, its next moves.

    `steps` lists its `StepPage`s; a button shows where the state of the record and
    the role of the reader both allow the move.
    """

    template_name = "staff/detail.html"
    steps = ()

    def get_permission_required(self):
        return [self.permission("view")]

    def get_title(self):
        return str(self.record)

    def facts(self):
        """(label, value, address or None) of what is known."""
        return []

    def badges(self):
        return []

    def menu(self):
        return []

    def shown_steps(self):
        """The buttons of the moves that are legal now and that the reader may make."""
        shown = []
        for step in self.steps:
            if not self.request.user.has_perm(step.permission_required):
                continue
            if step.is_open(self.record, self.request.user):
                shown.append(step.button(self.record))
        return shown

    def get_context_data(self, **context):
        record = self.record
        whole = record.whole()
        facts = [
            {"label": label, "value": in_words(value), "url": url}
            for label, value, url in self.facts()
            if value not in (None, "")
        ]
        context = {
            "record": record,
            "facts": facts,
            "badges": self.badges(),
            "menu": self.menu(),
            "steps": self.shown_steps(),
            "circle": whole.circle,
            "circle_is_open": whole.circle.everyone,
            **context,
        }
        if self.may("change"):
            context["edit_url"] = address(record, "edit")
        if self.request.user.has_perm("staff.see_history"):
            context["history_url"] = reverse(
                "history", args=[subject(self.model), record.pk]
            )
        return super().get_context_data(**context)


class StepPage(RecordPage):
    """One legal move of a record, by POST only; a GET leads back to the record.

    `step` is a verb of a workflow and `legal` its NEXT; `form_class` asks what the
    verb needs besides.
    """

    step = None
    legal = None
    to_state = None
    verb = ""
    label = ""
    done = ""
    primary = False
    danger = False
    form_class = None
    permission_required = ""

    @classmethod
    def is_open(cls, record, user):
        """Whether the state of `record` allows this move."""
        return cls.to_state in cls.legal.get(record.state, ())

    @classmethod
    def button(cls, record):
        return {
            "label": str(cls.label),
            "url": address(record, cls.verb),
            "primary": cls.primary,
            "danger": cls.danger,
            "fields": cls.form_class(prefix=cls.verb) if cls.form_class else None,
        }

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(address(self.record))

    def post(self, request, *args, **kwargs):
        """Makes the move; says why not where it is not legal, or not this person's."""
        legal = self.to_state in self.legal.get(self.record.state, ())
        if legal and not self.is_open(self.record, request.user):
            messages.error(request, _("Somebody else has to do that."))
            return HttpResponseRedirect(self.following(address(self.record)))
        try:
            with transaction.atomic():
                type(self).step(self.record, by=request.user, **self.details())
        except ValidationError as reason:
            for sentence in reason.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, self.done or _("Done."))
        return HttpResponseRedirect(self.following(address(self.record)))

    def details(self):
        """What the step needs besides; ValidationError when it is not there."""
        if not self.form_class:
            return {}
        form = self.form_class(self.request.POST, prefix=self.verb)
        if not form.is_valid():
            raise ValidationError(
                [e for errors in form.errors.values() for e in errors]
            )
        return form.cleaned_data
