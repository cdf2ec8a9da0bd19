"""The page of one record, and the buttons of its legal moves."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from officials.security.models import Circle
from officials.workflow import illegal_move
from staff.addresses import address, shown_on, subject
from staff.exports import kept_file
from staff.pages.base import RecordPage
from staff.phrases import in_words


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
        buttons = []
        for step in self.steps:
            if not self.request.user.has_perm(step.permission_required):
                continue
            if step.is_open(self.record, self.request.user):
                buttons.append(step.button(self.record))
        return buttons

    def knows(self, circle):
        """Whether the reader may know its name: not one who has a job in it only."""
        mine = Circle.objects.open_to(self.request.user)
        return not circle.everyone and mine.filter(pk=circle.pk).exists()

    def get_context_data(self, **context):
        record = self.record
        circle = record.whole().circle
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
            "circle": circle if self.knows(circle) else None,
            "circle_is_open": circle.everyone,
            "circle_is_sealed": circle.sealed,
            **context,
        }
        if self.may("change"):
            context["edit_url"] = address(record, "edit")
        if self.may("view"):
            context["accesses_url"] = reverse(
                "accesses", args=[subject(self.model), record.pk]
            )
        if self.request.user.has_perm("staff.see_history"):
            context["history_url"] = reverse(
                "history", args=[subject(self.model), record.pk]
            )
        return super().get_context_data(**context)


class FilePage(RecordPage):
    """Hands out a file to those who may see its record, as an attachment; logged."""

    def get_permission_required(self):
        return [self.permission("view")]

    def get(self, request, *args, **kwargs):
        if not self.record.file:
            raise Http404
        file, name = self.record.file, self.record.file_name
        try:
            return kept_file(request, file, self.record, name=name)
        except FileNotFoundError:
            raise Http404 from None


class StepPage(RecordPage):
    """One legal move of a record, made by POST only.

    `step` is a verb of a workflow and `legal` its NEXT; `form_class` asks what the
    verb needs besides, `undo` is the verb that takes it back.
    """

    template_name = "staff/form.html"
    step = None
    legal = None
    to_state = None
    verb = ""
    label = ""
    success_message = ""
    undo = ""
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
            "fields": cls.empty_form(record) if cls.form_class else None,
        }

    @classmethod
    def empty_form(cls, record):
        """The form of what the verb needs besides, before anybody typed."""
        return cls.form_class(prefix=cls.verb)

    def new_form(self):
        """The same, on a page of its own."""
        return self.form_class(prefix=self.verb)

    def get_title(self):
        return self.label

    def get_trail(self):
        return [(str(shown_on(self.record)), address(self.record))]

    def get_context_data(self, **context):
        return super().get_context_data(
            submit_label=self.label, cancel_url=address(self.record), **context
        )

    def get(self, request, *args, **kwargs):
        """What the move needs to know, as a page; a plain move has none."""
        if self.form_class and self.is_open(self.record, request.user):
            form = self.new_form()
            return self.render_to_response(self.get_context_data(form=form))
        return HttpResponseRedirect(address(self.record))

    def post(self, request, *args, **kwargs):
        """Makes the move, or says why not; what was typed stays in the form."""
        form = self.form_class and self.form_class(request.POST, prefix=self.verb)
        if not self.is_open(self.record, request.user):
            return self.too_late(form)
        if form and not form.is_valid():
            return self.refuse(form)
        try:
            with transaction.atomic():
                details = form.cleaned_data if form else {}
                outcome = type(self).step(self.record, by=request.user, **details)
        except self.model.DoesNotExist:
            raise Http404 from None  # it moved out of sight at this moment
        except ValidationError as reason:
            if form:
                add_errors(form, reason)
                return self.refuse(form)
            for sentence in reason.messages:
                messages.error(request, sentence)
        else:
            undo = address(self.record, self.undo) if self.undo else ""
            messages.success(request, self.success_words(outcome), extra_tags=undo)
        return HttpResponseRedirect(self.following(address(self.record)))

    def success_words(self, outcome):
        """What is said of the move, which gave `outcome`."""
        return self.success_message or _("Done.")

    def too_late(self, form):
        """The move is not open (any more): the record says so, or what was typed."""
        if form and has_words(form):
            form.add_error(None, self.why_not())
            return self.refuse(form)
        messages.error(self.request, self.why_not())
        return HttpResponseRedirect(self.following(address(self.record)))

    def refuse(self, form):
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)

    def why_not(self):
        """Why this move is not open: the state, or the person."""
        record = self.record
        if self.to_state in self.legal.get(record.state, ()):
            return _("Somebody else has to do that.")
        return illegal_move(record, self.to_state)


def has_words(form):
    """Whether something stands in `form` that it would hurt to type again."""
    changed_fields = [form.fields[name] for name in form.changed_data]
    return any(isinstance(field, forms.CharField) for field in changed_fields)


def add_errors(form, reason):
    """Puts the errors of a refused move beside the fields they are about."""
    if not hasattr(reason, "error_dict"):
        form.add_error(None, reason)
        return
    for name, errors in reason.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
