"""Who keeps in touch with whom, at which stage it stands, and who takes over."""
