"""Terms: the approved form stands in the target, no forbidden one does."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from translations.jobs.checks.fault import SOURCE, TARGET, WARNING, Fault, Place
from translations.terms.term_search import terms_in


def term_faults(source, target, languages, concepts):
    """At most one Fault for each of `concepts`; texts with their tags."""
    for concept in concepts:
        yield from _of_concept(source, target, languages, concept)


def _of_concept(source, target, languages, concept):
    from_code, to_code = languages
    forbidden = terms_in(target, to_code, concept.forbidden.get(to_code, ()))
    approved = concept.approved.get(to_code, ())
    present = terms_in(target, to_code, approved)
    # A forbidden form inside an approved one ("камера" in "камера хранения") is none.
    forbidden = [
        span
        for span in forbidden
        if not any(start <= span[0] and span[1] <= end for start, end in present)
    ]
    if forbidden:
        start, end = forbidden[0]
        text = _("“{term}” is not used here; approved: {forms}.")
        sentence = format_lazy(text, term=target[start:end], forms=", ".join(approved))
        yield Fault("terms", WARNING, sentence, _places(TARGET, forbidden))
    elif approved and not present:
        spans = terms_in(source, from_code, concept.approved.get(from_code, ()))
        if spans:
            start, end = spans[0]
            text = _("“{term}” is not translated by its term: {forms}.")
            sentence = format_lazy(
                text, term=source[start:end], forms=", ".join(approved)
            )
            yield Fault("terms", WARNING, sentence, _places(SOURCE, spans))


def _places(side, spans):
    return tuple(Place(side, *span) for span in spans)
