"""Records that may be one person: found, decided, merged."""
