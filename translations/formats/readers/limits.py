"""What a text of each kind may use up, read or written."""

from officials.imports.readers.limits import MEGABYTE, Limit, Shelf

LIMITS = {
    "docx": Limit("docx_reader", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "docx-write": Limit("docx_writer", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "html": Limit("html_text", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "html-write": Limit("html_writer", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "markdown": Limit("markdown_text", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "markdown-write": Limit("markdown_writer", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "memory": Limit(
        "memories", 20 * MEGABYTE, 20, 1024 * MEGABYTE, 128 * MEGABYTE, 300_000
    ),
    "table": Limit("bilingual_table", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "text": Limit("plain_text", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
    "text-write": Limit("plain_text_writer", 20 * MEGABYTE, 20, 1024 * MEGABYTE),
}
SHELF = Shelf("translations.formats.readers", LIMITS)
