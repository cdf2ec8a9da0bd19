"""“To mend”: what contradicts itself in the register, and what settles it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.institutions import faults
from officials.institutions.forms import EndForm, SeatsForm
from officials.institutions.models import Appointment, Post
from staff.addresses import address
from staff.pages import Page, StepPage
from staff.phrases import short_date, spell
from staff.views.institutions.posts import marks

PAGE_SIZE = 25
COUNTED = 1000
LABELS = {
    "holders": gettext_lazy("Two holders"),
    "crowd": gettext_lazy("Too many holders"),
    "backwards": gettext_lazy("End before start"),
    "dead": gettext_lazy("Holder has died"),
    "gone": gettext_lazy("Post is gone"),
    "alone": gettext_lazy("Still disputed"),
    "start": gettext_lazy("No start"),
}
SENTENCES = {
    "holders": gettext_lazy(
        "The post has one seat, and two people are on record in it at one time. Mend "
        "the dates of one, end one, or give the post more seats."
    ),
    "crowd": gettext_lazy(
        "More people are on record at one time than the post has seats."
    ),
    "backwards": gettext_lazy("It ends before it begins: one of the dates is wrong."),
    "dead": gettext_lazy(
        "The holder is recorded as dead, and still holds the post or left it later."
    ),
    "gone": gettext_lazy(
        "The post was abolished or the institution dissolved, and somebody holds it "
        "still or left it later."
    ),
    "alone": gettext_lazy(
        "It is marked as disputed, but nothing on record contradicts it."
    ),
    "start": gettext_lazy("Nobody knows since when. A year is enough."),
}


class MendList(Page):
    """One kind of contradiction at a time, with what settles it."""

    template_name = "officials/institutions/mend_list.html"
    title = gettext_lazy("To mend")
    permission_required = "officials.view_appointment"

    def get_trail(self):
        return [(_("Officials"), reverse("official-list"))]

    def get_context_data(self, **context):
        user = self.request.user
        queries = {name: kind(user) for name, kind in faults.KINDS.items()}
        counts = {name: row_count(query) for name, query in queries.items()}
        kinds = [name for name, count in counts.items() if count]
        kind = self.request.GET.get("kind", "")
        if kind not in queries:
            kind = kinds[0] if kinds else "holders"
        number = page_number(self.request)
        start = (number - 1) * PAGE_SIZE
        page_rows = list(rows_of(kind, queries[kind])[start : start + PAGE_SIZE + 1])
        context |= {
            "tabs": [tab(name, counts[name], kind) for name in LABELS],
            "sentence": SENTENCES[kind],
            "entries": self.entries(kind, page_rows[:PAGE_SIZE]),
            "page": page_links(kind, number, page_rows) if page_rows else None,
        }
        return super().get_context_data(**context)

    def entries(self, kind, page_rows):
        describe = FaultWords(self.request, kind)
        if kind == "holders":
            return describe.pairs(page_rows)
        if kind == "crowd":
            return [describe.crowd(post) for post in page_rows]
        return [describe.one(each) for each in page_rows]


def row_count(query):
    return query.order_by()[: COUNTED + 1].count()


def rows_of(kind, query):
    return query.values_list("pk", "rival") if kind == "holders" else query


def page_number(request):
    page_text = request.GET.get("page", "")[:6]
    return max(int(page_text), 1) if page_text.isascii() and page_text.isdigit() else 1


def here(kind, number=1):
    return f"{reverse('mend-list')}?{urlencode({'kind': kind, 'page': number})}"


def tab(name, count, current):
    count_text = (
        f"{number_format(COUNTED)}+" if count > COUNTED else number_format(count)
    )
    return {
        "label": f"{LABELS[name]} ({count_text})" if count else LABELS[name],
        "url": f"{reverse('mend-list')}?{urlencode({'kind': name})}",
        "current": name == current,
    }


def page_links(kind, number, page_rows):
    first, more = (number - 1) * PAGE_SIZE + 1, len(page_rows) > PAGE_SIZE
    last = first + min(len(page_rows), PAGE_SIZE) - 1
    return {
        "text": f"{number_format(first)}–{number_format(last)}",
        "previous_url": here(kind, number - 1) if number > 1 else None,
        "next_url": here(kind, number + 1) if more else None,
    }


class FaultWords:
    """Puts contradictions into words and buttons for one reader."""

    def __init__(self, request, kind):
        self.user = request.user
        self.kind = kind
        self.may = self.user.has_perm("officials.change_appointment")
        self.may_post = self.user.has_perm("officials.change_post")
        self.back = request.get_full_path()

    def way(self, url, **more):
        return f"{url}?{urlencode({**more, 'next': self.back})}"

    def entry(self, post, holders, **more):
        return {
            "title": str(post),
            "url": address(post),
            "place": str(post.institution),
            "holders": holders,
            "back": self.back,
            **more,
        }

    def one(self, each):
        return self.entry(
            each.post, [self.holder(each, left_on(each, self.kind))], why=why(each)
        )

    def pairs(self, keys):
        """Entries of (key, key of the rival); one query."""
        appointment_keys = {key for pair in keys for key in pair}
        visible_appointments = faults.seen_by(self.user).filter(pk__in=appointment_keys)
        appointments_by_key = {each.pk: each for each in visible_appointments}
        entries = []
        for pair in keys:
            one, other = sorted(
                (appointments_by_key[key] for key in pair), key=by_start
            )
            suggested_end = iso(other.started)
            holders = [self.holder(one, suggested_end), self.holder(other, "")]
            seats = self.seats_url(one.post, 2)
            entries.append(self.entry(one.post, holders, seats_url=seats))
        return entries

    def crowd(self, post):
        words = _("%(people)s at one time, in %(seats)s seats") % {
            "people": number_format(post.at_once),
            "seats": number_format(post.seats),
        }
        seats = self.seats_url(post, post.at_once)
        return self.entry(post, [], why=words, seats_url=seats)

    def seats_url(self, post, seats):
        if not self.may_post:
            return None
        return self.way(address(post, "seats"), seats=seats)

    def holder(self, each, suggested_end):
        """One line about an appointment; `suggested_end` is the end it suggests."""
        words = {
            "name": str(each.official),
            "url": address(each.official),
            "dates": spell(each),
            "source": each.source,
            "badges": marks(each),
        }
        if not self.may:
            return words
        words["edit_url"] = self.way(address(each, "edit"))
        if self.kind in ("holders", "dead", "gone"):
            words["end_url"] = self.way(address(each, "end"), ended=suggested_end)
        if each.disputed and self.kind in ("holders", "alone"):
            words["settle_url"] = address(each, "settle")
        return words


def by_start(appointment):
    return str(appointment.started and appointment.started.first), appointment.pk


def iso(date):
    """A partial date as one would type it; nothing for a stretch of days."""
    return date.isoformat() if date and date.precision != "span" else ""


def left_on(each, kind):
    """The end that a contradiction suggests, as one would type it."""
    if kind == "dead":
        return iso(each.official.died)
    if kind == "gone":
        if each.post.abolished_on:
            return each.post.abolished_on.isoformat()
        return iso(each.post.institution.dissolved_on)
    return ""


def why(each):
    """What is known of the person, the post and the place that may contradict it."""
    post, today = each.post, timezone.localdate()
    words = []
    if each.official.died:
        words.append(_("died: %(date)s") % {"date": each.official.died})
    if post.abolished_on and post.abolished_on <= today:
        words.append(_("abolished: %(date)s") % {"date": short_date(post.abolished_on)})
    if post.institution.dissolved_on:
        words.append(_("dissolved: %(date)s") % {"date": post.institution.dissolved_on})
    return "; ".join(words)


class AppointmentStep(StepPage):
    """A step of an appointment; it is disputed or not, and has no other state."""

    model = Appointment
    permission_required = "officials.change_appointment"

    def why_not(self):
        return _("That is so already.")


class AppointmentSettle(AppointmentStep):
    step = staticmethod(faults.settle)
    verb = "settle"
    label = gettext_lazy("Not in dispute any more")
    success_message = gettext_lazy("It is not in dispute any more.")
    undo = "dispute"

    @classmethod
    def is_open(cls, record, user):
        return record.disputed


class AppointmentDispute(AppointmentStep):
    step = staticmethod(faults.dispute)
    verb = "dispute"
    label = gettext_lazy("Mark as disputed")
    success_message = gettext_lazy("It is disputed, and stands on “To mend”.")
    undo = "settle"

    @classmethod
    def is_open(cls, record, user):
        return not record.disputed


class Prefilled:
    """A step whose form opens with what the address suggests."""

    def get(self, request, *args, **kwargs):
        names = self.form_class.base_fields
        initial_fields = {
            name: request.GET[name][:40] for name in names if name in request.GET
        }
        form = self.form_class(prefix=self.verb, initial=initial_fields)
        return self.render_to_response(self.get_context_data(form=form))


class AppointmentEnd(Prefilled, AppointmentStep):
    step = staticmethod(faults.end)
    verb = "end"
    label = gettext_lazy("End it")
    form_class = EndForm

    @classmethod
    def is_open(cls, record, user):
        return True

    def get_title(self):
        return _("%(person)s left: %(post)s") % {
            "person": self.record.official,
            "post": self.record.post,
        }


class PostSeats(Prefilled, StepPage):
    model = Post
    step = staticmethod(faults.give_seats)
    verb = "seats"
    label = gettext_lazy("It has several seats")
    form_class = SeatsForm
    permission_required = "officials.change_post"

    @classmethod
    def is_open(cls, record, user):
        return True
