"""The rows of a table, by one function: there are fifty of them on a page."""

from django import template
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()

TICK = (
    '<td role="cell" class="rp-tick" data-label=""><input class="form-check-input"'
    ' type="checkbox" name="row" value="{key}" form="bulk" aria-label="{label}"></td>'
)


@register.simple_tag
def table_rows(rows, bulk_url):
    """The rows as `ListPage.row` makes them, each with a box to tick where `bulk_url`
    says that many may be changed at once. All text is escaped."""
    tick_word = gettext("Tick") if bulk_url else ""
    return SafeString("\n".join(table_row(row, tick_word) for row in rows))


def table_row(row, tick_word):
    cells = [cell_of(cell, row["url"]) for cell in row["cells"]]
    if tick_word:
        label = escape(f"{tick_word} {row['cells'][0]['text']}")
        cells.insert(0, TICK.format(key=escape(row["key"]), label=label))
    return f'<tr role="row">{"".join(cells)}</tr>'


def cell_of(cell, url):
    """One cell: the one that leads to the record, a badge, a number, a day, or text."""
    text, label = escape(cell["text"]), escape(cell["label"])
    lang = f' lang="{escape(cell["lang"])}"' if cell["lang"] else ""
    kind, inside = ' class="rp-text"', text
    if cell["link"]:
        kind, inside = ' class="rp-lead"', text or "—"
        if url:
            inside = f'<a class="rp-cover" href="{escape(url)}"{lang}>{inside}</a>'
            lang = ""
    elif cell["badge"]:
        kind = ""
        inside = f'<span class="rp-badge rp-{escape(cell["badge"])}">{text}</span>'
        lang = ""
    elif cell["numeric"]:
        kind, lang = ' class="rp-num"', ""
    elif cell["breaks"]:
        kind = ' class="rp-text rp-breaks"'
    elif cell["whole"]:
        kind = ' class="rp-whole"'
    inside += "".join(f"<small>{escape(line)}</small>" for line in cell["lines"])
    return f'<td role="cell"{kind} data-label="{label}"{lang}>{inside}</td>'
