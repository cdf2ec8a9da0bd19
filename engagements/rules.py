"""What the rules of `before.sql` and `rules.sql` refuse: their codes, in words."""

from django.utils.translation import gettext_lazy as _

from officials.security.refusals import register

STAGES = {
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
        "The 72 hours without a signature are over: have “Before we approach” signed."
    ),
    "contact_unanswered": _(
        "It takes a contact that took place, in which they responded or came to us."
    ),
    "stage_unassessed": _("It takes an assessment to be identified: write one first."),
    "stage_unsigned": _("It takes a signed “Before we approach” to be identified."),
    "conduct_check_over": _(
        "The conduct check ran out: write a new version of “Before we approach” "
        "and have it signed."
    ),
    "signature_withdrawn": _(
        "The signature was withdrawn: write a new version of “Before we approach” "
        "and have it signed."
    ),
    "reason_missing": _("Say why."),
    "moved_meanwhile": _("It has moved meanwhile: look again."),
    "move_not_the_latest": _("Only the latest move can be taken back, and once."),
    "stage_written_over": _(
        "A stage is not written over: move it on the Relationship tab, which keeps "
        "who, when and why."
    ),
    "move_stays": _(
        "A move between stages stays as it was made: take it back instead."
    ),
    "signed_by_writer": _("Somebody other than who wrote it must sign."),
    "signed_by_lead": _("Somebody other than the lead must sign."),
    "warmth_without_contact": _("Warmth changes with the contact that showed it."),
    "signed_stays": _(
        "What was asked to be signed stays as it is: take the request back, or "
        "write a new version."
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
OUTCOMES = {
    "confirmed_by_writer": _("Somebody other than who wrote it must confirm it."),
    "confirmed_by_lead": _(
        "Somebody other than who led the work behind it must confirm it."
    ),
    "outcome_out_of_order": _(
        "An outcome is described, then substantiated, then published."
    ),
    "outcome_unconfirmed": _(
        "It takes somebody independent who agrees, at least in part, with what is "
        "written now."
    ),
    "outcome_unsigned": _("It takes the signature of a second person to be published."),
    "outcome_words_stay": _(
        "What was confirmed stays as it is worded: take it back to “described” first."
    ),
    "outcome_rests_on_it": _(
        "The outcome rests on it: take it back to “described” first."
    ),
    "day_to_come": _("That day is still to come."),
    "link_led_by_confirmer": _(
        "Who led that has confirmed the outcome: take the confirmation away first."
    ),
    "reform_step_by_step": _("A reform moves step by step."),
    "promise_not_accepted": _(
        "An approach rests on what the State accepted, at least in part."
    ),
}
PAPERS = {
    "score_rests_on_nothing": _("A score rests on notes, or on a reason in words."),
    "handed_over_unpublished": _("Only a published translation is handed over."),
    "answered_unpublished": _("Only a published translation answers a request."),
    "letter_without_label": _("A letter is not dispatched without its legal label."),
    "letter_stays": _("What went out with a number is not changed any more."),
}

register({**STAGES, **OUTCOMES, **PAPERS})
