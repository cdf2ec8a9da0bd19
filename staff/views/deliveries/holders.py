"""Who holds which edition, where other pages show it."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.support import offers_anew
from staff.addresses import address
from translations.deliveries.models import Delivery
from translations.jobs.models import Edition

SHOWN = 100


def editions_of(document, user):
    """The editions of `document`, how many hold each, for a section of its page."""
    deliveries = Delivery.objects.visible_to(user).filter(edition__document=document)
    counts = dict(
        deliveries.order_by()
        .values_list("edition")
        .annotate(
            number=Count("official", distinct=True)
            + Count("institution", distinct=True)
        )
    )
    editions = document.editions.visible_to(user)
    in_force = set(editions.in_force().order_by().values_list("pk", flat=True))
    return [
        {
            "title": str(each),
            "url": address(each),
            "detail": held_by_so_many(counts.get(each.pk, 0)),
            "state_label": _("in force") if each.pk in in_force else _("earlier"),
            "colour": "green" if each.pk in in_force else "secondary",
        }
        for each in editions.select_related("document")
    ]


def held_by_so_many(number):
    """“3 hold it”, or nothing."""
    words = ngettext("%(number)s holds it", "%(number)s hold it", number)
    return words % {"number": number} if number else ""


def outdated_lines(document, user):
    """For each edition that is in somebody's hands and not in force: who needs more."""
    outdated = Delivery.objects.visible_to(user).outdated(user)
    groups = (
        outdated.filter(edition__document=document)
        .order_by()
        .values("edition", "edition__translation__in_force")
        .annotate(
            people=Count("official", distinct=True),
            offices=Count("institution", distinct=True),
        )
    )
    groups = list(groups)
    keys = {row[name] for row in groups for name in
            ("edition", "edition__translation__in_force")}  # fmt: skip
    editions = Edition.objects.visible_to(user).select_related("document").in_bulk(keys)
    lines = []
    for row in groups:
        earlier = editions.get(row["edition"])
        later = editions.get(row["edition__translation__in_force"])
        if earlier and later:
            lines.append(outdated_line(row, earlier, later, user))
    return sorted(lines, key=lambda line: line["words"])


def outdated_line(row, earlier, later, user):
    people, offices = row["people"], row["offices"]
    which = {"edition": earlier.name, "language": earlier.get_language_display()}
    sentences = [
        ngettext(
            "%(number)s person holds edition %(edition)s (%(language)s).",
            "%(number)s people hold edition %(edition)s (%(language)s).",
            people,
        )
        % {"number": people, **which}
        if people
        else "",
        ngettext(
            "%(number)s office holds edition %(edition)s (%(language)s).",
            "%(number)s offices hold edition %(edition)s (%(language)s).",
            offices,
        )
        % {"number": offices, **which}
        if offices
        else "",
    ]
    may = people and user.has_perm("engagements.add_offer")
    may = may and offers_anew.holders(later, user).exists()
    return {
        "words": " ".join(filter(None, sentences)),
        "label": _("Offer edition %(edition)s") % {"edition": later.name},
        "url": reverse("edition-offer", args=[later.pk]) if may else None,
    }


def held_by(official, user):
    """The rows of what `official` holds, the latest first."""
    deliveries = Delivery.objects.visible_to(user).filter(official=official)
    return rows(deliveries, user, lambda each: each.edition)


def holders_of(edition, user):
    """The rows of those who hold `edition`, the latest first."""
    deliveries = Delivery.objects.visible_to(user).filter(edition=edition)
    return rows(deliveries, user, lambda each: each.holder)


def rows(deliveries, user, title):
    """`deliveries` by their `title`: those of earlier editions are marked."""
    earlier = set(deliveries.outdated(user).values_list("pk", flat=True))
    words = _("a later edition is in force")
    return [
        {
            "title": str(title(each)),
            "url": address(each),
            "detail": each.get_way_display(),
            "state_label": words if each.pk in earlier else "",
            "colour": "amber",
            "on": each.given_on,
        }
        for each in deliveries.with_hints()[:SHOWN]
    ]
