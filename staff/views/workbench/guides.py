"""What guides whoever works on a job: its brief, and the style sheets that hold."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from staff.addresses import address
from translations.jobs.models import Translation
from translations.terms.models import StyleSheet


def brief_of(translation):
    """(label, words) of each part of the brief that says something."""
    parts = (
        ("purpose", translation.purpose),
        ("reader", translation.reader),
        ("register", translation.get_register_display()),
        ("machine_rule", translation.get_machine_rule_display()),
    )
    return [
        (capfirst(Translation._meta.get_field(name).verbose_name), words)
        for name, words in parts
        if words
    ]


def sheets_for(translation, user):
    """(StyleSheet, its rules as labels and texts) of those that hold for a job."""
    sheets = StyleSheet.objects.visible_to(user).for_job(translation)
    return [
        (sheet, [(capfirst(label), text) for label, text in sheet.rules()])
        for sheet in sheets
    ]


def sections_of(translation, user):
    """The sections of the page of a job: its brief, and a style sheet each."""
    brief = {
        "title": pgettext("of a translation", "Brief"),
        "rows": rows_of(brief_of(translation)),
    }
    if user.has_perm("translations.change_translation") and not user.is_external:
        way = {"add_url": address(translation, "edit"), "add_icon": "pencil"}
        brief |= {**way, "add_label": _("Edit")}
    sections = [brief]
    for sheet, rules in sheets_for(translation, user):
        sections.append(
            {"title": _("Style sheet: %(issuer)s") % {"issuer": sheet.issuer}}
            | {"rows": rows_of(rules)}
            | way_to_edit(sheet, user)
        )
    if len(sections) == 1 and (way := way_to_add(translation, user)):
        sections.append(
            {
                "title": _("Style sheet"),
                "rows": [],
                "empty_text": _("Nothing is agreed for this issuer yet."),
                **way,
            }
        )
    return sections


def rows_of(lines):
    return [{"title": text, "detail": label} for label, text in lines]


def way_to_edit(sheet, user):
    if not user.has_perm("translations.change_stylesheet"):
        return {}
    way = {"add_url": address(sheet, "edit"), "add_icon": "pencil"}
    return {**way, "add_label": _("Edit")}


def way_to_add(translation, user):
    issuer = translation.document.issuer
    if not issuer or not user.has_perm("translations.add_stylesheet"):
        return {}
    query = urlencode({"issuer": issuer, "language": translation.language})
    url = f"{reverse('stylesheet-add')}?{query}"
    return {"add_url": url, "add_label": _("New style sheet")}
