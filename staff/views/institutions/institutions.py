"""Pages of institutions: the list, the record as it is and as it was."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from engagements.support.models import SupportRequest
from officials.institutions import forms as forms
from officials.institutions.changes import names_on, parts_on, wholes_on
from officials.institutions.filters import InstitutionFilter
from officials.institutions.models import Appointment, Institution
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
)
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, DetailPage, ListPage, UpdatePage
from staff.phrases import spell
from staff.views.contacts.commitments import commitments_with
from staff.views.institutions.agreements import state_of
from staff.views.institutions.posts import marks, until
from staff.views.institutions.rollup import rollup
from staff.views.relationships.institution_relationships import panel
from staff.views.relationships.two_tracks import consult_first, track_panel
from staff.views.support.markers import markers_of
from staff.views.support.requests_shown import section_of
from staff.views.together.comments import Commented
from staff.views.together.watches import watch_item


class InstitutionList(ListPage):
    queryset = Institution.objects.all()
    filterset_class = InstitutionFilter
    add_label = gettext_lazy("New institution")
    empty_text = gettext_lazy("No institution matches.")
    links = (
        (gettext_lazy("Posts"), "post-list", "officials.view_post"),
        (gettext_lazy("Agreements"), "agreement-list", "officials.view_agreement"),
        (
            gettext_lazy("Countries we work on"),
            "work-countries",
            "officials.change_workcountry",
        ),
    )
    bulk = "letter-greet"
    bulk_label = gettext_lazy("Greet several")

    def may_change_many(self):
        return self.request.user.has_perm("engagements.add_letter")

    @property
    def columns(self):
        native = get_language() == "ru"
        name, other = ("label", "other_label") if native else ("name", "native_name")
        return (
            Column(_("Institution"), name, name="name", link=True, second=other),
            Column(_("Kind"), "kind", colours={}),
            Column(_("Side"), "side"),
            Column(_("Level"), "level", by_default=False),
            Column(_("Country"), "country"),
            Column(_("Region"), "region", by_default=False),
            Column(_("Belongs to"), "parent_label", by_default=False),
            Column(_("Dissolved"), "dissolved_on", by_default=False),
            Column(_("Officials today"), "official_count", numeric=True),
        )

    def annotate(self, queryset):
        from_posts = (
            Appointment.objects.visible_to(self.request.user)
            .current()
            .filter(post__institution=OuterRef("pk"))
            .order_by()
            .values("post__institution")
            .annotate(count=Count("official", distinct=True))
        )
        return queryset.annotate(
            official_count=Subquery(from_posts.values("count")),
            label=in_reader_language("name", "native_name"),
            other_label=in_other_language("name", "native_name"),
            parent_label=in_reader_language("parent__name", "parent__native_name"),
        )


class InstitutionDetail(Commented, DetailPage):
    """The institution as it is; with `?on=2012` as it was then."""

    model = Institution
    template_name = "officials/institutions/institution_detail.html"

    def get_queryset(self):
        return Institution.objects.select_related("parent", "circle")

    def badges(self):
        if self.record.dissolved_on:
            return [{"text": _("Dissolved"), "colour": "secondary"}]
        return []

    def facts(self):
        record = self.record
        return [
            (_("Kind"), record.get_kind_display(), None),
            (_("Side"), record.get_side_display(), None),
            (_("Level"), record.get_level_display(), None),
            (_("Country"), record.country, None),
            (_("Region"), record.region, None),
            (
                _("Belongs to"),
                record.parent,
                record.parent and address(record.parent),
            ),
            (_("Dissolved"), record.dissolved_on, None),
        ]

    def menu(self):
        watch = watch_item(self.record, self.request.user)
        if not self.may("change"):
            return watch
        verbs = (("rename", _("Rename")), ("move", _("Move")), ("merge", _("Merge")))
        return watch + [
            {"label": label, "url": address(self.record, verb)} for verb, label in verbs
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        parameters = (
            self.request.GET if self.request.GET.get("on", "").strip() else None
        )
        form = forms.OnDateForm(parameters)
        context["on_form"] = form
        if form.is_bound and form.is_valid():
            return super().get_context_data(
                **self.then(form.cleaned_data["on"]), **context
            )
        other = record.name if str(record) == record.native_name else record.native_name
        return super().get_context_data(
            subtitle="" if other == str(record) else other,
            rollup=rollup(record, user),
            ours=panel(record, user),
            consult=consult_first([record.pk], user),
            commitments=commitments_with(record, user),
            sections=[
                posts_now(record, user),
                self.parts(user),
                self.agreements(user),
                self.notes(user),
                *filter(None, [track_panel(record, user)]),
                *asked_by(record, user),
            ],
            **markers_of(record, user),
            changes=changes_of(record, user),
            **context,
        )

    def parts(self, user):
        return {
            "title": _("What belongs to it"),
            "empty_text": _("Nothing belongs to it."),
            "rows": [
                {
                    "title": str(part),
                    "url": address(part),
                    "detail": part.get_kind_display(),
                    "state_label": _("Dissolved") if part.dissolved_on else "",
                }
                for part in self.record.parts.visible_to(user)
            ],
        }

    def agreements(self, user):
        today = timezone.localdate()
        rows = []
        for agreement in self.record.agreements.visible_to(user):
            label, colour = state_of(agreement, today)
            rows.append(
                {
                    "title": str(agreement),
                    "url": address(agreement),
                    "detail": agreement.get_kind_display(),
                    "state_label": label,
                    "colour": colour,
                    "on": until(agreement.until),
                }
            )
        section = {
            "title": _("Agreements"),
            "empty_text": _("Nothing is agreed with it."),
            "rows": rows,
        }
        if user.has_perm("officials.add_agreement"):
            section |= {
                "add_url": reverse("agreement-add", args=[self.record.pk]),
                "add_label": _("New agreement"),
            }
        return section

    def notes(self, user):
        notes = self.record.notes.visible_to(user)[:10]
        return {
            "title": _("Latest notes"),
            "empty_text": _("No note is about this institution."),
            "rows": [
                {"title": note.headline, "url": address(note), "on": note.happened_on}
                for note in notes
            ],
        }

    def then(self, span):
        """What the page shows of the institution in `span`."""
        record, user = self.record, self.request.user
        changes = record.changes.visible_to(user).select_related("other")
        changes = list(changes)
        return {
            "span": span,
            "names": [
                {"text": in_language(*name), "perhaps": perhaps}
                for name, perhaps in names_on(record, changes, span)
            ],
            "wholes": [
                {"text": str(whole), "url": address(whole), "perhaps": perhaps}
                for whole, perhaps in wholes_on(record, changes, span)
                if whole
            ],
            "gone": bool(record.dissolved_on and record.dissolved_on.last < span.first),
            "sections": [
                posts_then(record, user, span),
                parts_then(record, user, span),
            ],
        }


def asked_by(institution, user):
    """What the institution, or somebody in its name, asked of us."""
    if not user.has_perm("engagements.view_supportrequest"):
        return []
    requests = SupportRequest.objects.filter(institution=institution)
    return [section_of(requests, user, f"institution={institution.pk}")]


def in_language(name, native):
    return native if native and get_language() == "ru" else name


def posts_now(institution, user):
    """The posts there are, who holds them, and which are vacant."""
    today = timezone.localdate()
    posts = institution.posts.visible_to(user).with_vacancy(user)
    appointments = Appointment.objects.visible_to(user).current().filter(post__in=posts)
    holders = {}
    for appointment in appointments.select_related("official"):
        holders.setdefault(appointment.post_id, []).append(appointment)
    section = {
        "title": _("Posts"),
        "empty_text": _("No post is on record."),
        "rows": [
            {
                "title": str(post),
                "url": address(post),
                "detail": ", ".join(map(in_brief, holders.get(post.pk, []))),
                **post_state(post, today),
            }
            for post in posts
        ],
    }
    if user.has_perm("officials.add_post"):
        section |= {
            "add_url": reverse("post-add", args=[institution.pk]),
            "add_label": _("New post"),
        }
    return section


def in_brief(appointment):
    """“Anna Volkova (acting, disputed)”."""
    mark_texts = [str(mark["text"]).lower() for mark in marks(appointment)]
    about = f" ({', '.join(mark_texts)})" if mark_texts else ""
    return f"{appointment.official}{about}"


def post_state(post, today):
    if post.abolished_on and post.abolished_on <= today:
        return {"state_label": _("Abolished"), "colour": ""}
    if post.vacant:
        return {"state_label": _("Vacant"), "colour": "amber"}
    return {}


def posts_then(institution, user, span):
    """The posts there were in `span`, and who held each of them."""
    posts = institution.posts.visible_to(user).existing(span.first)
    posts = posts.exclude(renamed_from__abolished_on__gt=span.last)
    appointments = (
        Appointment.objects.visible_to(user).held_in(span).filter(post__in=posts)
    )
    holders = {}
    for each in appointments.select_related("official").order_by("started", "pk"):
        words = in_brief(each) if each.certain else perhaps(in_brief(each))
        holders.setdefault(each.post_id, []).append(f"{words}, {spell(each)}")
    return {
        "title": _("Posts"),
        "empty_text": _("No post is on record."),
        "rows": [
            {
                "title": str(post),
                "url": address(post),
                "detail": "; ".join(holders.get(post.pk, []))
                or _("Nobody is known to have held it."),
            }
            for post in sorted(posts, key=lambda post: post.pk not in holders)
        ],
    }


def parts_then(institution, user, span):
    return {
        "title": _("What belonged to it"),
        "empty_text": _("Nothing is known to have belonged to it."),
        "rows": [
            {
                "title": str(part.value),
                "url": address(part.value),
                "detail": part.value.get_kind_display(),
                "state_label": _("perhaps") if part.perhaps else "",
            }
            for part in parts_on(institution, user, span)
        ],
    }


def perhaps(words):
    return _("perhaps %(what)s") % {"what": words}


def changes_of(institution, user):
    """What it went through, the latest first, and what it took in."""
    editable = user.has_perm("officials.change_institutionchange")
    rows = [
        {
            "title": what_changed(change),
            "url": change.other and address(change.other),
            "on": change.happened_on,
            "detail": change.source,
            "edit_url": address(change, "edit") if editable else None,
        }
        for change in institution.changes.visible_to(user).select_related("other")
    ]
    absorptions = institution.changes_of_others.visible_to(user).filter(kind="merged")
    rows += [
        {
            "title": _("Took in: %(name)s") % {"name": change.institution},
            "url": address(change.institution),
            "on": change.happened_on,
            "detail": change.source,
        }
        for change in absorptions.select_related("institution")
    ]
    add = user.has_perm("officials.add_institutionchange")
    return {
        "rows": sorted(rows, key=lambda row: row["on"], reverse=True),
        "add_url": reverse("institutionchange-add", args=[institution.pk])
        if add
        else None,
    }


def what_changed(change):
    """“Until then: Commissariat of Justice”, in the reader's language."""
    kind = change.kind
    if kind == "renamed":
        name = in_language(change.former_name, change.former_native_name)
        return _("Until then: %(name)s") % {"name": name}
    if kind == "merged":
        return _("Merged into: %(name)s") % {"name": change.other}
    if change.other:
        return _("Belonged until then to: %(name)s") % {"name": change.other}
    return _("Belonged until then to nothing else")


class InstitutionAdd(CreatePage):
    title = gettext_lazy("New institution")
    model = Institution
    form_class = forms.InstitutionForm


class InstitutionEdit(UpdatePage):
    model = Institution
    form_class = forms.InstitutionForm
