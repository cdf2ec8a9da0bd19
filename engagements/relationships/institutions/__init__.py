"""Our relationship with an institution, which outlives its people."""
