"""Files that people bring: hostile until proven dull.

Outside the web root, under a random name; the kind is told by content against an
allow-list (OWASP ASVS 5.0, V5), and only a view that asks `visible_to` hands them out.
"""

import secrets
import struct
from functools import partial
from pathlib import PurePath

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from officials.security.storage import has_room

LARGEST = 20 * 1024 * 1024
# How the name of a part begins that only a package of that kind has; the main part of
# a Word document may be called as it likes, and stands in its folder.
PACKAGES = {"docx": b"word/", "odt": b"content.xml"}
# Of a zip archive (APPNOTE 6.3, 4.3.12 and 4.3.16): an entry of its directory (mark,
# version to unpack it, lengths of name, extra and comment), and the last record.
ENTRY, NEWEST_VERSION = struct.Struct("<4s2xB21xHHH12x"), 63
END, END_OF_DIRECTORY = struct.Struct("<12xII2x"), b"PK\x05\x06"
LONGEST_END = END.size + 65_535
LARGEST_DIRECTORY = 1024 * 1024
ALLOWED = ("pdf", "docx", "odt", "rtf", "txt")
TEXTS = ("txt", "html", "htm", "md", "markdown")  # no mark of theirs to look for


def random_place(instance, filename):
    """Where a file is kept: a folder for its kind and a name that tells nothing."""
    return f"{instance._meta.model_name}/{secrets.token_hex(16)}"


def check_upload(upload, also=()):
    """ValidationError, in one sentence, unless `upload` is one of the allowed kinds.

    `also` are kinds that are taken besides.
    """
    extension = PurePath(upload.name).suffix.lower().lstrip(".")
    allowed = (*ALLOWED, *also)
    if extension not in allowed:
        raise ValidationError(
            _("A file of the kind “%(kind)s” is not taken. Bring one of: %(allowed)s."),
            params={"kind": extension or "?", "allowed": ", ".join(allowed)},
        )
    if upload.size > LARGEST:
        raise ValidationError(
            _("The file has %(size)s; the most that fits is %(most)s."),
            params={
                "size": filesizeformat(upload.size),
                "most": filesizeformat(LARGEST),
            },
        )
    if not has_room(upload.size):
        raise ValidationError(
            _("There is no room for this file on the server. Tell an administrator.")
        )
    if not _is_what_it_says(upload, extension):
        raise ValidationError(
            _("The file is named .%(kind)s, but its content is something else."),
            params={"kind": extension},
        )


def _is_what_it_says(upload, extension):
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    if extension in TEXTS:
        return b"\x00" not in head and not head.startswith((b"%PDF", b"PK\x03\x04"))
    if extension in PACKAGES:
        names = _names_in(_directory_of(upload))
        return any(name.startswith(PACKAGES[extension]) for name in names)
    try:
        return f".{extension}" in {
            match.extension for match in puremagic.magic_string(head)
        }
    except puremagic.PureError:
        return False


def _directory_of(package):
    """The directory of a zip archive, in bytes; none where it is damaged or endless.

    Only looked through and never unpacked: what a document holds nobody here reads.
    """
    package.seek(max(0, package.size - LONGEST_END))
    tail = package.read()
    place = tail.rfind(END_OF_DIRECTORY)
    package.seek(0)
    if place < 0 or len(tail) - place < END.size or package.read(4) != b"PK\x03\x04":
        return b""
    size, start = END.unpack_from(tail, place)
    if size > LARGEST_DIRECTORY:
        return b""
    package.seek(start)
    directory = package.read(size)
    package.seek(0)
    return directory


def _names_in(directory):
    """The names of files in the directory of a zip archive, up to a damaged entry."""
    place, names = 0, set()
    while len(directory) - place >= ENTRY.size:
        mark, version, *lengths = ENTRY.unpack_from(directory, place)
        if mark != b"PK\x01\x02" or version > NEWEST_VERSION:
            break
        start = place + ENTRY.size
        names.add(directory[start : start + lengths[0]])
        place = start + sum(lengths)
    return names


class UploadFormField(forms.FileField):
    """Takes a file of an allowed kind; keeps the name it came with beside it."""

    def __init__(self, *, also=(), **kwargs):
        super().__init__(**kwargs)
        self.validators = [*self.validators, partial(check_upload, also=also)]

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is not None and len(upload.name) > 200:
            stem, suffix = PurePath(upload.name).stem, PurePath(upload.name).suffix
            upload.name = stem[: 200 - len(suffix)] + suffix
        return upload


class UploadField(models.FileField):
    """A private file; `name_field` of the row keeps the name that it came with.

    `also` are kinds that are taken besides those of every other file.
    """

    def __init__(self, *args, name_field="file_name", also=(), **kwargs):
        self.name_field, self.also = name_field, also
        kwargs = {"upload_to": random_place, "max_length": 200, **kwargs}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "name_field": self.name_field}

    def save_form_data(self, instance, data):
        super().save_form_data(instance, data)
        if data is False:
            setattr(instance, self.name_field, "")
        elif data and not getattr(data, "_committed", False):
            setattr(instance, self.name_field, data.name)

    def formfield(self, **kwargs):
        """Without `max_length`: it limits the place, not the name."""
        return super().formfield(
            **{
                "form_class": UploadFormField,
                "max_length": None,
                "also": self.also,
                **kwargs,
            }
        )
