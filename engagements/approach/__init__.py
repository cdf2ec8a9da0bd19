"""Before we approach somebody: four answers, one signature, and the brief."""
