"""The picture of the models shows them as they are."""

from tests.house.picture import PICTURE, picture


def test_the_picture_is_that_of_the_models():
    text = picture()
    assert '  Official ||--o{ Appointment : "official"' in text
    assert "    Boolean disputed" in text

    assert PICTURE.read_text() == text, "Run: python3 dev.py picture"
