"""“May we turn to them?” on the tab of the relationship, as its reader sees it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from officials.safeguards.models import ConductCheck
from staff.phrases import short_date, short_moment

Decision = ConductCheck.Decision


def panel(gate, user):
    """The answer in a word and what it rests on; None for who knows of no approach.

    `gate` is what was asked about this person for the head of the page.
    """
    if not user.has_perm("officials.view_clearance") or gate.is_other_track:
        return None
    clearances = [each for rows in gate.clearances.values() for each in rows]
    reasons = [reason for each in clearances for reason in reasons_of(each)]
    if gate.is_closed and not any(is_told(each) for each in clearances):
        reasons.append(
            _("“Before we approach” has to be looked at before we turn to them.")
        )
    return {"words": _("Not now") if gate.is_closed else _("Yes"), "reasons": reasons}


def is_told(clearance):
    """Whether what is written of it says why nothing goes out."""
    signed = clearance.signed_until
    ended = not signed or signed < timezone.localdate()
    return ended or any(True for _sentence in what_closes(clearance))


def reasons_of(clearance):
    """What a circle knows of it, in sentences; its circle is named where it is one."""
    sentences = [*what_opens(clearance), *what_closes(clearance)]
    if clearance.circle.everyone:
        return sentences
    return [f"{clearance.circle}: {sentence}" for sentence in sentences]


def what_opens(clearance):
    today, words = timezone.localdate(), {}
    if clearance.signed_until:
        words = {
            "who": clearance.signed_by,
            "version": clearance.version,
            "day": short_date(clearance.signed_until),
        }
        if clearance.signed_until < today:
            yield (
                _("Version %(version)s, signed by %(who)s, ran out on %(day)s.") % words
            )
        else:
            yield _("Version %(version)s, signed by %(who)s, until %(day)s.") % words
    if clearance.ahead_until and clearance.ahead_until > timezone.now():
        moment = short_moment(clearance.ahead_until)
        yield _("%(who)s went ahead without a signature, until %(moment)s.") % {
            "who": clearance.ahead_by,
            "moment": moment,
        }
    if clearance.taken_over_until and clearance.taken_over_until >= today:
        yield _("Taken over from before by %(who)s, until %(day)s.") % {
            "who": clearance.taken_over_by,
            "day": short_date(clearance.taken_over_until),
        }
    if not (clearance.signed_until or clearance.ahead_until):
        yield _("Nobody has signed yet.")


def what_closes(clearance):
    if clearance.is_red and clearance.red_signed_by:
        who = {"who": clearance.red_signed_by}
        yield _("The risk is red, and %(who)s signed for it.") % who
    elif clearance.is_red:
        yield _("The risk is red, and no manager has signed for it.")
    if clearance.decision == Decision.REFUSE:
        yield dated(_("Decided: not to work with them."), clearance.decision_since)
    if clearance.decision == Decision.DEFER:
        yield dated(_("Decided: to wait."), clearance.decision_since)
    if clearance.resting_since:
        yield dated(_("At rest."), clearance.resting_since)


def dated(sentence, moment):
    """A sentence, and since when it is so."""
    if moment is None:
        return sentence
    day = short_date(timezone.localdate(moment))
    return f"{sentence} " + _("Since %(day)s.") % {"day": day}
