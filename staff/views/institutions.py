"""Pages of institutions and posts."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from officials import forms
from officials.filters import InstitutionFilter
from officials.models import Appointment, Institution, Post
from officials.models.institutions import in_other_language, in_reader_language
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePage, CreatePart, DetailPage, ListPage, UpdatePage
from staff.wording import spell


class InstitutionList(ListPage):
    queryset = Institution.objects.all()
    filterset_class = InstitutionFilter
    add_label = gettext_lazy("New institution")
    empty_text = gettext_lazy("No institution matches.")

    @property
    def columns(self):
        native = get_language() == "ru"
        name, other = ("label", "other_label") if native else ("name", "native_name")
        return (
            Column(_("Institution"), name, name="name", link=True, second=other),
            Column(_("Kind"), "kind", colours={}),
            Column(_("Side"), "side"),
            Column(_("Level"), "level", shown=False),
            Column(_("Country"), "country"),
            Column(_("Region"), "region", shown=False),
            Column(_("Belongs to"), "parent_label", shown=False),
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


class InstitutionDetail(DetailPage):
    model = Institution

    def get_queryset(self):
        return Institution.objects.select_related("parent", "circle")

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
        ]

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        other = record.name if str(record) == record.native_name else record.native_name
        return super().get_context_data(
            subtitle="" if other == str(record) else other,
            sections=[self.posts(user), self.parts(user), self.notes(user)],
            **context,
        )

    def posts(self, user):
        posts = self.record.posts.visible_to(user)
        holders = {}
        held = Appointment.objects.visible_to(user).current().filter(post__in=posts)
        for appointment in held.select_related("official"):
            holders.setdefault(appointment.post_id, []).append(
                str(appointment.official)
            )
        section = {
            "title": _("Posts"),
            "empty_text": _("No post is on record."),
            "rows": [
                {
                    "title": str(post),
                    "url": address(post),
                    "detail": ", ".join(holders.get(post.pk, [])),
                    "state_label": self.post_state(post, holders),
                    "colour": "" if post.abolished_on else "amber",
                }
                for post in posts
            ],
        }
        if user.has_perm("officials.add_post"):
            section |= {
                "add_url": reverse("post-add", args=[self.record.pk]),
                "add_label": _("New post"),
            }
        return section

    def post_state(self, post, holders):
        if post.abolished_on:
            return _("Abolished")
        return "" if holders.get(post.pk) else _("Vacant")

    def parts(self, user):
        return {
            "title": _("What belongs to it"),
            "empty_text": _("Nothing belongs to it."),
            "rows": [
                {
                    "title": str(part),
                    "url": address(part),
                    "detail": part.get_kind_display(),
                }
                for part in self.record.parts.visible_to(user)
            ],
        }

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


class InstitutionAdd(CreatePage):
    title = gettext_lazy("New institution")
    model = Institution
    form_class = forms.InstitutionForm


class InstitutionEdit(UpdatePage):
    model = Institution
    form_class = forms.InstitutionForm


class PostDetail(DetailPage):
    model = Post

    def get_queryset(self):
        return Post.objects.select_related("institution", "circle")

    def get_trail(self):
        institution = self.record.institution
        kind = (_("Institutions"), reverse("institution-list"))
        return [kind, (str(institution), address(institution))]

    def facts(self):
        record = self.record
        return [
            (_("Institution"), record.institution, address(record.institution)),
            (_("Leading post"), _("yes") if record.is_leading else "", None),
            (_("Seats"), record.seats or _("not known"), None),
            (_("Abolished on"), record.abolished_on, None),
        ]

    def get_context_data(self, **context):
        held = self.record.appointments.visible_to(self.request.user)
        rows = [
            {
                "title": str(each.official),
                "url": address(each.official),
                "detail": spell(each),
                "state_label": _("acting") if each.acting else "",
            }
            for each in held.select_related("official")
        ]
        section = {
            "title": _("Who held it"),
            "rows": rows,
            "empty_text": _("Nobody is known to have held it."),
        }
        return super().get_context_data(sections=[section], **context)


class PostAdd(CreatePart):
    title = gettext_lazy("New post")
    model = Institution
    part = Post
    parent_name = "institution"
    form_class = forms.PostForm


class PostEdit(UpdatePage):
    model = Post
    form_class = forms.PostForm

    def get_trail(self):
        return [(str(self.record), address(self.record))]
