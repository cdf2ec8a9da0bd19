"""Where the gate shows: why something does not go out yet, and who can open it.

Only while it is closed, or closes within 14 days. Whoever does not see what closes it
reads one sentence, whatever it is.
"""

import datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.letters.models import LetterTemplate
from officials.clearance import gate
from officials.clearance.models import Clearance
from officials.names.choice import valid_keys
from officials.people.models import Official
from officials.safeguards.models import ConductCheck
from officials.safeguards.workflow import SIGNS_RED
from officials.security.refusals import ask
from staff.pages import StepPage
from staff.phrases import short_date
from staff.views.approach.who_opens import WhoOpens, either

SOON = datetime.timedelta(days=14)
Answer, Weight, Decision = gate.Answer, gate.Weight, ConductCheck.Decision


class Gate:
    """What the gate says of the acts of one page, asked once; `rows` is the block.

    `acts` are `gate.Act`s and `officials` those of them whom the reader sees. `kept`:
    the page is about something that waits, not about the person.
    """

    def __init__(self, acts, officials, reader, *, kept=True):
        people = {each.pk: each for each in officials}
        self.acts = [each for each in acts if each.official in people]
        self.people, self.reader, self.kept = people, reader, kept
        self.closed = {}
        for act, answer in zip(self.acts, gate.answers_to(self.acts), strict=True):
            self.closed[act.official] = max(answer, self.closed.get(act.official, 0))

    @property
    def by_manager(self):
        """Whether a manager alone can let it go, for all whom it does not go to."""
        return max(self.closed.values(), default=Answer.GOES) == Answer.BY_MANAGER

    @property
    def is_closed(self):
        return any(self.closed.values())

    @cached_property
    def clearances(self):
        """{official: [clearances]} that the reader sees."""
        rows = Clearance.objects.visible_to(self.reader).filter(
            official__in=list(self.people)
        )
        by_official = {}
        named = ("circle", "signed_by", "ahead_by", "red_signed_by", "taken_over_by")
        for each in rows.select_related(*named).order_by("circle", "pk"):
            by_official.setdefault(each.official_id, []).append(each)
        return by_official

    @cached_property
    def who_opens(self):
        return WhoOpens(self.people.values(), self.reader)

    @cached_property
    def is_other_track(self):
        """Whether the reader is of those who know of no approach."""
        return bool(ask("app_on_accountability()"))

    @cached_property
    def rows(self):
        """What components/gate.html shows, a row for each person."""
        return list(self.row_of.values())

    @cached_property
    def row_of(self):
        """{official: their row}, of those who have one."""
        rows = {key: self.row(self.people[key]) for key in self.closed}
        return {key: row for key, row in rows.items() if row}

    def row(self, official):
        answer = self.closed[official.pk]
        words = self.why(official) if answer else self.soon(official)
        if not words:
            return None
        return {
            "name": str(official),
            "words": words,
            "buttons": self.buttons(official),
        }

    def why(self, official):
        """Why nothing goes out to `official` now, as far as the reader may know."""
        name = {"name": official}
        if official.died:
            return self.died(official) % name
        if self.is_other_track:
            return self.consult(official)
        rows = self.clearances.get(official.pk, ())
        if any(each.decision == Decision.REFUSE for each in rows):
            return self.decided(official, rows)
        if any(each.is_red for each in rows):
            return self.red(official)
        if any(each.decision == Decision.DEFER or each.resting_since for each in rows):
            return self.decided(official, rows)
        return self.neutral(official)

    @cached_property
    def condolences(self):
        """What the gate says of a condolence, of each of the people who died."""
        dead = [each for each in self.people.values() if each.died]
        acts = [(each.pk, Weight.CONDOLENCE, each.circle_id) for each in dead]
        keys = [each.pk for each in dead]
        return dict(zip(keys, gate.answers(acts), strict=True))

    def died(self, official):
        """What may still be said, to the family or the office; not why else nothing."""
        answer = self.condolences[official.pk]
        if answer == Answer.GOES:
            return _(
                "%(name)s: has died. A condolence to the family or the office is still "
                "possible."
            )
        if answer == Answer.BY_MANAGER:
            return _(
                "%(name)s: has died. A manager can let a condolence to the family or "
                "the office go."
            )
        return _("%(name)s: has died. Nothing goes out to them or in their name.")

    def neutral(self, official):
        words = {
            "name": official,
            "who": either(self.who_opens.names(official)),
            "how": "",
        }
        if self.kept and words["who"]:
            sentence = _(
                "%(name)s: kept, but it does not go out yet. “Before we approach” has "
                "to be looked at before we turn to them; %(who)s can do that."
            )
        elif self.kept:
            sentence = _(
                "%(name)s: kept, but it does not go out yet. “Before we approach” has "
                "to be looked at before we turn to them."
            )
        elif words["who"]:
            sentence = _(
                "%(name)s: “Before we approach” has to be looked at before we turn to "
                "them; %(who)s can do that."
            )
        else:
            sentence = _(
                "%(name)s: “Before we approach” has to be looked at before we turn to "
                "them."
            )
        return sentence % words

    def red(self, official):
        words = {
            "name": official,
            "who": either(self.who_opens.names(official, red=True)),
        }
        sentence = _(
            "%(name)s: turning to them now could harm them. Warning them or calling "
            "off is always possible."
        )
        if words["who"]:
            sentence = _(
                "%(name)s: turning to them now could harm them. %(who)s can open this "
                "after reading the risks. Warning them or calling off is always "
                "possible."
            )
        return sentence % words

    def decided(self, official, rows):
        """It was refused, or is at rest: since when, and who knows why."""
        closed = (Decision.REFUSE, Decision.DEFER)
        since = [each.decision_since for each in rows if each.decision in closed]
        since += [each.resting_since for each in rows]
        since = [moment for moment in since if moment]
        day = timezone.localdate(max(since, default=timezone.now()))
        leads = [str(each) for each in self.who_opens.leads.get(official.pk, ())]
        words = {
            "name": official,
            "day": format_date(day, pgettext("day of a decision", "j F")),
            "lead": either(list(dict.fromkeys(leads))),
        }
        sentence = _(
            "%(name)s: on %(day)s we decided not to go on for now. A manager can take "
            "it up again. You can still decline politely, or write to the office "
            "formally."
        )
        if words["lead"]:
            sentence = _(
                "%(name)s: on %(day)s we decided not to go on for now. %(lead)s knows "
                "why; a manager can take it up again. You can still decline politely, "
                "or write to the office formally."
            )
        return sentence % words

    def consult(self, official):
        """All that the people of the accountability track are told."""
        names = ", ".join(self.who_opens.names(official))
        return _("%(name)s: consult first: %(names)s.") % {
            "name": official,
            "names": names or _("a manager"),
        }

    def soon(self, official):
        """That it closes within 14 days, where the reader sees what holds it open."""
        rows = [
            each
            for each in self.clearances.get(official.pk, ())
            if each.circle.everyone or each.circle_id == official.circle_id
        ]
        until = [day for each in rows for day in days_of(each) if day]
        if not until or max(until) > timezone.localdate() + SOON:
            return ""
        sentence = _(
            "%(name)s: “Before we approach” holds until %(day)s. Have it looked at "
            "before; %(who)s can do that."
        )
        if max(until) < timezone.localdate():
            sentence = _(
                "%(name)s: “Before we approach” ran out on %(day)s. Have it looked at "
                "in the next days; %(who)s can do that."
            )
        return sentence % {
            "name": official,
            "day": short_date(max(until)),
            "who": either(self.who_opens.names(official)) or _("a manager"),
        }

    def buttons(self, official):
        reader, buttons = self.reader, []
        condoles = official.died and self.condolences[official.pk] != Answer.WAITS
        if condoles and reader.has_perm("engagements.add_letter"):
            words = _("Condolence to family or office")
            buttons.append({"label": words, "url": condolence_page(official, reader)})
        if reader.has_perm("engagements.view_approach") and not self.is_other_track:
            url = reverse("official-before", args=[official.pk])
            buttons.append({"label": _("Open the page"), "url": url})
        if reader.has_perm("engagements.add_outreachaction"):
            url = f"{reverse('met')}?official={official.pk}"
            buttons.append({"label": _("Record what has happened"), "url": url})
        return buttons


def condolence_page(official, user):
    """Where one is written: a letter, where there is a template of it; else a plan."""
    templates = LetterTemplate.objects.in_circles_of(user).in_use()
    if templates.filter(occasion=LetterTemplate.Occasion.CONDOLENCE).exists():
        return f"{reverse('letter-add')}?official={official.pk}&occasion=condolence"
    return f"{reverse('action-add')}?official={official.pk}&kind=condolence"


def days_of(clearance):
    """Until when it holds a gate open, for each of what does."""
    ahead = clearance.ahead_until
    return (
        clearance.signed_until,
        clearance.taken_over_until,
        ahead and timezone.localdate(ahead),
    )


def gate_of(officials, reader, weight=Weight.WORK):
    """The gate before `officials`, whatever of this weight goes to them."""
    acts = [gate.Act(None, each.pk, weight, each.circle_id) for each in officials]
    return Gate(acts, officials, reader, kept=False)


def gate_of_form(form, name, weight=Weight.WORK):
    """The gate before those whom the field `name` of a form of a plan names."""
    value = form[name].value()
    keys = valid_keys(value if isinstance(value, list) else [value])
    people = Official.objects.visible_to(form.user).select_related("circle")
    people = list(people.filter(pk__in=keys)) if keys else []
    return gate_of(people, form.user, weight)


class Gated:
    """A page of one record that turns to people: the gate shows while it is closed.

    `goes_to` is the function of the database that says to whom; `let_go_step` the page
    by which a manager lets it go.
    """

    goes_to = ""
    let_go_step = None

    def is_to_go(self):
        """Whether the record is still to go out."""
        return True

    def acts(self):
        return gate.acts_of(self.goes_to, [self.record.pk])

    def officials_of_record(self):
        return [self.record.official] if self.record.official else []

    @cached_property
    def gate(self):
        officials = list(self.officials_of_record()) if self.is_to_go() else []
        acts = self.acts() if officials else []
        return Gate(acts, officials, self.request.user)

    def shown_steps(self):
        steps = super().shown_steps()
        may = self.let_go_step and self.request.user.has_perm(SIGNS_RED)
        if may and self.gate.by_manager:
            steps.append(self.let_go_step.button(self.record))
        return steps

    def get_context_data(self, **context):
        return super().get_context_data(gate=self.gate.rows, **context)


class LetGo(StepPage):
    """A manager lets it go, where the gate leaves that to them."""

    permission_required = SIGNS_RED
    verb = "let_go"
    label = gettext_lazy("Let it go")
    success_message = gettext_lazy("It may go out now.")

    @classmethod
    def is_open(cls, record, user):
        """Whether it may be let go is for the verb to say."""
        return True
