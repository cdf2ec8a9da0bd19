"""The five words of a translation: where it is, and what comes next."""

from django.utils.translation import gettext_lazy as _

from translations.jobs.models import Translation

State = Translation.State
WORDS = {
    State.REQUESTED: _("Asked"),
    State.TRANSLATING: _("Translating"),
    State.REVISING: _("Revising"),
    State.TO_PUBLISH: _("To publish"),
    State.PUBLISHED: _("Published"),
}


def state_after(state):
    """The word that follows `state`, where work on a text is what leads there."""
    at_work = (State.TRANSLATING, State.REVISING, State.TO_PUBLISH)
    words = [*WORDS]
    return words[words.index(state) + 1] if state in at_work else None


def flow_of(translation):
    """The five words in their order, each with what became of it.

    A dict each: `label`, `is_now`, `is_past`, `who` and `at` (a moment or None). What
    is withdrawn is on none of them.
    """
    words = [*WORDS]
    now = words.index(translation.state) if translation.state in words else -1
    nothing = (None, None)
    facts = facts_of(translation)
    flow = []
    for number, (state, label) in enumerate(WORDS.items()):
        who, at = facts.get(state, nothing) if number <= now else nothing
        places = {"is_now": number == now, "is_past": number < now}
        flow.append({"label": label, "who": who, "at": at, **places})
    return flow


def facts_of(translation):
    """(who, when) of each word, as far as it is on record."""
    reviser = translation.approved_by or translation.reviser
    edition = translation.in_force
    return {
        State.REQUESTED: (None, translation.requested_at),
        State.TRANSLATING: (translation.translator, None),
        State.REVISING: (reviser, translation.handed_in_at),
        State.TO_PUBLISH: (None, translation.approved_at),
        State.PUBLISHED: (None, edition and edition.made_at),
    }
