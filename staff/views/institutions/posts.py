"""Pages of posts and of those who hold or held them."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from officials.institutions.filters import PostFilter
from officials.institutions.forms import AppointmentForm, PostForm
from officials.institutions.models import Appointment, Institution, Post
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
)
from officials.people.models import Official
from staff.addresses import address
from staff.columns import Column
from staff.pages import CreatePart, DetailPage, ListPage, UpdatePage
from staff.phrases import short_date, spell
from staff.views.together.watches import watch_item


class PostList(ListPage):
    queryset = Post.objects.all()
    filterset_class = PostFilter
    empty_text = gettext_lazy("No post matches.")
    default_sort = ("institution__name", "-is_leading", "title", "pk")

    def get_trail(self):
        return [(_("Institutions"), reverse("institution-list"))]

    @property
    def columns(self):
        native = get_language() == "ru"
        title = ("label", "other_label") if native else ("title", "native_title")
        return (
            Column(_("Post"), title[0], link=True, second=title[1]),
            Column(_("Institution"), "institution_label"),
            Column(_("Who holds it"), "holder_names", sort=()),
            Column(_("State"), "vacancy", colours={_("Vacant"): "amber"}, sort=()),
            Column(_("Function"), "function"),
            Column(_("Seats"), "seats", numeric=True),
            Column(_("Rank"), "rank", numeric=True, by_default=False),
            Column(_("Leading"), "is_leading", by_default=False),
            Column(_("Abolished on"), "abolished_on", by_default=False),
        )

    def annotate(self, queryset):
        user = self.request.user
        name = in_reader_language("official__name", "official__native_name")
        holders = (
            Appointment.objects.visible_to(user)
            .current()
            .filter(post=OuterRef("pk"))
            .order_by()
            .values("post")
            .annotate(names=StringAgg(name, ", ", order_by=name))
        )
        return queryset.with_vacancy(user).annotate(
            holder_names=Subquery(holders.values("names")),
            vacancy=Case(When(vacant=True, then=Value(_("Vacant"))), default=Value("")),
            label=in_reader_language("title", "native_title"),
            other_label=in_other_language("title", "native_title"),
            institution_label=in_reader_language(
                "institution__name", "institution__native_name"
            ),
        )


class PostDetail(DetailPage):
    model = Post
    template_name = "officials/institutions/post_detail.html"

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
            (_("Function"), record.function and record.get_function_display(), None),
            (_("Seats"), record.seats or _("not known"), None),
            (_("Rank"), record.rank, None),
            (_("Abolished on"), record.abolished_on, None),
        ]

    def badges(self):
        if self.record.abolished_on:
            return [{"text": _("Abolished"), "colour": "secondary"}]
        posts = Post.objects.visible_to(self.request.user).filter(pk=self.record.pk)
        if posts.vacant(self.request.user).exists():
            return [{"text": _("Vacant"), "colour": "amber"}]
        return []

    def menu(self):
        url = reverse("post-peers", args=[self.record.pk])
        watch = watch_item(self.record, self.request.user)
        return [*watch, {"label": _("Find a peer abroad"), "url": url}]

    def get_context_data(self, **context):
        record = self.record
        other = (
            record.title if str(record) == record.native_title else record.native_title
        )
        return super().get_context_data(
            subtitle="" if other == str(record) else other,
            holders=self.holders(),
            chain=self.chain(),
            **context,
        )

    def holders(self):
        """Who held it, the latest first."""
        user = self.request.user
        appointments = self.record.appointments.visible_to(user).select_related(
            "official"
        )
        editable = user.has_perm("officials.change_appointment")
        return [
            {
                "title": str(each.official),
                "url": address(each.official),
                "dates": spell(each),
                "current": each.is_current,
                "badges": marks(each),
                "detail": each.source,
                "edit_url": edit_from(each, self.record) if editable else None,
            }
            for each in appointments
        ]

    def chain(self):
        """The titles of this office one after another, the oldest first."""
        chain_posts = Post.objects.visible_to(self.request.user).renamed_along(
            self.record
        )
        posts = {post.pk: post for post in chain_posts.select_related("institution")}
        if len(posts) < 2:
            return []
        depths = {key: depth(post, posts) for key, post in posts.items()}
        return [
            {
                "title": str(post),
                "url": None if post.pk == self.record.pk else address(post),
                "detail": str(post.institution),
                "on": until(post.abolished_on),
            }
            for post in sorted(posts.values(), key=lambda post: depths[post.pk])
        ]


def until(day):
    return _("until %(day)s") % {"day": short_date(day)} if day else ""


def depth(post, posts):
    """How many titles of the chain came before this one."""
    number = 0
    while post is not None and number <= len(posts):
        post, number = posts.get(post.renamed_from_id), number + 1
    return number


def marks(appointment):
    """Badges of what is special about an appointment."""
    badges = []
    if appointment.acting:
        badges.append({"text": _("Acting"), "colour": "secondary"})
    if appointment.term:
        badges.append({"text": appointment.term, "colour": "secondary"})
    if appointment.disputed:
        badges.append({"text": _("Disputed"), "colour": "amber"})
    return badges


def edit_from(appointment, record):
    """Where `appointment` is edited, and `record`'s page comes again afterwards."""
    return f"{address(appointment, 'edit')}?next={address(record)}"


class PostAdd(CreatePart):
    title = gettext_lazy("New post")
    model = Institution
    part = Post
    parent_name = "institution"
    form_class = PostForm


class PostEdit(UpdatePage):
    model = Post
    form_class = PostForm

    def get_trail(self):
        return [(str(self.record), address(self.record))]


class ShowsClashes:
    """Says who stands in the way of an appointment, as far as one may see them."""

    template_name = "officials/institutions/appointment_form.html"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        context["clashes"] = [
            {
                "title": str(each.official),
                "url": address(each.official),
                "dates": spell(each),
                "edit_url": address(each, "edit"),
            }
            for each in context["form"].clashes
        ]
        return context


class AppointmentAdd(ShowsClashes, CreatePart):
    title = gettext_lazy("New appointment")
    model = Official
    part = Appointment
    form_class = AppointmentForm


class AppointmentEdit(ShowsClashes, UpdatePage):
    model = Appointment
    form_class = AppointmentForm
