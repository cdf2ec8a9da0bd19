"""Lists of recommendations to the State, as UPR Info exports them, on their way in.

A file is read once, and its lines compared anew each time they are looked at: what is
on record already is “the same”, and a row that cannot be taken says why. They are taken
in as one batch.
"""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.monitoring.models import Recommendation
from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports.reader_process import records_of
from officials.imports.readers.limits import LIMITS
from officials.security.models import Circle
from officials.themes.models import Theme

KIND = "upr"  # of the file that waits
LARGEST = LIMITS["recommendations"].size
MOST_ROWS = LIMITS["recommendations"].rows
SENTENCES = {
    "not utf-8": gettext_lazy("The file is not in UTF-8: save it as such."),
    "no table": gettext_lazy("This is no table: save it as CSV."),
    "rows": gettext_lazy("The file has more than %(most)s rows: bring it in parts."),
}
NEEDED = ("text", "response")
COLUMNS = {
    "text": "text recommendation текст рекомендация",
    "recommended_by": "from recommending_state state states государство страна",
    "response": "response answer position ответ позиция",
    "action": "action action_category",
    "issues": "issue issues theme themes тема темы",
    "session": "session сессия",
    "paragraph": "paragraph para number пункт",
    "cycle": "cycle цикл",
    "year": "year год",
    "source_url": "url link source_url источник",
}
RESPONSES = {
    Recommendation.Response.PARTIALLY: "partially partly accepted_in_part частично",
    Recommendation.Response.ACCEPTED: "accepted supported enjoy принята принято",
    Recommendation.Response.NOTED: "noted учтена принята_к_сведению",
    Recommendation.Response.REJECTED: "rejected not_accepted not_supported отклонена",
    Recommendation.Response.OPEN: "pending open none",
}
# (last session of the cycle, cycle); https://www.ohchr.org/en/hr-bodies/upr
CYCLES = ((12, 1), (26, 2), (40, 3), (54, 4))


class Row(NamedTuple):
    """A row of the file: what it would bring, and what it is beside the record."""

    number: int
    status: str  # new, same or wrong
    made: Recommendation | None
    why: str


def plain(text):
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


def meanings(header):
    """{field: number of its column} of what the header names."""
    column_numbers = {}
    for number, name in enumerate(header):
        for field, words in COLUMNS.items():
            if plain(name) in words.split():
                column_numbers.setdefault(field, number)
    return column_numbers


def read(content):
    """The lines of the file as (number, {field: text}); ValidationError when unread."""
    options = {"most_rows": MOST_ROWS}
    lines = records_of("recommendations", content, options, SENTENCES)
    column_numbers = meanings(lines[0]) if lines else {}
    if any(name not in column_numbers for name in NEEDED):
        raise ValidationError(
            _("The first line names the columns: at least Text and Response.")
        )
    return [
        (
            number,
            {
                f: line[c].strip() if c < len(line) else ""
                for f, c in column_numbers.items()
            },
        )
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def compare(lines, user):
    """The `Row`s of the `lines` of a file, each beside what `user` sees on record."""
    themes = themes_by_name()
    keys = {
        key(each)
        for each in Recommendation.objects.visible_to(user).filter(
            circle=Circle.ALL_STAFF
        )
    }
    rows = []
    for number, cells in lines:
        try:
            new_record = recommendation(cells, themes)
        except ValidationError as reason:
            rows.append(Row(number, "wrong", None, " ".join(reason.messages)))
            continue
        status = "same" if key(new_record) in keys else "new"
        keys.add(key(new_record))
        rows.append(Row(number, status, new_record, ""))
    return rows


def key(each):
    """What tells two recommendations apart: `recommendation_once`."""
    return each.body, each.session, each.recommended_by, each.text


def recommendation(cells, themes):
    """The unsaved record of one row; ValidationError says what is wrong with it."""
    text = cells.get("text", "")
    if not text:
        raise ValidationError(_("It has no text."))
    session = number_of(cells.get("session", ""), _("session"))
    issues = cells.get("issues", "")
    new_record = Recommendation(
        circle_id=Circle.ALL_STAFF,
        text=text,
        recommended_by=" ".join(cells.get("recommended_by", "").split()),
        response=response_of(cells.get("response", "")),
        action=number_of(cells.get("action", ""), _("action")),
        session=session,
        cycle=number_of(cells.get("cycle", ""), _("cycle")) or cycle_of(session),
        year=number_of(cells.get("year", ""), _("year")),
        paragraph=cells.get("paragraph", ""),
        issues=issues,
        theme=theme_of(issues, themes),
        source_url=cells.get("source_url", ""),
    )
    new_record.clean_fields(exclude=["circle", "theme", "folded"])
    return new_record


def number_of(text, name):
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValidationError(
            _("“%(text)s” is no number: %(name)s."),
            params={"text": text[:40], "name": name},
        )
    return int(text)


def response_of(text):
    answer = plain(text)
    for response, words in RESPONSES.items():
        if answer in words.split() or answer == response:
            return response
    if not answer:
        return Recommendation.Response.OPEN
    raise ValidationError(
        _("“%(text)s” is no answer of a State: Accepted, Noted or Rejected."),
        params={"text": text[:40]},
    )


def cycle_of(session):
    """The cycle of the Universal Periodic Review to which a session belongs."""
    if not session:
        return None
    return next((cycle for last, cycle in CYCLES if session <= last), None)


def themes_by_name():
    """The themes in use by their plain names, in both languages."""
    themes = {}
    for theme in Theme.objects.offered():
        for name in (theme.name, theme.name_ru):
            if name:
                themes.setdefault(plain(name), theme)
    return themes


def theme_of(issues, themes):
    """The first of our themes that an issue of the file names, or None.

    An issue names a theme by its whole name, or by its beginning (“Detention” names
    “Detention and prisons”) where no other theme begins so.
    """
    for issue in issues.split(","):
        issue_name = plain(issue)
        if not issue_name:
            continue
        if issue_name in themes:
            return themes[issue_name]
        begun = {
            t.pk: t for name, t in themes.items() if name.startswith(f"{issue_name}_")
        }
        if len(begun) == 1:
            return next(iter(begun.values()))
    return None


@transaction.atomic
def take_in(lines, *, by, chosen=None, details=None):
    """Brings in the new rows, or of those the ones numbered in `chosen`, as one batch.

    Returns how many, and the `Batch` (None when there was nothing new).
    """
    rows = [
        row.made
        for row in compare(lines, by)
        if row.status == "new" and (chosen is None or row.number in chosen)
    ]
    if not rows:
        return 0, None
    Recommendation.objects.bulk_create(rows)
    batch = batch_steps.begin(
        Batch.Kind.IMPORT,
        by=by,
        details={**(details or {}), "recommendations": len(rows)},
    )
    batch_steps.made(batch, Recommendation, [each.pk for each in rows])
    return len(rows), batch
