"""What happened to people, posts, institutions and themes since a moment.

By what people recorded (the moment of the record, or of its history) and by the days
on which it happened. What nobody signed for (a migration, a command) is not told.
"""

import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.monitoring.models import Mention, Note, NoteTheme
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import OfficialName

LONGEST = 1000  # of each kind, the latest; nobody reads more in one sitting
State = OutreachAction.State


class News(NamedTuple):
    """One thing that happened, and what it is about: see `watch_lists.Change`.

    `people` are officials as themselves or as holders of a post, `officials` as
    themselves only. `made_at` is when the record was made that this one changes.
    """

    words: str
    record: object
    title: str
    at: datetime.datetime
    day: datetime.date | None = None
    by: object = None
    made_at: datetime.datetime | None = None
    people: frozenset = frozenset()
    officials: frozenset = frozenset()
    posts: frozenset = frozenset()
    places: frozenset = frozenset()
    themes: frozenset = frozenset()

    def is_since(self, moment):
        """Whether it is news for somebody who looked at `moment`."""
        if self.day:
            return self.day > timezone.localdate(moment)
        return self.at > moment and (self.made_at is None or self.made_at <= moment)


class Told(NamedTuple):
    """One entry of a record's history; `before` is None where it was made."""

    key: object
    at: datetime.datetime
    by: int
    before: object
    after: object

    def changed(self, *names):
        """Whether one of these fields differs from what it was."""
        return self.before is not None and any(
            getattr(self.before, name) != getattr(self.after, name) for name in names
        )


def news_of(reach, floor, user):
    """The news since `floor` about what `reach` (see watch_lists.py) takes in."""
    for kind in (notes, appointments, actions, names, institutions, posts):
        yield from kind(reach, floor, user)


def told_since(records, floor):
    """What people wrote of `records` after `floor`, by key, the oldest first."""
    events = records.model.pgh_event_model.objects
    touched = events.filter(
        pgh_obj__in=records.order_by().values("pk"), pgh_created_at__gt=floor
    )
    story = events.filter(pgh_obj__in=touched.values("pgh_obj"))
    story = story.select_related("pgh_context").order_by("-pgh_id")[:LONGEST]
    before, entries_by_key = {}, {}
    for event in reversed(story):
        key, context = event.pgh_obj_id, event.pgh_context
        writer = context.metadata.get("user") if context else None
        has_start = key in before or event.pgh_label == "insert"
        if event.pgh_created_at > floor and writer and has_start:
            entry = Told(key, event.pgh_created_at, writer, before.get(key), event)
            entries_by_key.setdefault(key, []).append(entry)
        before[key] = event
    return entries_by_key


def first_moment(day):
    """The moment at which `day` begins here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def within(name, floor):
    """Those whose partial date `name` lies after the day of `floor`, until today."""
    return Q(
        **{
            f"{name}__startswith__gt": timezone.localdate(floor),
            f"{name}__startswith__lte": timezone.localdate(),
        }
    )


def notes(reach, floor, user):
    """New notes and changed ones, also those that name somebody anew."""
    mentions = Mention.objects.visible_to(user).filter(official__in=reach.by_person)
    themed = NoteTheme.objects.visible_to(user).filter(theme__in=reach.by_theme)
    about = Note.objects.visible_to(user).filter(
        Exists(mentions.filter(note=OuterRef("pk")))
        | Q(institution__in=reach.by_place)
        | Exists(themed.filter(note=OuterRef("pk")))
    )
    changed = {key: entries[-1] for key, entries in told_since(about, floor).items()}
    for entries in told_since(mentions, floor).values():
        key = entries[-1].after.note_id
        changed[key] = max(
            entries[-1], changed.get(key, entries[-1]), key=lambda t: t.at
        )
    fresh = about.filter(Q(recorded_at__gt=floor) | Q(pk__in=changed))
    fresh = list(fresh.order_by("-recorded_at")[:LONGEST])
    people = grouped(mentions.filter(note__in=fresh), "note_id", "official_id")
    themes = grouped(themed.filter(note__in=fresh), "note_id", "theme_id")
    for note in fresh:
        about = {
            "people": people.get(note.pk, frozenset()),
            "places": frozenset({note.institution_id} - {None}),
            "themes": themes.get(note.pk, frozenset()),
        }
        at, by = note.recorded_at, note.recorded_by_id
        yield News(_("New note"), note, str(note), at, by=by, **about)
        if entry := changed.get(note.pk):
            words = _("Note changed")
            yield News(
                words, note, str(note), entry.at, by=entry.by, made_at=at, **about
            )


def grouped(rows, whole, part):
    """The keys `part` of `rows` by the key `whole`."""
    keys_by_whole = {}
    for key, value in rows.order_by().values_list(whole, part):
        keys_by_whole.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in keys_by_whole.items()}


def appointments(reach, floor, user):
    """Who came and who left, and what was recorded of it."""
    appointments = Appointment.objects.visible_to(user).filter(
        reach.appointments() | Q(official__in=reach.by_official)
    )
    entries_by_key = told_since(appointments, floor)
    in_time = within("started", floor) | within("ended", floor)
    rows = appointments.filter(in_time | Q(pk__in=entries_by_key)).order_by("-pk")
    rows = rows.select_related("official", "post")[:LONGEST]
    for each in rows:
        about = {
            "officials": frozenset({each.official_id}),
            "posts": frozenset({each.post_id}),
            "places": frozenset({each.post.institution_id}),
        }
        entries_in_words = [
            (words_of(one), one) for one in entries_by_key.get(each.pk, ())
        ]
        for words, one in entries_in_words:
            if words:
                yield News(words, each, str(each), one.at, by=one.by, **about)
        all_words = {words for words, _one in entries_in_words}
        if each.started and not all_words & {_("Appointment recorded")}:
            yield from on_day(_("Appointed"), each, each.started.first, about)
        if each.ended and _("Left") not in all_words:
            yield from on_day(_("Left"), each, each.ended.first, about)


def words_of(entry):
    """What an entry in the history of an appointment says; nothing for small things."""
    if entry.before is None:
        return _("Appointment recorded")
    if entry.before.ended is None and entry.after.ended is not None:
        return _("Left")
    if entry.changed("started", "ended", "post_id", "acting"):
        return _("Appointment changed")
    return ""


def on_day(words, record, day, about, by=None):
    """News by the day on which it happened, if that has come."""
    if day <= timezone.localdate():
        yield News(
            words, record, str(record), first_moment(day), day=day, by=by, **about
        )


def actions(reach, floor, user):
    """What was planned, done or cancelled with somebody."""
    links = ActionOfficial.objects.visible_to(user).filter(official__in=reach.by_person)
    about = OutreachAction.objects.visible_to(user).filter(
        Exists(links.filter(action=OuterRef("pk")))
    )
    entries_by_key = told_since(about, floor)
    day, today = timezone.localdate(floor), timezone.localdate()
    newly_done = Q(done_on__gt=day, done_on__lte=today)
    rows = list(
        about.filter(newly_done | Q(pk__in=entries_by_key)).order_by("-pk")[:LONGEST]
    )
    people = grouped(links.filter(action__in=rows), "action_id", "official_id")
    for each in rows:
        about = {"people": people.get(each.pk, frozenset())}
        entries_in_words = [
            (moved_to(one), one) for one in entries_by_key.get(each.pk, ())
        ]
        for words, one in entries_in_words:
            if words:
                yield News(words, each, str(each), one.at, by=one.by, **about)
        if each.done_on and _("Action done") not in {
            words for words, _one in entries_in_words
        }:
            words, by = _("Action done"), each.lead_id
            yield from on_day(words, each, each.done_on, about, by=by)


def moved_to(entry):
    """What an entry in the history of an action says of its state."""
    state = entry.after.state
    if entry.before is None and state == State.PLANNED:
        return _("Action planned")
    if entry.before is not None and not entry.changed("state"):
        return ""
    return {
        State.PLANNED: _("Action planned again"),
        State.WAITING: _("Action waits"),
        State.DONE: _("Action done"),
        State.CANCELLED: _("Action cancelled"),
    }[state]


def names(reach, floor, user):
    """New names of the people who are watched themselves."""
    rows = OfficialName.objects.visible_to(user).filter(official__in=reach.by_official)
    entries_by_key = told_since(rows, floor)
    for each in rows.filter(pk__in=entries_by_key).select_related("official"):
        about = {"officials": frozenset({each.official_id})}
        for one in entries_by_key[each.pk]:
            if one.before is None or one.changed("text", "is_display"):
                words = _("Name changed") if one.before else _("Name added")
                title = f"{each.official}: {each.text}"
                yield News(words, each.official, title, one.at, by=one.by, **about)


def institutions(reach, floor, user):
    """Names, places in the whole, and the end of institutions."""
    rows = Institution.objects.visible_to(user).filter(pk__in=reach.by_place)
    fields = {
        _("Name changed"): ("name", "native_name"),
        _("Belongs elsewhere now"): ("parent_id",),
        _("Dissolved"): ("dissolved_on",),
    }
    for each, words, one in retold(rows, floor, _("New institution"), fields):
        about = {"places": frozenset({each.pk})}
        yield News(words, each, str(each), one.at, by=one.by, **about)


def posts(reach, floor, user):
    """New posts, their titles, and the end of posts."""
    rows = Post.objects.visible_to(user).filter(
        Q(pk__in=reach.by_post) | Q(institution__in=reach.by_place)
    )
    fields = {
        _("Name changed"): ("title", "native_title"),
        _("Abolished"): ("abolished_on",),
    }
    for each, words, one in retold(rows, floor, _("New post"), fields):
        about = {
            "posts": frozenset({each.pk}),
            "places": frozenset({each.institution_id}),
        }
        yield News(words, each, str(each), one.at, by=one.by, **about)


def retold(rows, floor, words_for_new, fields):
    """(record, words, `Told`) of what was made, or changed in one of `fields`."""
    entries_by_key = told_since(rows, floor)
    for each in rows.filter(pk__in=entries_by_key):
        for one in entries_by_key[each.pk]:
            if one.before is None:
                yield each, words_for_new, one
            for words, names in fields.items():
                if one.changed(*names):
                    yield each, words, one
