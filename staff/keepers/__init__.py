"""Who keeps the keys: what no one person may do alone, and who the second may be."""
