"""Where a record stands in the map of the building."""

from django.urls import NoReverseMatch, reverse

SUBJECTS = {"outreachaction": "action", "officialname": "name"}
# The field that names the record on whose page it stands, where not “official”.
STANDS_ON = {"resemblance": "one", "notelink": "one", "sourceidentity": "source"}


def subject(model):
    """The word for `model` in addresses: `note`, `action` ..."""
    name = model._meta.model_name
    return SUBJECTS.get(name, name)


def shown_on(record):
    """The record on whose page `record` stands: itself, or what it is a part of."""
    try:
        reverse(f"{subject(type(record))}-detail", args=[record.pk])
    except NoReverseMatch:
        stands_on = STANDS_ON.get(subject(type(record)), "official")
        return shown_on(getattr(record, record.parent_field() or stands_on))
    return record


def address(record, verb="detail"):
    """The path of the page that shows `record`, or of what `verb` does to it."""
    if verb == "detail":
        record = shown_on(record)
    return reverse(f"{subject(type(record))}-{verb}", args=[record.pk])
