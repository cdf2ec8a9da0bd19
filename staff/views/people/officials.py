"""Pages of officials: the list, the person, the print and their posts."""

from django.db.models import F
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from engagements.letters.letter_texts import post_of
from engagements.relationships.filters import LedOfficialFilter
from engagements.relationships.models import Relationship
from officials.duplicates import forms
from officials.institutions.models.institutions import (
    in_other_language,
    in_reader_language,
)
from officials.people.forms import OfficialForm
from officials.people.models import Identifier, Official
from officials.people.salutation import salutations
from officials.sets import OfSet
from staff.addresses import address
from staff.bulk_changes import open_changes
from staff.columns import Column
from staff.exports import log_export
from staff.pages import CreatePage, DetailPage, ListPage, UpdatePage
from staff.phrases import STATE_COLOURS, from_until, spell
from staff.timeline import timeline
from staff.views.approach.briefs import brief_button
from staff.views.approach.gate_block import gate_of
from staff.views.contacts.commitments import commitments_of
from staff.views.deliveries.holders import held_by
from staff.views.institutions.posts import marks
from staff.views.people.contact_points import contacts_of, identifiers_of
from staff.views.people.ties import tab_of_ties
from staff.views.relationships.new_posts import asked_of
from staff.views.relationships.relationships import tab_of_relationship
from staff.views.relationships.two_tracks import consult_about
from staff.views.support.deaths import after_change
from staff.views.support.offers import offers_of
from staff.views.support.support import tab_of_support
from staff.views.together.comments import Commented
from staff.views.together.watches import watch_item


class OfficialList(ListPage):
    queryset = Official.objects.all()
    filterset_class = LedOfficialFilter
    keyset = ("sort_name", "pk")
    add_label = gettext_lazy("New official")
    links = (
        (gettext_lazy("To mend"), "mend-list", "officials.view_appointment"),
        (gettext_lazy("Duplicates"), "duplicate-list", ""),
        (gettext_lazy("Import"), "import-list", "staff.import"),
        (gettext_lazy("Large changes"), "batch-list", "officials.merge_official"),
    )
    empty_text = gettext_lazy("No official matches.")
    bulk, bulk_log = "bulk-choose", "batch-list"

    def may_change_many(self):
        return bool(open_changes(self.request.user))

    @property
    def columns(self):
        native = get_language() == "ru"
        name, other = ("label", "other_label") if native else ("name", "native_name")
        return (
            Column(
                _("Name"),
                name,
                name="name",
                link=True,
                second=other,
                sort=("sort_name",),
            ),
            Column(_("Post today"), "post_title", sort=(Lower("post_title"),)),
            Column(
                _("Institution"), "institution_name", sort=(Lower("institution_name"),)
            ),
            Column(_("Themes"), "theme_names", sort=(Lower("theme_names"),)),
            Column(_("Lead"), "lead_name"),
            Column(
                _("In the other script"),
                other,
                name="native_name",
                by_default=False,
                sort=(Lower(other),),
            ),
            Column(_("Gender"), "gender", by_default=False),
            Column(_("Born"), "born", by_default=False),
            Column(_("Wikidata item"), "wikidata", by_default=False, sort=()),
        )

    def annotate(self, queryset):
        leads = Relationship.objects.visible_to(self.request.user)
        leads = leads.annotate(name=F("lead__full_name")).order_by("circle", "pk")
        return (
            queryset.with_post()
            .with_themes()
            .with_identifier(Identifier.WIKIDATA)
            .annotate(
                label=in_reader_language("name", "native_name"),
                other_label=in_other_language("name", "native_name"),
                lead_name=OfSet(leads, "name", key="official", name="leads"),
            )
        )


TABS = ("timeline", "posts", "names", "ties", "offers", "support", "relationship")


class OfficialDetail(Commented, DetailPage):
    model = Official
    template_name = "officials/people/official_detail.html"

    def get_queryset(self):
        return Official.objects.with_post().select_related("circle")

    @cached_property
    def gate(self):
        return gate_of([self.record], self.request.user)

    def facts(self):
        record, user = self.record, self.request.user
        return [
            (_("Post"), record.post_title, None),
            (_("Institution"), record.institution_name, self.place_address()),
            *self.lead_facts(user),
            (_("Themes"), ", ".join(str(t) for t in record.themes.all()), None),
            (_("Gender"), record.get_gender_display() if record.gender else "", None),
            (_("Born"), record.born, None),
            (_("Died"), record.died, None),
            (_("Identifiers"), self.identifiers(), None),
        ]

    def identifiers(self):
        visible_identifiers = self.record.identifiers.visible_to(self.request.user)
        return ", ".join(str(each) for each in visible_identifiers)

    def place_address(self):
        if not self.record.place_id:
            return None
        return reverse("institution-detail", args=[self.record.place_id])

    def lead_facts(self, user):
        relationships = self.record.relationships.visible_to(user).with_contact(user)
        facts = []
        for relationship in relationships.select_related("lead"):
            days = relationship.rhythm_days
            facts += [
                (_("Lead"), relationship.lead, None),
                (
                    _("Rhythm"),
                    ngettext("every %(days)s day", "every %(days)s days", days)
                    % {"days": days},
                    None,
                ),
                (_("Last contact"), relationship.last_contact_on, None),
                (_("Next contact due"), relationship.due_on, None),
            ]
        return facts

    def menu(self):
        key, user = self.record.pk, self.request.user
        menu = watch_item(self.record, user)
        url = reverse("official-print", args=[key])
        menu.append({"label": _("Print"), "url": url})
        menu += self.lead_menu()
        if user.has_perm("engagements.add_letter"):
            url = f"{reverse('letter-add')}?official={key}"
            menu.append({"label": _("Write a letter"), "url": url})
        if user.has_perm("officials.merge_official"):
            url = reverse("official-merge", args=[key])
            menu.append({"label": _("Merge with another record"), "url": url})
        if user.has_perm("engagements.add_supportrequest"):
            url = f"{reverse('request-add')}?official={key}"
            menu.append({"label": _("They asked for something"), "url": url})
        url = reverse("official-peers", args=[key])
        menu.append({"label": _("Find a peer abroad"), "url": url})
        if user.has_perm("exchanges.add_participation"):
            url = reverse("official-invite", args=[key])
            menu.append({"label": _("Invite to an exchange"), "url": url})
        return menu

    def lead_menu(self):
        user = self.request.user
        relationship = self.record.relationships.visible_to(user).first()
        if relationship and user.has_perm("engagements.change_relationship"):
            label = _("Change the lead or the rhythm")
            return [{"label": label, "url": address(relationship, "edit")}]
        if not relationship and user.has_perm("engagements.add_relationship"):
            url = reverse("relationship-add", args=[self.record.pk])
            return [{"label": _("Name a lead"), "url": url}]
        return []

    def quick(self):
        user, about = self.request.user, f"?official={self.record.pk}"
        quick = []
        if user.has_perm("engagements.add_note"):
            quick.append({"label": _("Seen"), "url": reverse("seen") + about})
        if user.has_perm("engagements.add_outreachaction"):
            quick.append({"label": _("Met"), "url": reverse("met") + about})
            quick.append(
                {"label": _("Plan an action"), "url": reverse("action-add") + about}
            )
        return quick + brief_button(self.record, user)

    def get_context_data(self, **context):
        tab = self.request.GET.get("tab")
        tab = tab if tab in TABS else TABS[0]
        record = self.record
        context |= {
            "subtitle": record.other_name,
            "headline": record.hint,
            "tab": tab,
            "tabs": self.tabs(tab),
            "quick": self.quick(),
            "consult": consult_about(record, self.request.user),
            "gate": self.gate.rows,
            "asks_of_new_post": tab != "relationship" and self.asks_of_new_post(),
            **getattr(self, f"{tab}_tab")(),
        }
        return super().get_context_data(**context)

    def asks_of_new_post(self):
        mine = self.record.relationships.visible_to(self.request.user)
        return bool(asked_of(mine, self.request.user))

    def tabs(self, current):
        labels = (
            _("Timeline"),
            _("Posts"),
            _("Names and contacts"),
            _("Ties"),
            _("Documents and exchanges"),
            _("Support"),
            _("Relationship"),
        )
        return [
            {
                "name": name,
                "label": label,
                "url": f"{address(self.record)}?tab={name}",
                "current": name == current,
            }
            for name, label in zip(TABS, labels, strict=True)
        ]

    def takes_comments(self):
        return self.request.GET.get("tab", TABS[0]) not in TABS[1:]

    def timeline_tab(self):
        record, user = self.record, self.request.user
        return {
            "entries": timeline(record, user),
            "commitments": commitments_of(record, user),
        }

    def posts_tab(self):
        return {
            "appointments": appointments_of(self.record, self.request.user),
            "add_appointment_url": self.add_url("appointment"),
        }

    def add_url(self, part):
        """Where a part of this person is added, for those who may."""
        if not self.may("change"):
            return None
        return reverse(f"{part}-add", args=[self.record.pk])

    def names_tab(self):
        record, user = self.record, self.request.user
        editable = user.has_perm("officials.change_official")
        names = list(record.names.visible_to(user))
        return {
            "salutations": salutations(record, names, post_of(record, user)),
            "add_name_url": self.add_url("name"),
            "names": [
                {
                    "text": name.text,
                    "kind_label": name.get_kind_display(),
                    "language": name.language,
                    "is_display": name.is_display,
                    "dates": from_until(name.valid_from, name.valid_until),
                    "edit_url": address(name, "edit") if editable else None,
                }
                for name in names
            ],
            **contacts_of(record, user),
            **identifiers_of(record, user),
        }

    def ties_tab(self):
        return tab_of_ties(self.record, self.request.user)

    def relationship_tab(self):
        return tab_of_relationship(self.record, self.request.user, self.gate)

    def support_tab(self):
        return tab_of_support(self.record, self.request.user)

    def offers_tab(self):
        record, user = self.record, self.request.user
        return {
            **offers_of(record, user),
            "documents": held_by(record, user),
            "exchanges": [
                {
                    "title": str(each.exchange),
                    "url": address(each),
                    "state_label": each.get_state_display(),
                    "colour": STATE_COLOURS[each.state],
                    "on": each.exchange.starts_on,
                }
                for each in record.participations.visible_to(user).select_related(
                    "exchange"
                )
            ],
        }


def appointments_of(official, user):
    """The posts of a person, latest first, as the page and the print show them."""
    editable = user.has_perm("officials.change_official")
    appointments = official.appointments.visible_to(user).select_related(
        "post__institution"
    )
    return [
        {
            "post": str(each.post),
            "post_url": address(each.post),
            "institution": str(each.post.institution),
            "institution_url": address(each.post.institution),
            "dates": spell(each),
            "current": each.is_current,
            "acting": each.acting,
            "badges": marks(each),
            "source": each.source,
            "edit_url": address(each, "edit") if editable else None,
        }
        for each in appointments
    ]


class OfficialPrint(DetailPage):
    """One person on paper, without anything that judges them; logged as a file is."""

    model = Official
    template_name = "officials/people/official_print.html"

    def get(self, request, *args, **kwargs):
        log_export(request, [self.record])
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return Official.objects.with_post().select_related("circle")

    def get_context_data(self, **context):
        record, user = self.record, self.request.user
        return super().get_context_data(
            subtitle=record.other_name,
            headline=record.hint,
            appointments=appointments_of(record, user),
            entries=timeline(record, user),
            printed_by=user,
            printed_at=format_date(timezone.localtime(), "j M Y, H:i"),
            **context,
        )


class OfficialAdd(CreatePage):
    title = gettext_lazy("New official")
    template_name = "officials/people/official_add.html"
    model = Official
    form_class = forms.NewOfficialForm


class OfficialEdit(UpdatePage):
    model = Official
    form_class = OfficialForm

    def finish(self, form):
        return after_change(self, form, super().finish(form))
