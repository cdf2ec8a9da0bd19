"""Where a record stands in the map of the building."""

from django.core.exceptions import ObjectDoesNotExist
from django.urls import NoReverseMatch, reverse

SUBJECTS = {
    "outreachaction": "action",
    "officialname": "name",
    "supportrequest": "request",
    "progressmarker": "marker",
    "markerjudgement": "judgement",
}
# The fields that name it, where not “official”; the first that names something counts.
STANDS_ON = {
    "resemblance": ("one",),
    "notelink": ("one",),
    "sourceidentity": ("source",),
    "institutionrelationship": ("institution",),
    "consultfirst": ("institution",),
    "hostilenoteanswer": ("relationship",),
    "reviewrequest": ("approach", "assessment", "disclosure", "outcome"),
    "letterseries": (),
}


def subject(model):
    """The word for `model` in addresses: `note`, `action` ..."""
    name = model._meta.model_name
    return SUBJECTS.get(name, name)


def shown_on(record):
    """The record on whose page `record` stands: itself, or what it is a part of.

    None where nothing has a page: a request that another one has replaced.
    """
    try:
        reverse(f"{subject(type(record))}-detail", args=[record.pk])
    except NoReverseMatch:
        names = STANDS_ON.get(subject(type(record)), ("official",))
        names = record.parent_fields() or names
        return next((shown_on(one) for one in named_by(record, names)), None)
    return record


def named_by(record, names):
    """The records that `record` names in its fields `names`, where there are any."""
    for name in names:
        try:
            related_record = getattr(record, name)
        except ObjectDoesNotExist:
            continue
        if related_record is not None:
            yield related_record


def address(record, verb="detail"):
    """The path of the page that shows `record`, or of what `verb` does to it."""
    if verb == "detail":
        record = shown_on(record)
    return reverse(f"{subject(type(record))}-{verb}", args=[record.pk])
