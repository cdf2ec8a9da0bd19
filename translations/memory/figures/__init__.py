"""Numbers, dates, references and symbols in a text, read by the rules of a language."""
