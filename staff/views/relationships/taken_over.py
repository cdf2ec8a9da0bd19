"""People whom a sheet brought as known to us: who signs says of each how it goes on."""

import uuid

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.approach.models import Approach
from engagements.relationships.models import Relationship, TakenOver
from engagements.relationships.taken_over_forms import TakenOverForm
from engagements.relationships.workflow import TAKEN_AT_ONCE, take_over
from officials.safeguards.workflow import SIGNS
from staff.addresses import address
from staff.pages import FormPage
from staff.pages.base import list_of
from staff.pages.drafts import draft_fields, taken_up
from staff.phrases import short_date
from staff.views.desk.lines import Line, Place

MOST = 50  # people on the list of those to write up


def waiting(user):
    """The people of whom `user` may say how it goes on, those brought first on top."""
    rows = TakenOver.objects.visible_to(user).unanswered().unsigned(user)
    return rows.exclude(brought_by=user.pk)


def to_write_up(user):
    """Those answered and not signed since: the closed ones first, then by their end."""
    rows = TakenOver.objects.visible_to(user).answered().unsigned(user)
    return rows.order_by(F("until").asc(nulls_first=True), "official__sort_name", "pk")


def lines_of(user):
    """One line on the desk of those who sign, while somebody waits for an answer."""
    if not user.has_perm(SIGNS):
        return []
    count = waiting(user).order_by().count()
    if not count:
        return []
    title = ngettext(
        "%(count)s person taken over from a sheet: look at them",
        "%(count)s people taken over from a sheet: look at them",
        count,
    )
    return [
        Line(
            icon="clipboard-list",
            kind=_("Before we approach"),
            title=title % {"count": number_format(count)},
            url=reverse("takenover-list"),
            place=Place.TODAY,
        )
    ]


class TakenOverList(FormPage):
    """Twenty people at most, three questions about each; below, whom to write up."""

    model = TakenOver
    permission_required = (SIGNS, "engagements.view_takenover")
    template_name = "engagements/relationships/taken_over.html"
    title = gettext_lazy("Taken over from a sheet")
    submit_label = gettext_lazy("Keep the answers")

    def get_trail(self):
        return [list_of(Relationship)]

    def get_form(self):
        data = None
        if self.request.method == "POST":
            data = self.request.POST
        elif taken_up(self.request):
            data = draft_fields(self.draft)
        rows, gone = self.rows(data)
        form = TakenOverForm(data, rows=rows, gone=gone)
        if self.request.method == "GET" and data is not None:
            form.is_valid()
            form._errors.clear()
        return form

    def rows(self, data):
        """Those on the page: as it was sent, else the first who wait; and the names of
        those that were sent and wait for this person no more."""
        user = self.request.user
        rows = waiting(user).select_related("official", "brought_by")
        if data is None:
            return list(rows[:TAKEN_AT_ONCE]), []
        keys = keys_of(data.getlist("row"))
        rows = list(rows.filter(pk__in=keys)[:TAKEN_AT_ONCE])
        others = TakenOver.objects.visible_to(user).filter(pk__in=keys)
        others = others.exclude(pk__in=[row.pk for row in rows])
        return rows, [str(each) for each in others.select_related("official")]

    def get_context_data(self, **context):
        user = self.request.user
        context = super().get_context_data(**context)
        form = context["form"]
        ties = ties_of(form.rows, user)
        every = TakenOver.objects.visible_to(user).unanswered().unsigned(user)
        return {
            **context,
            "people": [
                {
                    "row": row,
                    "url": address(row.official),
                    "facts": facts(row, ties.get((row.official_id, row.circle_id))),
                    **fields,
                }
                for row, fields in form.questions()
            ],
            "more": max(waiting(user).order_by().count() - len(form.rows), 0),
            "mine": every.filter(brought_by=user.pk).order_by().count(),
            "write_up": self.write_up(),
        }

    def write_up(self):
        """Those to be written up, each with how it stands and the way to the page."""
        user = self.request.user
        rows = list(to_write_up(user).select_related("official")[:MOST])
        begun = set(
            Approach.objects.visible_to(user)
            .filter(official__in=[row.official_id for row in rows])
            .values_list("official", flat=True)
        )
        return [
            {
                "name": str(row.official),
                "url": f"{address(row.official, 'before')}?taken_over={row.pk}",
                "is_open": row.is_open,
                "state": standing(row),
                "known_since": row.known_since,
                "harm": row.get_harm_display(),
                "begun": row.official_id in begun,
            }
            for row in rows
        ]

    def keep(self, form):
        self.taken = take_over(form.answers, by=self.request.user)

    def finish(self, form):
        opened = sorted(row.until for row in self.taken if row.until)
        closed = len(self.taken) - len(opened)
        texts = []
        if opened:
            text = ngettext(
                "%(count)s person: work goes on until %(day)s, while you write it up.",
                "%(count)s people: work goes on; write the first up by %(day)s.",
                len(opened),
            )
            values = {"count": len(opened), "day": short_date(opened[0])}
            texts.append(text % values)
        if closed:
            text = ngettext(
                "%(count)s person stays closed, and stands first below.",
                "%(count)s people stay closed, and stand first below.",
                closed,
            )
            texts.append(text % {"count": closed})
        messages.success(self.request, " ".join(texts))
        return HttpResponseRedirect(reverse("takenover-list"))


def keys_of(texts):
    """The keys among `texts`; what is none is left out."""
    keys = []
    for text in texts[: 2 * TAKEN_AT_ONCE]:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    return keys


def ties_of(rows, user):
    """{(official, circle): relationship} of those that a sheet brought."""
    relationships = Relationship.objects.visible_to(user).with_contact(user)
    officials = [row.official_id for row in rows]
    relationships = relationships.filter(official__in=officials)
    return {
        (each.official_id, each.circle_id): each
        for each in relationships.select_related("lead")
    }


def facts(row, relationship):
    """What is known of somebody: stage, lead, last contact, who brought the sheet."""
    words = []
    if relationship is not None:
        words.append(relationship.get_stage_display())
        words.append(_("Lead: %(name)s") % {"name": relationship.lead})
        if relationship.last_contact_on:
            day = short_date(relationship.last_contact_on)
            words.append(_("Last contact: %(day)s") % {"day": day})
    brought = {"name": row.brought_by, "day": short_date(row.brought_at.date())}
    words.append(_("Brought by: %(name)s, %(day)s") % brought)
    return words


def standing(row):
    """“Closed”, or until when work goes on, or since when no more."""
    if row.until is None:
        return _("closed until it is signed")
    words = _("goes on until %(day)s") if row.is_open else _("ended %(day)s")
    return words % {"day": short_date(row.until)}
