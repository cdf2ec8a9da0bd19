"""A bilingual table of the demo that came back, and waits to be looked over."""

from officials.workflow import in_the_name_of
from staff.import_files import RETURN, of_kind
from translations.formats.table_files import TableRow
from translations.workbench.returns import returned_table
from translations.workbench.returns.returned_file import TABLE

HEADS = ["№", "Source text", "Translation", "Comment"]


def bring_table_back(translation, story):
    """The table of a story, with what its translator wrote elsewhere in some rows."""
    if "returned" not in story:
        return
    content = returned_table.table_for(
        translation, top=[str(translation)], heads=HEADS, own="en", locked="locked"
    )
    texts, comments = story["returned"], story.get("returned_comments", {})
    lines = []
    for fields in returned_table.read(content, translation):
        row = TableRow(*fields)
        changed = row._replace(
            target=texts.get(row.source, row.target),
            comment=comments.get(row.source, row.comment),
        )
        lines.append(list(changed))
    name = f"table-{translation.language}.docx"
    with in_the_name_of(translation.translator):
        file = of_kind(RETURN, content, name=name, by=translation.translator)
        file.settings = {"translation": str(translation.pk)}
        file.work = {"manner": TABLE, "lines": lines}
        file.save()
