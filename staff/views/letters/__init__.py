"""Pages of letters, greetings and disclosures."""
