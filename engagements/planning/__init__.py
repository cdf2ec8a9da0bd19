"""Steps of the usual case, and the guard against turning to somebody too often."""
