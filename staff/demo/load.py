"""Brings the fictional people of the demo, and three years of work with them, in.

The files beside this module say everything in days before or after today, so that
the demo never grows old. What happened in it is told through the same steps that
people take in the interface; only the moments are set back.
"""

import datetime
import json
from functools import cached_property
from pathlib import Path
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Mention, Note, NoteTheme
from engagements.relationships.models import Relationship
from exchanges import workflow as invitation_steps
from exchanges.models import Exchange, ExchangeTheme, Participation
from officials.clearance.models import WallChange, WorkCountry
from officials.dates import PartialDate
from officials.duplicates.duplicates import find_duplicates
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import ContactPoint, Official, OfficialName, OfficialTheme
from officials.security.context import as_system
from officials.security.models import Circle, Membership
from officials.themes.models import Theme
from staff.demo.assessment.assessment import add_assessments
from staff.demo.assessment.proposals import add_queue
from staff.demo.catalogue.catalogue import add_documents, add_issuers
from staff.demo.catalogue.declaration import add_declaration
from staff.demo.chapters import add_engagement
from staff.demo.deliveries.given_editions import edition_of
from staff.demo.institutions.institutions import add_posts
from staff.demo.jobs.jobs import add_translations
from staff.demo.keepers.keepers import add_keepers
from staff.demo.memory.memory import add_memory
from staff.demo.monitoring.monitoring import add_news
from staff.demo.people.people import add_numbers, add_stages, add_ties
from staff.demo.safeguards.safeguards import add_safeguards
from staff.demo.sources.sources import add_sources
from staff.demo.terms.terms import add_style_sheets, add_terms
from staff.demo.together.watch_lists import add_watches, switch_all_on
from staff.models import User

FOLDER = Path(__file__).parent
# The key of one institution of the demo: a database that has it is the demo's.
MARK = UUID("01989680-0000-7000-8000-000000000001")
TO_STATE = {
    "nominated": (),
    "invited": ("invite",),
    "accepted": ("invite", "accept"),
    "declined": ("invite", "decline"),
    "confirmed": ("invite", "accept", "confirm"),
    "attended": ("invite", "accept", "confirm", "attend"),
    "no_show": ("invite", "accept", "confirm", "miss"),
}


def read(name):
    """The rows of one file of the demo, as dictionaries."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def some_day(text):
    """The date that “2019”, “2019-05” or “2019-05-13” says; None for nothing."""
    return PartialDate.parse(text) if text else None


class Demo:
    """One loading of the demo: what was brought in so far, by the keys in the files."""

    def __init__(self):
        self.today = timezone.localdate()
        self.people, self.themes, self.institutions = {}, {}, {}
        self.officials, self.documents, self.invitations = {}, {}, []
        self.circles = {"": Circle.objects.get(pk=Circle.ALL_STAFF)}

    def load(self):
        """Everything or nothing."""
        with as_system():
            WorkCountry.objects.get_or_create(code="RU")
            self.add_people()
            add_keepers(self, read("keepers/keepers"))
            self.add_circles()
            self.add_themes()
            self.add_institutions()
            self.add_officials()
            add_posts(self, *read("institutions/posts"))
            add_issuers(self, read("catalogue/issuers"))
            add_documents(self, read("catalogue/documents"))
            add_declaration(self)
            add_terms(read("terms/terms"))
            add_style_sheets(read("terms/style_sheets"))
            add_translations(self, read("jobs/translations"))
            add_memory(self, **read("memory/memory"))
            self.add_notes()
            add_sources(self, read("sources/sources"))
            self.add_actions()
            self.add_exchanges()
            self.add_relationships()
            add_ties(read("people/ties"), self.officials, self.circles)
            add_stages(
                read("relationships/stages"), self.officials, self.day, self.moment
            )
            add_assessments(
                read("assessment/assessments"), read("assessment/spectrum"), self
            )
            add_numbers(self.officials)
            add_news(self, **read("monitoring/feeds"))
            add_safeguards(self, read("safeguards/safeguards"))
            add_watches(self, read("together/watch_lists"))
            switch_all_on()
            WallChange.objects.all().delete()  # the demo begins so: nobody changed it
            add_queue(self)
            add_engagement(self)
            find_duplicates()

    def day(self, offset):
        """The date so many days from today; None stays None."""
        return offset if offset is None else self.today + datetime.timedelta(offset)

    def moment(self, offset, number=0):
        """A moment in the working hours of that day, and never one to come."""
        hour = datetime.time(9 + number % 8, number * 7 % 60)
        when = timezone.make_aware(datetime.datetime.combine(self.day(offset), hour))
        return min(when, timezone.now())

    def when(self, days_ago, precision):
        """The day, the month or the year that was `days_ago` days ago."""
        day = self.day(-days_ago)
        part_count = {"day": 3, "month": 2, "year": 1}[precision]
        return PartialDate.of(*(day.year, day.month, day.day)[:part_count])

    def link_themes(self, model, whole, keys):
        """Gives `whole` the themes of these keys, by the through model `model`."""
        for key in keys:
            model.objects.create(theme=self.themes[key], **whole)

    def add_people(self):
        groups = {group.name: group for group in Group.objects.all()}
        for row in read("accounts/users"):
            person = User.objects.create_user(
                row["username"],
                email=f"{row['username']}@example.org",
                password=row["password"],
                full_name=row["full_name"],
                is_external=row["external"],
                is_staff=row["role"] == "Administrator",
            )
            person.groups.add(groups[row["role"]])
            self.people[row["username"]] = person

    def add_circles(self):
        for row in read("security/circles"):
            circle = Circle.objects.create(name=row["name"], sealed=row["sealed"])
            for member in row["members"]:
                Membership.objects.create(
                    circle=circle,
                    person=self.people[member],
                    is_signatory=member in row["signatories"],
                )
            self.circles[row["name"]] = circle

    def add_themes(self):
        for row in read("themes/themes"):
            self.themes[row["key"]], _created = Theme.objects.update_or_create(
                name=row["name"],
                defaults={
                    "name_ru": row["name_ru"],
                    "parent": self.themes.get(row["parent"]),
                },
            )

    def add_institutions(self):
        """Parents stand before their parts in the file; the first carries the mark."""
        for number, row in enumerate(read("institutions/institutions")):
            key, parent = row.pop("key"), self.institutions.get(row.pop("parent"))
            institution = Institution(parent=parent, **row)
            if number == 0:
                institution.pk = MARK
            institution.save(force_insert=True)
            self.institutions[key] = institution

    def add_officials(self):
        for row in read("people/officials"):
            official = Official.objects.create(
                gender=row["gender"],
                born=some_day(row["born"]),
                circle=self.circles[row["circle"]],
            )
            self.officials[row["key"]] = official
            for name in row["names"]:
                self.add_name(official, **name)
            for appointment in row["appointments"]:
                self.add_appointment(official, appointment)
            for contact in row["contact_points"]:
                self.add_contact(official, **contact)
            self.link_themes(OfficialTheme, {"official": official}, row["themes"])

    def add_name(self, official, *, display, **parts):
        whole = (parts["given"], parts["patronymic"], parts["family"])
        OfficialName.objects.create(
            official=official, text=" ".join(filter(None, whole)), is_display=display,
            **parts,
        )  # fmt: skip

    def add_contact(self, official, *, circle=None, valid_until="", **contact):
        """A private one names its circle; others are for whoever knows the person."""
        ContactPoint.objects.create(
            official=official,
            valid_until=some_day(valid_until),
            circle=self.circles[circle] if circle else official.circle,
            **contact,
        )

    def add_appointment(self, official, row):
        """Every post of the demo has one seat, so that a second holder is refused."""
        post, _created = Post.objects.get_or_create(
            institution=self.institutions[row["institution"]],
            title=row["title"],
            defaults={
                "native_title": row["native_title"],
                "is_leading": row["leading"],
                "seats": 1,
            },
        )
        Appointment.objects.create(
            official=official,
            post=post,
            started=some_day(row["start"]),
            ended=some_day(row["end"]),
            acting=row["acting"],
        )

    def add_notes(self):
        for number, row in enumerate(read("monitoring/notes")):
            source_on = self.day(-row["source_days_ago"])
            note = Note.objects.create(
                headline=row["headline"],
                detail=row["detail"],
                happened_on=self.when(row["days_ago"], row["precision"]),
                source_kind=row["source_kind"],
                source_title=row["source_title"],
                source_url=row["source_url"],
                source_on=source_on,
                seen_on=source_on,
                second_source=row["second_source"],
                reliability=row["reliability"],
                credibility=row["credibility"],
                institution=self.institutions.get(row["institution"]),
                recorded_by=self.people[row["recorded_by"]],
                recorded_at=self.moment(-row["source_days_ago"], number),
                circle=self.circles[row["circle"]],
            )
            for mention in row["mentions"]:
                Mention.objects.create(
                    note=note,
                    official=self.officials[mention["official"]],
                    stance=mention["stance"],
                )
            self.link_themes(NoteTheme, {"note": note}, row["themes"])

    def add_actions(self):
        for row in read("contacts/actions"):
            action = OutreachAction(
                kind=row["kind"],
                subject=row["subject"],
                planned_on=self.day(row["days"]),
                place=row["place"],
                lead=self.people[row["lead"]],
                circle=self.circles[row["circle"]],
            )
            people = [self.officials[key] for key in row["officials"]]
            action = action_steps.plan(action, people, by=action.lead)
            document = self.documents.get(row["document"])
            if edition := edition_of(self, document, action.planned_on):
                action.editions.add(edition)
            self.move_action(action, row)

    def move_action(self, action, row):
        """What is to come waits for a signature; the others are done or cancelled.

        A next step gets its day afterwards: `finish` would plan it, and those that
        are still to come stand among the planned actions of the file.
        """
        if row["state"] == "cancelled":
            action_steps.cancel(action, by=action.lead, reason=row["result"])
        if row["state"] != "done":
            return
        action_steps.finish(
            action,
            by=action.lead,
            done_on=action.planned_on,
            result=row["result"],
            responded=row["response"],
            next_step=row["next_step"],
        )
        OutreachAction.objects.filter(pk=action.pk).update(
            next_step_on=self.day(row["next_step_days"])
        )

    def add_exchanges(self):
        for row in read("exchanges"):
            exchange = Exchange.objects.create(
                title=row["title"],
                kind=row["kind"],
                place=row["place"],
                country=row["country"],
                starts_on=self.day(row["starts_days"]),
                ends_on=self.day(row["ends_days"]),
                lead=self.people[row["lead"]],
                purpose=row["purpose"],
                circle=self.circles[row["circle"]],
            )
            self.link_themes(ExchangeTheme, {"exchange": exchange}, row["themes"])
            for one in row["participations"]:
                participation = Participation(
                    exchange=exchange,
                    official=self.officials[one["official"]],
                    role=one["role"],
                )
                if exchange.starts_on <= self.today or one["state"] == "declined":
                    invitation_steps.begin_as(participation, one["state"])
                else:
                    self.invitations.append((participation, one["state"]))
                participation.save()

    def go_on_once_signed(self):
        """Invitations to come are moved on, and what waited is planned, if late too."""
        for action in OutreachAction.objects.waiting().select_related("lead"):
            action_steps.release(action, by=action.lead)
        for participation, state in self.invitations:
            for step in TO_STATE[state]:
                lead = participation.exchange.lead
                getattr(invitation_steps, step)(participation, by=lead)

    @cached_property
    def first_contacts(self):
        """For each official's key, how many days ago we first had to do with them."""
        actions = [row for row in read("contacts/actions") if row["state"] == "done"]
        pairs = [(key, -row["days"]) for row in actions for key in row["officials"]]
        return dict(sorted(pairs, key=lambda pair: pair[1]))

    def add_relationships(self):
        for row in read("people/officials"):
            if not row["lead"]:
                continue
            days = self.first_contacts.get(row["key"], row["rhythm_days"] // 2)
            official = self.officials[row["key"]]
            Relationship.objects.create(
                official=official,
                lead=self.people[row["lead"]],
                rhythm_days=row["rhythm_days"],
                began_on=self.day(-days),
                circle=official.circle,
            )
