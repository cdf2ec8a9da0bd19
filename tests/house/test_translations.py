"""Russian is complete: every string a person sees, with its numbers and names."""

import polib

from tests.house import messages, untranslated
from tests.house.sources import APPS, name_of, python_files, templates

PAGE = """
    {% load i18n %}
    {% translate "Plain" %} {% translate "Open" context "state" as state %}
  {% blocktranslate trimmed count n=notes %}
      {{ n }} note
  {% plural %}
      {{ n }} notes
  {% endblocktranslate %}
    {% include "x.html" with label=_("In a tag") %} {{ x|default:_("In a filter") }}
    {# {% translate "Not this" %} #}
"""
MODULE = """
a = _("Long " "and wide")
b = ngettext_lazy("%(n)s day", "%(n)s days", "n")
c = pgettext_lazy("verb", "Post")
"""


def test_every_way_of_asking_for_a_translation_is_found(tmp_path):
    page, module = tmp_path / "page.html", tmp_path / "module.py"
    page.write_text(PAGE)
    module.write_text(MODULE)

    assert {tuple(message) for message in messages.messages_in(page)} == {
        ("Plain", "", ""),
        ("Open", "state", ""),
        ("%(n)s note", "", "%(n)s notes"),
        ("In a tag", "", ""),
        ("In a filter", "", ""),
    }
    assert {tuple(message) for message in messages.messages_in(module)} == {
        ("Long and wide", "", ""),
        ("%(n)s day", "", "%(n)s days"),
        ("Post", "verb", ""),
    }


def test_the_catalogue_has_exactly_the_strings_of_the_sources():
    source_strings = {tuple(message) for message in messages.messages()}
    assert source_strings

    catalogue = messages.catalogue()

    listed = {(e.msgid, e.msgctxt or "", e.msgid_plural) for e in catalogue}
    assert listed == source_strings, "python3 dev.py messages brings it up to date"
    assert catalogue.metadata["Plural-Forms"] == messages.plural_forms()


def test_every_string_is_translated_with_its_placeholders():
    wrong = [
        fault for entry in messages.catalogue() for fault in messages.faults(entry)
    ]

    assert wrong == []


def test_a_faulty_translation_is_noticed():
    for msgstr, flags in (
        ("", []),
        ("заметки", []),
        ("%(count)s заметки", []),
        ("%(n)s заметки", ["fuzzy"]),
    ):
        entry = polib.POEntry(msgid="%(n)s notes", msgstr=msgstr, flags=flags)
        assert list(messages.faults(entry)) != []

    entry = polib.POEntry(msgid="%(n)s notes", msgstr="%(n)s заметки")
    assert list(messages.faults(entry)) == []


def test_the_compiled_catalogue_is_up_to_date():
    compiled = messages.COMPILED.read_bytes()

    assert compiled == messages.catalogue().to_binary(), "run: python3 dev.py messages"


def test_no_template_speaks_untranslated_english():
    for example in (
        "<p>All notes</p>",
        '<input placeholder="Search">',
        '{% include "empty.html" with text="Nothing here" %}',
        '{{ value|default:"None" }}',
    ):
        assert list(untranslated.untranslated_in_template(example)), example
    for example in (
        '<p class="card {% if a > b %}wide{% endif %}">{% translate "All notes" %}</p>',
        "{% blocktranslate %}All notes{% endblocktranslate %} · Rapport&nbsp;",
        "<script>const word = 1</script><!-- All notes -->{# All notes #}",
    ):
        assert not list(untranslated.untranslated_in_template(example)), example

    wrong = [
        f"{name_of(path)}: {sentence}"
        for path in templates()
        for sentence in untranslated.untranslated_in_template(path.read_text())
    ]

    assert wrong == []


def test_no_module_speaks_untranslated_english():
    for example in (
        'field = CharField(label="Name")',
        'raise ValidationError("Not today")',
        'class State(TextChoices):\n    OPEN = "open", "Open"',
        'class NoteList:\n    title = "Notes"',
    ):
        assert list(untranslated.untranslated_in_python(example)), example
    assert not list(
        untranslated.untranslated_in_python('label = CharField(label=_("Name"))')
    )

    wrong = [
        f"{name_of(path)}:{sentence}"
        for path in python_files(*APPS)
        for sentence in untranslated.untranslated_in_python(path.read_text())
    ]

    assert wrong == []
