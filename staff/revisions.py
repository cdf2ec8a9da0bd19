"""Two people, one record: nobody's words are lost."""

from contextlib import suppress
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from staff.models import User


def revision_of(record):
    """What `record` is now, in a word that differs once somebody has changed it.

    It is made of the latest entry in its history and of the records that it names;
    of what keeps no history, of all that it says.
    """
    if not hasattr(type(record), "pgh_event_model"):
        contents = [field.value_from_object(record) for field in record._meta.fields]
        return f"{crc32(repr(contents).encode())}"
    events = type(record).pgh_event_model.objects.filter(pgh_obj=record.pk)
    latest = events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
    linked_keys = [
        sorted(
            str(pk) for pk in getattr(record, each.name).values_list("pk", flat=True)
        )
        for each in record._meta.many_to_many
    ]
    return f"{latest}-{crc32(repr(linked_keys).encode())}"


def both_versions(saved_form, form):
    """What a refused edit shows: who saved, and each field that differs, twice.

    `saved_form` is the form as it opens now; `form` holds what the person typed.
    """
    conflict = []
    for name in form.fields:
        theirs, mine = text_of(saved_form[name]), text_of(form[name])
        if theirs != mine:
            label = form[name].label
            conflict.append({"label": label, "theirs": theirs, "mine": mine})
    return {"conflict": conflict, "conflict_by": last_writer(saved_form.instance)}


def text_of(bound_field):
    """The value of a bound field as a person reads it."""
    value = bound_field.value()
    if value is False or value in (None, "", []):
        return ""
    choices = getattr(bound_field.field, "choices", None)
    if choices is not None and not isinstance(value, list | tuple):
        for key, label in choices:
            if str(key) == str(value):
                return str(label)
    if isinstance(value, list | tuple) and hasattr(bound_field.field, "queryset"):
        queryset = bound_field.field.queryset
        records = queryset.filter(pk__in=possible_keys(queryset.model, value))
        return ", ".join(sorted(str(each) for each in records))
    return str(value).replace("\r\n", "\n")


def possible_keys(model, values):
    """Those of `values`, records or what was sent, that can be keys of `model`."""
    keys = []
    for value in values:
        with suppress(ValidationError):
            keys.append(model._meta.pk.to_python(getattr(value, "pk", value)))
    return keys


def last_writer(record):
    """The name of the person who wrote the latest entry, as far as it is known."""
    event = latest_event(record)
    context = event.pgh_context if event else None
    user = context and User.objects.filter(pk=context.metadata.get("user")).first()
    return str(user) if user else _("Somebody")


def latest_event(record):
    """The latest entry in the history of `record` and of its links to others."""
    key_fields = [(type(record), "pgh_obj")]
    for each in record._meta.many_to_many:
        key_fields.append((each.remote_field.through, each.m2m_field_name()))
    events = [
        model.pgh_event_model.objects.filter(**{name: record.pk})
        .select_related("pgh_context")
        .order_by("-pgh_id")
        .first()
        for model, name in key_fields
        if hasattr(model, "pgh_event_model")
    ]
    existing_events = [event for event in events if event]
    return max(existing_events, key=lambda event: event.pgh_created_at, default=None)
