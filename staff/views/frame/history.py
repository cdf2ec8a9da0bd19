"""Who changed what, when, and from which page."""

from django.apps import apps
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.security.records import Record
from staff.addresses import address, shown_on, subject
from staff.models import User
from staff.pages import RecordPage
from staff.phrases import in_words, short_moment

SHOWN = 100
UNNAMED = {"file_name": gettext_lazy("file name")}
ACTIONS = {"insert": "added", "update": "changed", "delete": "removed"}


def tracked_models():
    """The records that keep history, by their word in addresses."""
    return {
        subject(model): model
        for model in apps.get_models()
        if issubclass(model, Record) and hasattr(model, "pgh_event_model")
    }


class History(RecordPage):
    """The entries of one record and of its parts, latest first."""

    template_name = "staff/frame/history.html"
    title = gettext_lazy("Who changed what, when")
    permission_required = "staff.see_history"

    @property
    def model(self):
        model = tracked_models().get(self.kwargs["kind"])
        if model is None:
            raise Http404
        return model

    def get_trail(self):
        page = shown_on(self.record)
        return [(str(page), address(page))] if page else []

    def get_context_data(self, **context):
        reader = Reader(self.request.user)
        entries = [*reader.entries(type(self.record), [self.record.pk])]
        for model in tracked_models().values():
            if field := part_field(model, self.record):
                keys = model.objects.visible_to(self.request.user).filter(
                    **{field: self.record}
                )
                entries += reader.entries(model, keys.values("pk"))
        entries.reverse()  # entries of one transaction bear the same moment
        entries.sort(key=lambda event: event["moment"], reverse=True)
        return super().get_context_data(events=name_writers(entries[:SHOWN]), **context)


def part_field(model, record):
    """The field by which `model` is a part of what `record` is, or None."""
    for field in model.parent_fields():
        if model._meta.get_field(field).related_model is type(record):
            return field
    return None


class Reader:
    """Reads history in words, as `user` may see them; each name is looked up once."""

    def __init__(self, user):
        self.user = user
        self.names = {}

    def entries(self, model, keys):
        """The history of the records of `model` with these keys, oldest first."""
        events = model.pgh_event_model.objects.filter(pgh_obj__in=keys)
        before = {}
        for event in events.select_related("pgh_context").order_by("pgh_id"):
            metadata = event.pgh_context.metadata if event.pgh_context else {}
            yield {
                "moment": event.pgh_created_at,
                "at": short_moment(event.pgh_created_at),
                "user": metadata.get("user"),
                "where": metadata.get("url", ""),
                "action": ACTIONS.get(event.pgh_label, "changed"),
                "what": model._meta.verbose_name,
                "changes": list(
                    self.changes(model, before.get(event.pgh_obj_id), event)
                ),
            }
            before[event.pgh_obj_id] = event

    def changes(self, model, before, after):
        """Each field that differs between two entries, before and after."""
        field_names = {field.name for field in after._meta.fields}
        for field in model._meta.fields:
            label = label_of(field)
            if field.primary_key or field.name not in field_names or not label:
                continue
            old, new = self.in_words(before, field), self.in_words(after, field)
            if old != new:
                yield {"label": capfirst(label), "before": old, "after": new}

    def in_words(self, event, field):
        value = getattr(event, field.attname) if event else None
        if value is None or value == "":
            return ""
        if field.choices:
            return str(dict(field.choices).get(value, value))
        if field.is_relation:
            return self.name_of(field.related_model, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(in_words(value))

    def name_of(self, model, key):
        """What a related row is called; dots for one that the reader may not see."""
        if (model, key) not in self.names:
            rows = model._default_manager.filter(pk=key)
            if issubclass(model, Record):
                rows = rows.visible_to(self.user)
            related_row = rows.first()
            self.names[model, key] = str(related_row) if related_row else "…"
        return self.names[model, key]


def label_of(field):
    """What people call a field; None for what the database keeps for itself."""
    if not isinstance(field.verbose_name, str):  # It has a name in every language.
        return field.verbose_name
    if field.is_relation:
        return field.related_model._meta.verbose_name
    return UNNAMED.get(field.name)


def name_writers(entries):
    """Puts the names of the writers into the entries, with one query."""
    people = User.objects.in_bulk({e["user"] for e in entries if e["user"]})
    for each in entries:
        each["by"] = str(people[each["user"]]) if each["user"] in people else ""
    return entries
