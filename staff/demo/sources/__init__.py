"""Where the notes of the demo come from."""
