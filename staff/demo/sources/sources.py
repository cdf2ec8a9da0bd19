"""Where the notes of the demo come from, what stands behind them, and which are one."""

from django.core.files.uploadedfile import SimpleUploadedFile

from engagements.monitoring.forms import attach
from engagements.monitoring.models import Note, NoteAttachment, NoteLink
from officials.security.uploads import UploadFormField
from officials.sources.models import Source, SourceIdentity


def add_sources(demo, chapter):
    """All that the file `chapter` says, about the notes that `demo` has brought in."""
    for row in chapter["sources"]:
        key, titles = row.pop("key"), row.pop("titles")
        identity = row.pop("identity", None)
        source = Source.objects.create(**row)
        if identity:
            circle = demo.circles[identity.pop("circle")]
            SourceIdentity.objects.create(source=source, circle=circle, **identity)
        Note.objects.filter(source_title__in=titles).update(source=source)
        headlines = chapter["from_confidential"].get(key, ())
        Note.objects.filter(headline__in=headlines).update(source=source)
    for headline, kind in chapter["kinds"].items():
        Note.objects.filter(headline=headline).update(kind=kind)
    for row in chapter["quotes"]:
        Note.objects.filter(headline=row.pop("note")).update(**row)
    for row in chapter["attachments"]:
        note = Note.objects.select_related("circle").get(headline=row["note"])
        upload = SimpleUploadedFile(f"{row['name']}.txt", f"{row['text']}\n".encode())
        upload = UploadFormField().clean(upload)
        attach(upload, NoteAttachment(note=note), by=demo.people[row["by"]])
    for headlines in chapter["links"]:
        one, other = (Note.objects.get(headline=each) for each in headlines)
        NoteLink.objects.create(one=one, other=other, circle=one.circle)
