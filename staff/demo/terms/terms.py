"""Terms of prisons and courts, as the office has agreed on them."""

from translations.terms.models import StyleSheet, Term, TermForm


def add_terms(rows):
    """Each term with its forms, [language, state, text]."""
    for row in rows:
        forms = row.pop("forms")
        term = Term.objects.create(**row)
        for language, state, text in forms:
            TermForm.objects.create(
                term=term, language=language, standing=state, text=text
            )


def add_style_sheets(rows):
    """How some issuers are rendered, as the office has agreed."""
    for row in rows:
        StyleSheet.objects.create(**row)
