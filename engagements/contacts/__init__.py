"""What is done towards officials: actions, what was promised in them, e-mails."""
