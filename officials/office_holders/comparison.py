"""What a file of office-holders would change: each row beside what is on record.

A person is told by their Wikidata item, else by their name, within the circle that the
file goes to; a post by institution and title. An appointment is known again by source,
post, person, start and end; the first four with an end where ours is open is a change.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.folding import fold
from officials.models import Appointment, Identifier, Official, OfficialName, Post
from officials.office_holders.rows import Row

GAPS = ("gender", "born", "died")


class Status(models.TextChoices):
    """What a row is, beside what is on record."""

    NEW = "new", gettext_lazy("New")
    CHANGED = "changed", gettext_lazy("Changed")
    SAME = "same", gettext_lazy("The same")
    WRONG = "wrong", gettext_lazy("Wrong")


@dataclass(slots=True)
class Line:
    """A row, what it is, and why, in sentences.

    `official` and `appointment` are what it is about, saved or not yet; `fills` tells
    that it knows something of the official that we did not.
    """

    row: Row
    status: str = Status.WRONG
    why: list[str] = field(default_factory=list)
    official: Official | None = None
    appointment: Appointment | None = None
    fills: bool = False

    @property
    def can_be_imported(self):
        return self.status in (Status.NEW, Status.CHANGED)


class OnRecord:
    """What `user` sees of what the rows may touch: four queries, however many rows.

    `locked` keeps others from changing it until the transaction ends.
    """

    def __init__(self, rows, to, *, user, locked=False):
        self.user = user
        self.locked = locked
        titles = {row.position for row in rows}
        self.folds = {name: fold(name) for name in {row.person for row in rows}}
        self.posts = self.posts_of(to, titles)
        self.load_people(to, {row.item for row in rows if row.item})
        self.load_appointments(to)

    def visible(self, model):
        records = model.objects.visible_to(self.user)
        return records.select_for_update(of=("self",)) if self.locked else records

    def posts_of(self, to, titles):
        """Posts by title; those of the circle itself before those of all staff."""
        found = self.visible(Post).filter(
            institution=to.institution, circle__in=to.circles
        )
        found = [post for post in found if {post.title, post.native_title} & titles]
        found.sort(key=lambda post: post.circle_id == to.circle.pk)
        by_native = {p.native_title: p for p in found if p.native_title}
        return by_native | {post.title: post for post in found}

    def load_people(self, to, items):
        names = (
            OfficialName.objects.visible_to(self.user)
            .filter(folded__in=set(self.folds.values()))
            .order_by("official")
            .values_list("folded", "official", "circle")
        )
        here, self.elsewhere = defaultdict(set), set()
        for folded, official, circle in names:
            if circle == to.circle.pk:
                here[folded].add(official)
            else:
                self.elsewhere.add(folded)
        keys = set().union(*here.values())
        officials = self.visible(Official).filter(circle=to.circle)
        numbers = Identifier.objects.visible_to(self.user).filter(
            scheme=Identifier.WIKIDATA, circle=to.circle
        )
        by_number = numbers.filter(Q(value__in=items) | Q(official__in=keys))
        items_of = dict(by_number.values_list("value", "official"))
        officials = officials.filter(pk__in=keys | set(items_of.values()))
        known = {official.pk: official for official in officials}
        self.with_item = set(items_of.values())
        self.by_item = {i: known[key] for i, key in items_of.items() if key in known}
        self.by_name = defaultdict(dict)
        for folded, keys in here.items():
            self.by_name[folded] = {key: known[key] for key in keys if key in known}

    def load_appointments(self, to):
        self.appointments = defaultdict(list)
        self.from_others = set()
        posts = {post.pk for post in self.posts.values()}
        for held in self.visible(Appointment).filter(post__in=posts, circle=to.circle):
            if held.source == to.source:
                key = (held.post_id, held.official_id, held.started)
                self.appointments[key].append(held)
            else:
                self.from_others.add((held.post_id, held.official_id, held.started))


def compare(rows, to, *, user, locked=False):
    """A `Line` for each row, in their order; nothing is written.

    New records are made in memory, so that two rows of one person share one official.
    """
    good = [row for row in rows if not row.problems]
    return Comparison(OnRecord(good, to, user=user, locked=locked), to).lines(rows)


class Comparison:
    """One pass over the rows. What it learns from one row, it knows for the next.

    The order of the rows does not matter: rows with a Wikidata item say first who is
    who, and rows with an end come before those that leave it open.
    """

    def __init__(self, on_record, to):
        self.on_record = on_record
        self.to = to
        self.said = {}

    def lines(self, rows):
        lines = [Line(row, why=list(row.problems)) for row in rows]
        good = [line for line in lines if not line.row.problems]
        for line in sorted(good, key=lambda line: not line.row.item):
            line.official = self.official(line)
        told = [line for line in good if line.official is not None]
        for line in sorted(told, key=lambda line: line.row.end is None):
            self.find_appointment(line)
        return lines

    # Who

    def official(self, line):
        """The person of a row, on record or new; None, with the reason, if unsure."""
        row, names = line.row, self.on_record.by_name
        folded = self.on_record.folds[row.person]
        if row.item:
            official = self.on_record.by_item.get(row.item)
        elif len(names[folded]) > 1:
            line.why.append(
                _(
                    "Several people are called “%(name)s”: "
                    "write the Wikidata item of the right one in the file."
                )
                % {"name": row.person}
            )
            return None
        else:
            official = next(iter(names[folded].values()), None)
        if official is None:
            official = self.new_official(line, folded)
        elif filled := self.fill_gaps(official, row):
            line.fills = not official._state.adding
            line.why += filled if line.fills else []
        names[folded][official.pk] = official
        return official

    def new_official(self, line, folded):
        row = line.row
        official = Official(
            circle=self.to.circle,
            **{gap: getattr(row, gap) for gap in GAPS},
        )
        official.written, official.item = row.person, row.item
        line.why.append(_("New official."))
        namesakes = self.on_record.by_name[folded].values()
        if any(not self.has_item(other) for other in namesakes):
            line.why.append(_("One of this name is on record without a Wikidata item."))
        elif folded in self.on_record.elsewhere:
            line.why.append(_("One of this name is on record in another circle."))
        if row.item:
            self.on_record.by_item[row.item] = official
        return official

    def has_item(self, official):
        return official.pk in self.on_record.with_item or getattr(official, "item", "")

    def fill_gaps(self, official, row):
        """Sets what we did not know of the person; a sentence for each."""
        filled = []
        for gap in GAPS:
            value = getattr(row, gap)
            if not value or getattr(official, gap):
                continue
            setattr(official, gap, value)
            label = Official._meta.get_field(gap).verbose_name
            shown = official.get_gender_display() if gap == "gender" else value
            words = {"field": label, "value": shown}
            filled.append(_("Adds %(field)s: %(value)s.") % words)
        return filled

    # What

    def find_appointment(self, line):
        """Sets what the row is: new, changed or the same, and why."""
        row = line.row
        post = self.post(line)
        key = (post.pk, line.official.pk, row.start)
        known = self.on_record.appointments[key]
        said_by = self.said.setdefault((key, row.end), row.number)
        if any(held.ended == row.end for held in known) or (known and row.end is None):
            self.is_the_same(line, known, said_by)
            return
        line.appointment = next((held for held in known if held.ended is None), None)
        if line.appointment:
            line.status = Status.CHANGED
            line.why.append(_("Ended %(end)s; that was open.") % {"end": row.end})
            line.appointment.ended = row.end
            return
        line.status = Status.NEW
        line.why += self.doubts(key, known)
        line.appointment = self.new_appointment(line, post)
        known.append(line.appointment)

    def post(self, line):
        title = line.row.position
        if title not in self.on_record.posts:
            self.on_record.posts[title] = Post(
                institution=self.to.institution, title=title, circle=self.to.circle
            )
            line.why.append(_("New post."))
        return self.on_record.posts[title]

    def new_appointment(self, line, post):
        return Appointment(
            official=line.official,
            post=post,
            started=line.row.start,
            ended=line.row.end,
            source=self.to.source,
            circle=self.to.circle,
        )

    def is_the_same(self, line, known, said_by):
        """A row that adds nothing, or only what it knows of the person."""
        line.status = Status.CHANGED if line.fills else Status.SAME
        row = line.row
        if said_by != row.number:
            why = _("Row %(row)s says the same.") % {"row": said_by}
        elif all(held.ended != row.end for held in known):
            end = {"end": known[0].ended}
            why = _("On record already, and that it ended %(end)s.") % end
        else:
            why = _("On record already.")
        line.why.append(why)

    def doubts(self, key, known):
        if known:
            ends = ", ".join(str(held.ended) for held in known)
            said = _("Known from the same start with another end: %(ends)s.")
            return [said % {"ends": ends}]
        if key in self.on_record.from_others:
            return [_("The same start is on record from another source.")]
        return [_("New appointment.")]
