"""The desk of the translator: sentence by sentence, nothing that was typed is lost."""
