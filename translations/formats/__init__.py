"""Files that texts come in, and go out in again, their words in another language."""
