"""Lawful disclosure: the register of letters alone, once a second person has signed.

What is given is the number, day, way, addressee, subject and way of sending of each
registered letter of the range: no text, no note, no assessment. The signature is of
one very file, told by its digest (SHA-256); a register that changed since is not it.
"""

import csv
import hashlib
import io
import zipfile

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from engagements.letters.models import Disclosure, Letter
from officials.safeguards import workflow as review_steps
from officials.safeguards.models import ReviewRequest
from officials.security.formulas import harmless

State = ReviewRequest.State
SIGNS = "engagements.sign_disclosure"
# Not of the catalogue: a later release must write the very file that was signed.
WORDS = {
    "en": {
        "head": (
            "Number",
            "Date",
            "Direction",
            "Addressee or sender",
            "Subject",
            "How",
        ),
        **{"out": "out", "in": "in", "post": "by post", "hand": "by hand"},
        **{"email": "by e-mail", "fax": "by fax"},
    },
    "ru": {
        "head": (
            "Номер",
            "Дата",
            "Направление",
            "Адресат или отправитель",
            "Тема",
            "Как отправлено",
        ),
        **{"out": "исходящее", "in": "входящее", "post": "почтой"},
        **{"hand": "нарочным", "email": "электронной почтой", "fax": "по факсу"},
    },
}
WENT_ON = Coalesce("dispatched_on", "received_on")
WRITTEN = (2000, 1, 1, 0, 0, 0)  # inside the ZIP file, so that equal files are equal


def letters_of(disclosure, user):
    """The registered letters of its range, of *All staff* and of its own circle.

    Whoever sees the disclosure is in both. Letters that were cancelled were not sent.
    """
    letters = Letter.objects.visible_to(user).registered()
    letters = letters.exclude(state=Letter.State.CANCELLED)
    letters = letters.filter(Q(circle__everyone=True) | Q(circle=disclosure.circle_id))
    letters = letters.annotate(went_on=WENT_ON).filter(
        went_on__range=(disclosure.since, disclosure.until)
    )
    return letters.order_by("went_on", "direction", "series_circle", "number", "pk")


def register_of(disclosure, user):
    """(bytes of the CSV file, number of its rows); the same each time."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    rows = 0
    words = WORDS[disclosure.language]
    writer.writerow(words["head"])
    for letter in letters_of(disclosure, user):
        cells = (
            letter.plain_number,
            letter.went_on.isoformat(),
            words[letter.direction],
            " ".join(letter.addressee.split()),
            letter.subject,
            words.get(letter.method, ""),
        )
        writer.writerow([harmless(each) for each in cells])
        rows += 1
    return ("\ufeff" + file.getvalue()).encode(), rows


def why_not_sign(disclosure, user):
    """Why `user` cannot sign it, in a sentence, or ""."""
    if disclosure.written_by_id == user.pk:
        return _("Nobody approves their own: somebody else must sign.")
    if not user.has_perm(SIGNS):
        return _("Your role does not sign.")
    if disclosure.review is None:
        return ""
    return review_steps.why_not_sign(disclosure.review, user)


def can_be_edited(disclosure):
    """Whether nobody was asked to sign it yet, or it was sent back or taken back."""
    over = (State.SENT_BACK, State.WITHDRAWN)
    return disclosure.review is None or disclosure.review.state in over


@transaction.atomic
def ask(disclosure, *, by, asked_of=None, message=""):
    """Asks a second person to sign; `asked_of` None means anybody who may."""
    disclosure = lock(disclosure)
    if not can_be_edited(disclosure):
        raise ValidationError(_("A signature was asked for already."))
    if asked_of is not None:
        disclosure.review = None
        if why := why_not_sign(disclosure, asked_of):
            raise ValidationError({"asked_of": f"{asked_of}: {why}"})
    disclosure.review = review_steps.ask(
        ReviewRequest.Kind.DISCLOSURE,
        by=by,
        of=asked_of,
        message=message,
        circle=disclosure.circle,
    )
    disclosure.rows, disclosure.sha256 = None, ""
    disclosure.full_clean()
    disclosure.save()
    return disclosure


@transaction.atomic
def sign(disclosure, *, by, answer=""):
    """A second person stands for giving out the register as it is at this moment."""
    disclosure = lock(disclosure)
    if why := why_not_sign(disclosure, by):
        raise ValidationError(why)
    disclosure.review = review_steps.sign(disclosure.review, by=by, answer=answer)
    content, disclosure.rows = register_of(disclosure, by)
    disclosure.sha256 = hashlib.sha256(content).hexdigest()
    disclosure.full_clean()
    disclosure.save()
    return disclosure


@transaction.atomic
def send_back(disclosure, *, by, answer):
    """It is not signed as it is; who asked reads why, changes it and asks again."""
    disclosure = lock(disclosure)
    if why := why_not_sign(disclosure, by):
        raise ValidationError(why)
    disclosure.review = review_steps.send_back(disclosure.review, by=by, answer=answer)
    return disclosure


@transaction.atomic
def withdraw(disclosure, *, by, reason):
    """The question or the signature is taken back: nothing is given out any more."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    disclosure = lock(disclosure)
    disclosure.review = review_steps.withdraw(disclosure.review, by=by, answer=reason)
    disclosure.rows, disclosure.sha256 = None, ""
    disclosure.save()
    return disclosure


def package(disclosure, *, by):
    """The signed register and its manifest as a ZIP file, in bytes.

    ValidationError without a signature, and when the register of that range is no
    longer the one that was signed.
    """
    review = disclosure.review
    if review is None or review.state != State.SIGNED:
        raise ValidationError(
            _("Nobody has signed it: nothing is given out before that.")
        )
    content, rows = register_of(disclosure, by)
    if hashlib.sha256(content).hexdigest() != disclosure.sha256:
        raise ValidationError(
            _(
                "The register of that range has changed since it was signed: "
                "withdraw the signature and ask again."
            )
        )
    manifest = manifest_of(disclosure, rows, by)
    zip_file = io.BytesIO()
    with zipfile.ZipFile(zip_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file_content in (
            ("register.csv", content),
            ("manifest.txt", manifest),
        ):
            archive.writestr(zipfile.ZipInfo(name, WRITTEN), file_content)
    return zip_file.getvalue()


def manifest_of(disclosure, rows, by):
    """Who asked for what by which law, who approved, who made the file, and when."""
    review = disclosure.review
    with override(disclosure.language):
        labelled_lines = (
            (_("Disclosure of the register of letters"), ""),
            (_("Who asked"), disclosure.authority),
            (_("Legal basis"), disclosure.legal_basis),
            (_("From"), disclosure.since.isoformat()),
            (_("Until"), disclosure.until.isoformat()),
            (_("Rows"), rows),
            (_("SHA-256 of register.csv"), disclosure.sha256),
            (_("Asked by"), f"{review.asked_by}, {moment(review.asked_at)}"),
            (_("Approved by"), f"{review.decided_by}, {moment(review.decided_at)}"),
            (
                pgettext("of a file", "Made by"),
                f"{by}, {moment(timezone.now())}",
            ),
        )
        lines = [f"{label}: {value}".rstrip(": ") for label, value in labelled_lines]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def moment(at):
    return timezone.localtime(at).isoformat(timespec="minutes")


def lock(disclosure):
    """The disclosure as it stands now, held until this transaction ends."""
    return whole(Disclosure.objects.select_for_update(of=("self",))).get(
        pk=disclosure.pk
    )


def whole(disclosures):
    """With what stands on the same page, so that it is asked once."""
    return disclosures.select_related(
        "circle",
        "written_by",
        "review",
        "review__asked_by",
        "review__asked_of",
        "review__decided_by",
    )


def waiting_for(user):
    """The disclosures that `user` may sign, those asked of them first."""
    if not user.has_perm(SIGNS):
        return Disclosure.objects.none()
    disclosures = whole(Disclosure.objects.visible_to(user)).filter(
        review__state=State.OPEN
    )
    disclosures = disclosures.exclude(written_by=user).exclude(review__asked_by=user)
    return disclosures.order_by("review__asked_at")
