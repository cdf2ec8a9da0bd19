"""Why a stage does not move, in words; the rules are the database's (rules.sql).

`app_stage_refusal`, and `app_institution_stage_refusal` for institutions, decide for
forms, the admin, Python and triggers alike, by what the person of this transaction may
see.
"""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import ask, in_words, register

register(
    {
        "stage_is_that": _("It is at that stage already."),
        "stage_unknown": _("There is no such stage."),
        "stage_back_from_rest": _(
            "From “paused” and “closed” it goes back to where it stood before."
        ),
        "stage_one_at_a_time": _("It moves one stage at a time."),
        "contact_unsigned": _(
            "It takes a signed “Before we approach” before the first contact."
        ),
        "exposure_red": _("The risk of exposure is red, and not signed by a manager."),
        "contact_unsigned_too_long": _(
            "The 72 hours without a signature are over: have “Before we approach” "
            "signed."
        ),
        "contact_unanswered": _(
            "It takes a contact that took place, in which they responded or came to us."
        ),
        "stage_unassessed": _(
            "It takes an assessment to be identified: write one first."
        ),
        "stage_unsigned": _("It takes a signed “Before we approach” to be identified."),
        "conduct_check_over": _(
            "The conduct check ran out: write a new version of “Before we approach” "
            "and have it signed."
        ),
        "signature_withdrawn": _(
            "The signature was withdrawn: write a new version of “Before we "
            "approach” and have it signed."
        ),
        "reason_missing": _("Say why."),
        "moved_meanwhile": _("It has moved meanwhile: look again."),
        "move_not_the_latest": _("Only the latest move can be taken back, and once."),
        "stage_written_over": _(
            "A stage is not written over: move it on the Relationship tab, which "
            "keeps who, when and why."
        ),
        "move_stays": _(
            "A move between stages stays as it was made: take it back instead."
        ),
        "warmth_without_contact": _("Warmth changes with the contact that showed it."),
        "stage_brought_too_high": _(
            "A sheet brings nobody in above “in dialogue”: what is further rests on "
            "contacts that are recorded here."
        ),
        "stage_brought_by_officer": _("Only a manager brings stages in."),
        "taken_over_by_sheet": _(
            "Only an import brings people to be taken over, with their stage."
        ),
        "taken_over_stays": _("What a sheet brought stays as it came."),
        "taken_over_answered": _("This was answered meanwhile: look again."),
        "taken_over_by_bringer": _(
            "Whoever brought the sheet does not answer: somebody else who signs does."
        ),
        "taken_over_unsigned": _(
            "Whoever may sign “Before we approach” answers this, in their own name."
        ),
        "taken_over_too_long": _(
            "It goes on for 182 days at most; by then it is written up."
        ),
        "institution_uncontacted": _(
            "It takes a contact with the institution that took place."
        ),
        "institution_unanswered": _("It takes a contact in which they responded."),
        "institution_stage_written_over": _(
            "A stage is not written over: move it on the page of the institution, "
            "which keeps who, when and why."
        ),
    }
)


def refusal(relationship, to, *, before, reason=""):
    """Why `relationship` (a key) cannot move from `before` to `to`, or ""."""
    values = (relationship, before, to, reason)
    return in_words(ask("app_stage_refusal(%s, %s, %s, %s)", *values))


def red_and_unsigned(official):
    """Whether a risk of exposure of `official` (a key) is red, and nobody signed it."""
    return ask("app_unprepared(%s)", official) == "exposure_red"


def unmoved(relationship, to, *, before):
    """Why the stage of `relationship` (a key) cannot be written over, or ""."""
    return in_words(ask("app_stage_unmoved(%s, %s, %s)", relationship, before, to))


def stood_before(relationship):
    """The stage at which `relationship` (a key) stood before it was at rest."""
    return ask("app_stage_before_rest(%s)", relationship)


def institution_refusal(relationship, to, *, before, reason=""):
    """The same as `refusal` for a relationship with an institution."""
    values = (relationship, before, to, reason)
    return in_words(ask("app_institution_stage_refusal(%s, %s, %s, %s)", *values))


def institution_stood_before(relationship):
    """The same as `stood_before` for a relationship with an institution."""
    return ask("app_institution_stage_before_rest(%s)", relationship)
