"""From the file of a source to segments, and from segments to a file again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from officials.workflow import in_the_name_of
from translations.formats import files
from translations.formats.readers.tags import tags_of, words_of
from translations.formats.sentences import Sentence, paragraph_of, sentences_of
from translations.jobs.models import Segment, Translation

AT_ONCE = 1000  # segments that are written together
LAST_TAG = 9999  # the marks of notes in a paragraph are numbered from here downwards
MARK_BEFORE_STOP = ("ru", "uk", "be")
STOPS = (".", ",", ";", ":")


def split_source(translation, *, by, as_final=False):
    """Makes the segments of `translation` from the file of its source; how many.

    A sentence is one segment; what is not offered for translation stands locked among
    them. `as_final` takes tracked changes as made. ValidationError where there are some
    already, where there is no file, or where it cannot be read (`RefusedFile`).
    """
    refuse_second_split(translation)
    segments = segments_in(translation, text_of(translation, as_final=as_final))
    return keep_segments(translation, segments, by=by, as_final=as_final)


def text_of(translation, *, as_final=False):
    """What is in the file of its source, which may take long: nothing is locked."""
    content = content_of(translation.source)
    kind = files.kind_of(translation.source.file_name, content)
    return files.read(kind, content, as_final=as_final)


def segments_in(translation, text):
    """The segments that `text` makes, not saved; ValidationError where there are none.

    This may take long as well.
    """
    segments = list(segments_of(translation, text))
    if not segments:
        raise ValidationError(_("There are no words to translate in this file."))
    return segments


def refuse_second_split(translation):
    if translation.segments.exists():
        raise ValidationError(_("It is split into sentences already."))


@transaction.atomic
def keep_segments(translation, segments, *, by, as_final=False):
    """Saves the segments made of the source of `translation` as it was; how many.

    ValidationError where another file has come since, or other segments.
    """
    jobs = Translation.objects.select_for_update(of=("self",))
    locked = jobs.select_related("source").get(pk=translation.pk)
    refuse_second_split(locked)
    if locked.source.file.name != translation.source.file.name:
        raise ValidationError(_("Another file has come meanwhile: split it again."))
    if locked.is_handed_in:
        raise ValidationError(_("It is handed in: nothing is split any more."))
    with in_the_name_of(by):
        Segment.objects.bulk_create(segments, batch_size=AT_ONCE)
    Translation.objects.filter(pk=locked.pk).update(changes_are_final=as_final)
    return len(segments)


def content_of(source):
    """The bytes of the file of a source; ValidationError where there is none."""
    if not source.file:
        raise ValidationError(_("This text has no file: bring it first."))
    try:
        with source.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        raise ValidationError(_("The file is not there any more.")) from None


def segments_of(translation, text):
    """The segments that the paragraphs of `text` make, in reading order; not saved."""
    language, position = translation.source.language, 0
    for paragraph in text.paragraphs:
        if not words_of(paragraph.text).strip():
            continue
        for sentence in sentences_of(paragraph.text, language, paragraph.tags):
            position += 1
            numbers = {str(tag.number) for tag in tags_of(sentence.text)}
            yield Segment(
                translation=translation,
                circle_id=translation.circle_id,
                position=position,
                paragraph=paragraph.key,
                kind=paragraph.kind,
                source=sentence.text,
                gap=sentence.gap,
                tags={n: paragraph.tags[n] for n in numbers if n in paragraph.tags},
                is_locked=paragraph.locked,
            )


def file_of(translation, *, imprint=()):
    """The source file with the words of the translation: its bytes.

    What is not translated yet stays as it is in the source. `imprint` are paragraphs
    at its end. ValidationError where the file cannot be read or written.
    """
    content = content_of(translation.source)
    kind = files.kind_of(translation.source.file_name, content)
    targets, notes = targets_of(translation)
    return files.write(
        kind,
        content,
        targets,
        translation.language,
        as_final=translation.changes_are_final,
        notes=notes,
        title=translation.title,
        imprint=list(imprint),
    )


def targets_of(translation):
    """The paragraphs that have a word of translation, and the notes to their reader.

    {key: text with tags}, and a dict for each note: `key` of its paragraph, `text`, and
    the number of the `tag` where its mark stands.
    """
    paragraphs, translated, notes = {}, set(), []
    rows = translation.segments.order_by("position")
    for key, source, target, gap, note in rows.values_list(
        "paragraph", "source", "target", "gap", "note"
    ):
        text = target or source
        if note:
            tag = LAST_TAG - sum(each["key"] == key for each in notes)
            notes.append({"key": key, "text": note, "tag": str(tag)})
            text = with_mark(text, f"⟦{tag}/⟧", translation.language)
        paragraphs.setdefault(key, []).append(Sentence(text, gap))
        if target:
            translated.add(key)
    targets = {
        key: paragraph_of(sentences)
        for key, sentences in paragraphs.items()
        if key in translated
    }
    return targets, [note for note in notes if note["key"] in targets]


def with_mark(text, mark, language):
    """`text` with the mark of a note at its end; in Russian before the stop."""
    stop = text[-1:]
    if language in MARK_BEFORE_STOP and stop in STOPS and text[-2:] not in ("..", "!."):
        return f"{text[:-1]}{mark}{stop}"
    return text + mark


def name_of_file(translation):
    """What a file of it is called: the symbol or title, and the language."""
    name = translation.document.symbol or translation.document.title
    ending = translation.source.file_name.rpartition(".")[2].lower()
    stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)[:80]
    return f"{stem}-{translation.language}.{ending}"
