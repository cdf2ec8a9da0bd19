"""How names are written, folded, matched and found, in any script."""
