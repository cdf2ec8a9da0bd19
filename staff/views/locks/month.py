"""What somebody did of late with what is ours, as far as the reader may see it."""

from datetime import timedelta

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from engagements.approach.models import BriefPrint
from officials.duplicates.models import FormerKey
from officials.security.models import Access
from officials.security.records import Record
from staff.addresses import address, shown_on
from staff.models import Export, SignIn, User
from staff.phrases import short_moment

DAYS = 30
MOST = 200  # lines of a kind


def since():
    return timezone.now() - timedelta(days=DAYS)


def exports(person, reader):
    """Files and lists that they took, for whoever reads the log of exports."""
    if person != reader and not reader.has_perm("staff.view_export"):
        return []
    lines = Export.objects.filter(taken_by=person, taken_at__gte=since())
    return [
        {
            "title": line.page,
            "detail": line.reason,
            "state_label": rows_in_words(line.rows),
            "on": short_moment(line.taken_at),
        }
        for line in lines[:MOST]
    ]


def rows_in_words(rows):
    return "" if rows is None else _("%(rows)s rows") % {"rows": number_format(rows)}


def prints(person, reader):
    """The briefs that they printed, of officials whom the reader sees."""
    if not reader.has_perm("engagements.view_briefprint"):
        return []
    papers = BriefPrint.objects.visible_to(reader).filter(printed_by=person)
    papers = papers.filter(printed_at__gte=since()).select_related("official")
    return [
        {
            "title": str(paper.official),
            "url": address(paper.official),
            "detail": paper.get_level_display(),
            "on": short_moment(paper.printed_at),
        }
        for paper in papers.order_by("-printed_at")[:MOST]
    ]


def records(person, reader, *, in_file):
    """The records that they took in a file, or sealed ones whose pages they opened."""
    accesses = Access.objects.filter(person=person, in_file=in_file, at__gte=since())
    accesses = list(accesses[:MOST])
    visible_records = in_sight(accesses, reader)
    rows = []
    for access in accesses:
        record = visible_records.get((access.kind, access.key))
        if record is not None:
            place = shown_on(record)
            rows.append(
                {
                    "title": str(record),
                    "url": address(place) if place else "",
                    "detail": record._meta.verbose_name,
                    "on": short_moment(access.at),
                }
            )
    return rows


def in_sight(accesses, reader):
    """The records of `accesses` that `reader` sees, by table and key."""
    keys_by_kind = {}
    for access in accesses:
        keys_by_kind.setdefault(access.kind, set()).add(access.key)
    return {
        (model._meta.db_table, key): record
        for model in apps.get_models()
        if model._meta.db_table in keys_by_kind and issubclass(model, Record)
        for key, record in model.objects.visible_to(reader)
        .in_bulk(keys_by_kind[model._meta.db_table])
        .items()
    }


def merges(person, reader):
    """The officials into whom they merged another record, and whom the reader sees."""
    if not reader.has_perm("officials.view_official"):
        return []
    events = FormerKey.pgh_event_model.objects.filter(
        pgh_label="insert",
        pgh_created_at__gte=since(),
        pgh_context__metadata__user=person.pk,
    )
    moments = dict(
        events.order_by("pgh_id").values_list("pgh_obj_id", "pgh_created_at")[:MOST]
    )
    former = FormerKey.objects.visible_to(reader).filter(pk__in=moments)
    return [
        {
            "title": str(each.official),
            "url": address(each.official),
            "on": short_moment(moments[each.pk]),
        }
        for each in former.select_related("official")
    ]


def people_changed(person, reader):
    """Accounts that they made or changed, roles too, for who administers people."""
    if not reader.has_perm("staff.change_user"):
        return []
    entries = LogEntry.objects.filter(
        user=person,
        action_time__gte=since(),
        content_type__app_label="staff",
        content_type__model=User._meta.model_name,
    )
    return [
        {
            "title": entry.object_repr,
            "detail": entry.get_change_message(),
            "on": short_moment(entry.action_time),
        }
        for entry in entries[:MOST]
    ]


def sign_ins(person):
    """When they came in, and with what kind of browser."""
    lines = SignIn.objects.filter(person=person, at__gte=since())
    return [
        {
            "title": line.browser or _("Another browser"),
            "on": short_moment(line.at),
        }
        for line in lines[:MOST]
    ]
