"""Pages with a form: a new record, a new part of one, changes to one."""

import hashlib
import uuid
from functools import cached_property

from django.contrib import messages
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected

from officials.batches.moves import move, preview
from officials.security.records import new_key
from officials.security.refusals import ask_waiting_rules, refusal_of
from staff.addresses import address, shown_on
from staff.pages import drafts
from staff.pages.base import Page, RecordPage, list_of
from staff.revisions import both_versions, revision_of

UNSAID = ("once", "csrfmiddlewaretoken")


class FormPage(Page):
    """A page with a form; what a person typed survives every refusal."""

    template_name = "staff/form.html"
    form_class = None
    submit_label = ""
    more_submits = ()  # (name, label) of further buttons
    keeps_drafts = True

    def get_form_kwargs(self):
        kwargs = {"user": self.request.user}
        if self.request.method == "POST":
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        elif drafts.taken_up(self.request):
            kwargs["data"] = drafts.draft_fields(self.draft)
        return kwargs

    def get_form(self):
        form = self.form_class(**self.get_form_kwargs())
        return drafts.unjudged(form) if drafts.taken_up(self.request) else form

    @cached_property
    def draft(self):
        """What the person typed here before and has not saved, or None."""
        return drafts.here(self.request) if self.keeps_drafts else None

    def get_context_data(self, **context):
        context.setdefault("form", None)
        if context["form"] is None:
            context["form"] = self.get_form()
        context |= drafts.context(self, context)
        context.setdefault("more_submits", self.more_submits)
        context.setdefault("submit_label", self.submit_label or _("Save"))
        context.setdefault("cancel_url", self.get_cancel_url())
        return super().get_context_data(**context)

    def get_cancel_url(self):
        trail = self.get_trail()
        return trail[-1][1] if trail else reverse("desk")

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if form.is_valid() and self.save(form):
            drafts.forget(request)
            return self.finish(form)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)

    def save(self, form):
        """Saves inside a savepoint; False, with the reason in the form, if refused.

        Of two who wait for each other the database sends one back: that one tries
        again, and meets what the other saved.
        """
        try:
            try:
                self.keep_whole(form)
            except OperationalError as reason:
                if not is_refusal(reason):
                    raise
                self.keep_whole(form)
        except ValidationError as reason:
            form.add_error(None, for_form(reason, form))
        except (IntegrityError, OperationalError) as reason:
            if not is_refusal(reason):
                raise
            form.add_error(None, for_form(refusal_of(reason), form))
        else:
            return True
        return False

    def keep_whole(self, form):
        """Keeps it all or nothing, and asks the rules that would wait for the end."""
        with transaction.atomic():
            self.keep(form)
            ask_waiting_rules()

    def keep(self, form):
        """Writes what the form holds; ValidationError says why not."""
        self.record = form.save()

    def finish(self, form):
        messages.success(self.request, self.success_words())
        return HttpResponseRedirect(self.get_success_url())

    def success_words(self):
        """What is said of what was saved."""
        return _("Saved.")

    def get_success_url(self):
        return self.following(address(self.record))


def for_form(reason, form):
    """`reason`, without the names of fields that `form` does not have."""
    error_fields = set(getattr(reason, "error_dict", ())) - {NON_FIELD_ERRORS}
    return (
        ValidationError(reason.messages) if error_fields - set(form.fields) else reason
    )


def is_refusal(error):
    """Whether `error` came of what others wrote at the same moment, or of a rule."""
    return not isinstance(error, OperationalError) or isinstance(
        error.__cause__, DeadlockDetected
    )


class NewRecordPage(FormPage):
    """A form that makes one record, however often it is sent.

    It carries a key, signed for this person, from which and from what was typed the
    key of the record to be is made: when that record is there, the form was saved
    before (a double click, Back and Save again). Other words make another record.
    """

    def get_title(self):
        return self.title

    def new_model(self):
        """The model of the record that this page makes."""
        return self.model

    def get_form(self):
        form = super().get_form()
        if self.request.method == "POST":
            form.instance.pk = self.key
        return form

    def get_context_data(self, **context):
        token = signing.dumps([self.request.user.pk, str(self.key)], salt="once")
        return super().get_context_data(once=token, **context)

    @cached_property
    def key(self):
        """The key of the record to be; a new one where the form has none of ours."""
        try:
            token = self.request.POST.get("once", "")
            person, key = signing.loads(token, salt="once")
        except signing.BadSignature:
            return new_key()
        if person != self.request.user.pk:
            return new_key()
        start = uuid.UUID(key).bytes
        return uuid.UUID(bytes=start[:9] + self.form_digest(start)[:7])

    def form_digest(self, start):
        """A digest of what was typed and chosen, other than that of any other form."""
        submission, files = self.request.POST, self.request.FILES
        entries = [
            (n, submission.getlist(n)) for n in sorted(submission) if n not in UNSAID
        ]
        entries += [
            (n, f.name, f.size) for n in sorted(files) for f in files.getlist(n)
        ]
        return hashlib.sha256(start + repr(entries).encode()).digest()

    def post(self, request, *args, **kwargs):
        return self.saved_before() or self.response_or_saved(super().post(request))

    def response_or_saved(self, response):
        """`response`, unless it refuses what another request saved just now."""
        return (response.status_code == 422 and self.saved_before()) or response

    def saved_before(self):
        """The way to the record that this form has made already, or None."""
        records = self.new_model().objects.visible_to(self.request.user)
        record = records.filter(pk=self.key).first()
        if record:
            drafts.forget(self.request)
        return record and HttpResponseRedirect(self.following(address(record)))


class CreatePage(NewRecordPage):
    """A new record."""

    def get_permission_required(self):
        return [self.permission("add")]

    def get_trail(self):
        return [list_of(self.model)]


class CreatePart(RecordPage, NewRecordPage):
    """A new part of a record: a name of an official, a person in an exchange.

    `model` is the whole, `part` the model of the part, `parent_name` the field by
    which the part names its whole.
    """

    part = None
    parent_name = ""

    def get_permission_required(self):
        meta = self.part._meta
        return [f"{meta.app_label}.add_{meta.model_name}"]

    def new_model(self):
        return self.part

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def get_form_kwargs(self):
        name = self.parent_name or self.part.parent_field()
        part = self.part(**{name: self.record}, circle=self.record.circle)
        return {**super().get_form_kwargs(), "instance": part}

    def keep(self, form):
        self.new_record = form.save()


class EditPage(FormPage):
    """Changes to what is there; refused, with both versions, when someone saved first.

    The form carries a word for what it was opened on (`revision`).
    """

    def get_record(self):
        """What is edited, as it is now; 404 where it is not there."""
        raise NotImplementedError

    @cached_property
    def record(self):
        return self.get_record()

    def revision(self):
        return revision_of(self.record)

    def get_title(self):
        return self.title or _("Edit: %(name)s") % {"name": self.record}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.record}

    def get_context_data(self, **context):
        context.setdefault("revision", self.revision())
        return super().get_context_data(**context)

    def post(self, request, *args, **kwargs):
        manager = type(self.record)._default_manager
        manager.select_for_update(of=("self",)).filter(pk=self.record.pk).first()
        self.record = self.get_record()
        if request.POST.get("revision") == self.revision():
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        context = {"form": form, **both_versions(self.saved_form(form), form)}
        return self.render_to_response(self.get_context_data(**context), status=409)

    def saved_form(self, form):
        """The form that holds what is saved, where `form` holds what was typed."""
        now = {"instance": self.get_record(), "data": None, "files": None}
        return type(form)(**{**self.get_form_kwargs(), **now})


class UpdatePage(RecordPage, EditPage):
    """Changes to a record, which may take others along into another circle."""

    def get_permission_required(self):
        return [self.permission("change")]

    def get_trail(self):
        return [(str(shown_on(self.record)), address(self.record))]

    def save(self, form):
        companions = self.companions(form)
        if companions and "confirm_move" not in self.request.POST:
            form.companions = companions
            form.add_error(
                "circle", _("These records go along. Save again to move them all.")
            )
            return False
        return super().save(form)

    def companions(self, form):
        """The records that a change of circle would take along."""
        if "circle" not in form.changed_data:
            return []
        return preview(self.get_record(), form.cleaned_data["circle"], by=form.user)

    def keep(self, form):
        if "circle" not in form.changed_data:
            super().keep(form)
            return
        new_circle = form.cleaned_data["circle"]
        form.instance.circle = self.get_record().circle  # until all else is written
        move(form.instance, new_circle, by=form.user, meanwhile=form.save)
