"""What the demo knows of posts and institutions beyond who holds which post."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from officials.dates import PartialDate
from officials.institutions.models import (
    Agreement,
    Appointment,
    InstitutionChange,
    Post,
)

TEXT = "A text written for the demonstration; the signed one is in the safe.\n"


def add_posts(demo, rows):
    """Brings in everything of posts.json; after the officials of `demo`."""
    for function, titles in rows["functions"].items():
        Post.objects.filter(title__in=titles).update(function=function)
    Post.objects.filter(function="head").update(rank=1)
    Post.objects.filter(function="deputy").update(rank=2)
    for row in rows["renamed"]:
        rename(demo, row)
    for row in rows["vacancies"]:
        place = demo.institutions[row.pop("institution")]
        Post.objects.create(institution=place, seats=1, **row)
    for row in rows["changes"]:
        change(demo, row)
    for row in rows["agreements"]:
        agree(demo, row)
    for row in rows["departures"]:
        open_appointments = appointments(demo, row).filter(ended=None)
        open_appointments.update(ended=on(demo, row["days_ago"]))
    for row in rows["arrivals"]:
        arrive(demo, row)


def on(demo, days_ago):
    day = demo.day(-days_ago)
    return PartialDate(day, day)


def post_of(demo, row):
    place = demo.institutions[row["institution"]]
    return Post.objects.get(institution=place, title=row["title"])


def appointments(demo, row):
    official = demo.officials[row["official"]]
    return Appointment.objects.filter(official=official, post=post_of(demo, row))


def rename(demo, row):
    """The post had another title before, until the day on which that was abolished."""
    post = post_of(demo, row)
    post.renamed_from = Post.objects.create(
        institution=post.institution,
        title=row["former_title"],
        native_title=row["former_native_title"],
        function=post.function,
        seats=1,
        abolished_on=datetime.date.fromisoformat(row["abolished_on"]),
    )
    post.save()


def change(demo, row):
    """A change of an institution; a merged one has ceased to exist since."""
    happened_on = PartialDate.parse(row.pop("when"))
    institution = demo.institutions[row.pop("institution")]
    other = demo.institutions.get(row.pop("other"))
    InstitutionChange.objects.create(
        institution=institution, happened_on=happened_on, other=other, **row
    )
    if row["kind"] == "merged":
        institution.dissolved_on = happened_on
        institution.save()


def agree(demo, row):
    agreement = Agreement(
        institution=demo.institutions[row["institution"]],
        kind=row["kind"],
        title=row["title"],
        signed_on=demo.day(-row["signed_days_ago"]),
        until=demo.day(row["ends_in_days"]),
        note=row["note"],
    )
    if row["file"]:
        text = f"{row['title']}\n\n{TEXT}".encode()
        field = Agreement._meta.get_field("file")
        upload = SimpleUploadedFile("agreement.txt", text)
        field.save_form_data(agreement, field.formfield().clean(upload))
    agreement.save()


def arrive(demo, row):
    Appointment.objects.create(
        official=demo.officials[row["official"]],
        post=post_of(demo, row),
        started=on(demo, row["days_ago"]),
        acting=row["acting"],
        disputed=row["disputed"],
        source=row["source"],
    )
