"""Pages of the translator's workbench."""
