"""What comes back from elsewhere: a table, a translated document, a memory."""
