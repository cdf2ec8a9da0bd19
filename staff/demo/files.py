"""Files of the demo: true texts, and small ones that say what would stand in them."""

from django.core.files.uploadedfile import SimpleUploadedFile

ABOUT_FILES = {
    "en": "A summary written for the demonstration; its issuer has the text.",
    "fr": "Un résumé écrit pour la démonstration. Le texte est chez son auteur.",
    "ru": "Файл написан для демонстрации и заменяет полный текст перевода.",
    "uk": "Файл написано для демонстрації; він замінює повний текст перекладу.",
    "be": "Файл напісаны для дэманстрацыі; ён замяняе поўны тэкст перакладу.",
}


def bring_file(record, name, language, heading, text):
    """Gives `record` a small text file, through the check that every upload passes."""
    content = "\n\n".join(filter(None, [heading, text, ABOUT_FILES[language]]))
    keep(record, f"{name}.txt", f"{content}\n".encode())


def take_file(record, path):
    """Gives `record` the file at `path`, through the same check."""
    keep(record, path.name, path.read_bytes())


def keep(record, name, content):
    field = record._meta.get_field("file")
    field.save_form_data(
        record, field.formfield().clean(SimpleUploadedFile(name, content))
    )
