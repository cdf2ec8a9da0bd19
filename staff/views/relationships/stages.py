"""Where a relationship stands, what may come next, and the steps that take it there."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.approach import workflow as approach_steps
from engagements.relationships import workflow
from engagements.relationships.models import HostileNoteAnswer, Relationship, StageMove
from engagements.relationships.rules import refusal
from engagements.relationships.stage_forms import MoveForm, StageForm, WarmthForm
from engagements.relationships.workflow import can_be_undone, needs_reason, next_stages
from officials.safeguards.models import ReviewRequest, Switch
from staff.addresses import address
from staff.pages import StepPage
from staff.phrases import short_date, short_moment

State = ReviewRequest.State
CHANGES = "engagements.change_relationship"


def panel(official, user):
    """“Before we approach” in a line, for templates/officials/relationship_before."""
    if not user.has_perm("engagements.view_approach"):
        return None
    latest = approach_steps.latest(official, user)
    may_write = user.has_perm("engagements.add_approach")
    if latest is None and not may_write:
        return None
    approach_in_force = approach_steps.in_force(official, user)
    return {
        "url": reverse("official-before", args=[official.pk]),
        "is_new": latest is None,
        "words": standing(latest),
        "in_force": ""
        if approach_in_force in (None, latest)
        else standing(approach_in_force),
        "ran_out": bool(
            approach_in_force and approach_steps.ran_out(approach_in_force)
        ),
    }


def standing(approach):
    """How far an approach has come, in a sentence."""
    if approach is None:
        return _("Nobody has answered the four questions yet.")
    review, version = approach.review, approach.version
    if review is None:
        return _("Version %(version)s is a draft.") % {"version": version}
    who = review.decided_by or review.asked_of or ""
    waits = _("Version %(version)s waits for a signature.")
    if who:
        waits = _("Version %(version)s waits for the signature of %(who)s.")
    words = {
        State.OPEN: waits,
        State.SIGNED: _("Version %(version)s is signed by %(who)s."),
        State.SENT_BACK: _("Version %(version)s was sent back by %(who)s."),
        State.UNSIGNED: _("Version %(version)s went ahead unsigned."),
        State.WITHDRAWN: _("The signature of version %(version)s was taken back."),
    }[review.state]
    sentences = [words % {"version": version, "who": who}]
    if review.state in (State.SIGNED, State.UNSIGNED):
        until = short_date(approach.conduct.valid_until)
        sentences.append(_("Its conduct check holds until %(day)s.") % {"day": until})
    return " ".join(sentences)


def stage_panel(relationship, user):
    """The stage, the legal next moves, warmth, and the way it came here."""
    moves = StageMove.objects.visible_to(user).filter(relationship=relationship)
    moves = list(moves.select_related("moved_by", "review__decided_by"))
    may_change = user.has_perm(CHANGES)
    can_undo = may_change and moves and can_be_undone(moves[0], relationship)
    return {
        "stage": relationship.get_stage_display(),
        "moves": [move_row(move) for move in moves],
        "buttons": move_buttons(relationship) if may_change else [],
        "undo_url": address(relationship, "undo") if can_undo else None,
        "warmth": warmth_of(relationship, user),
        "hostile": [hostile_row(each) for each in answers_to(relationship, user)],
    }


def answers_to(relationship, user):
    """What was decided of hostile notes, the latest first."""
    answers = HostileNoteAnswer.objects.visible_to(user).filter(
        relationship=relationship
    )
    return answers.select_related("answered_by", "mention__note")


def hostile_row(answer):
    note = answer.mention.note
    return {
        "answer": answer.get_answer_display(),
        "note": f"{note} ({note.grade})",
        "url": address(note),
        "reason": answer.reason,
        "at": short_moment(answer.answered_at),
        "by": str(answer.answered_by),
    }


def move_buttons(relationship):
    """A button for each stage that may come next; beside a closed one, why."""
    buttons = []
    for to in next_stages(relationship):
        asks = needs_reason(relationship.stage, to)
        why = refusal(
            relationship.pk, to, before=relationship.stage, reason="?" if asks else ""
        )
        url = address(relationship, "move")
        buttons.append({**move_form(to, asks), "url": url, "why_not": why})
    if buttons and not buttons[0]["why_not"]:
        buttons[0]["primary"] = True  # forward, or back from rest
    return buttons


def move_form(to, asks):
    """What a button to the stage `to` says, and the fields it sends."""
    form = MoveForm(prefix="move", initial={"to": to}, auto_id=f"id_{to}_%s")
    if not asks:
        del form.fields["reason"]
    label = _("Move to “%(stage)s”") % {"stage": Relationship.Stage(to).label}
    return {"label": label, "fields": form, "asks": asks}


def move_row(move):
    """A move in words: from, to, when, who, why, and who signed for it."""
    signer = move.review and move.review.decided_by
    return {
        "from": move.get_from_stage_display(),
        "to": move.get_to_stage_display(),
        "at": short_moment(move.moved_at),
        "by": str(move.moved_by),
        "reason": move.reason,
        "confirmed_by": str(signer) if signer else "",
        "was_so_before": move.was_so_before,
    }


def warmth_of(relationship, user):
    """The ladder of warmth and how it was climbed, while that is switched on."""
    if not Switch.objects.is_on(Switch.Name.WARMTH):
        return None
    changes = relationship.warmth_changes.visible_to(user)
    changes = changes.select_related("changed_by", "action")[:10]
    return {
        "now": relationship.get_warmth_display(),
        "change_url": (
            address(relationship, "warmth") if user.has_perm(CHANGES) else None
        ),
        "changes": [
            {
                "to": change.get_to_warmth_display(),
                "at": short_moment(change.changed_at),
                "by": str(change.changed_by),
                "action": str(change.action),
                "url": address(change.action),
                "reason": change.reason,
            }
            for change in changes
        ],
    }


def quietness(relationship):
    """How long they have not heard from us, in words: a level, and how it is counted.

    The level is “”, “soon” (due) or “overdue” (beyond the longest time).
    """
    today = timezone.localdate()
    if relationship.due_on is None:
        words = _("They died: no contact is due any more.")
        return {"level": "", "words": words, "formula": ""}
    level, words = "", _("In time.")
    if relationship.quiet_on < today:
        days = (today - relationship.quiet_on).days
        level = "overdue"
        words = ngettext(
            "Gone quiet: %(days)s day beyond the longest time.",
            "Gone quiet: %(days)s days beyond the longest time.",
            days,
        ) % {"days": days}
    elif relationship.due_on <= today:
        level = "soon"
        words = _("A contact is due since %(day)s.") % {
            "day": short_date(relationship.due_on)
        }
    return {"level": level, "words": words, "formula": formula_of(relationship)}


def formula_of(relationship):
    """How due and gone quiet are counted, in days; one day is said once."""
    last = relationship.last_contact_on
    formula = [_("Due: the beginning (%(start)s) + %(rhythm)s days = %(due)s.")]
    if last:
        formula = [_("Due: last contact (%(start)s) + %(rhythm)s days = %(due)s.")]
    if relationship.quiet_on != relationship.due_on:
        formula.append(_("Gone quiet after: + %(longest)s days = %(quiet)s."))
    return " ".join(formula) % {
        "start": short_date(last or relationship.began_on),
        "rhythm": relationship.rhythm_days,
        "due": short_date(relationship.due_on),
        "longest": relationship.longest_days or relationship.rhythm_days,
        "quiet": short_date(relationship.quiet_on),
    }


class RelationshipStep(StepPage):
    """A step of a relationship; it leads back to its tab."""

    model = Relationship
    permission_required = CHANGES

    @classmethod
    def is_open(cls, record, user):
        """Whether it may be made is for the rules to say, in their own words."""
        return True

    def following(self, otherwise):
        tab = f"{address(self.record)}?tab=relationship"
        return super().following(tab if otherwise else otherwise)

    def get_context_data(self, **context):
        tab = f"{address(self.record)}?tab=relationship"
        return {**super().get_context_data(**context), "cancel_url": tab}


class RelationshipMove(RelationshipStep):
    step = staticmethod(workflow.move_stage)
    verb = "move"
    label = gettext_lazy("Move to another stage")
    success_message = gettext_lazy("Moved.")
    undo = "undo"

    def form_class(self, *args, **kwargs):
        return StageForm(*args, relationship=self.record, **kwargs)


class RelationshipUndo(RelationshipStep):
    step = staticmethod(workflow.undo_stage)
    verb = "undo"
    label = gettext_lazy("Take the last move back")
    success_message = gettext_lazy("The last move is taken back.")


def change_warmth(relationship, *, by, **details):
    """The verb, while warmth is in use here."""
    if not Switch.objects.is_on(Switch.Name.WARMTH):
        raise ValidationError(_("Warmth is not in use here."))
    return workflow.change_warmth(relationship, by=by, **details)


class RelationshipWarmth(RelationshipStep):
    step = staticmethod(change_warmth)
    verb = "warmth"
    label = gettext_lazy("Change the warmth")
    success_message = gettext_lazy("Changed.")

    def form_class(self, *args, **kwargs):
        user = self.request.user
        return WarmthForm(*args, relationship=self.record, user=user, **kwargs)
