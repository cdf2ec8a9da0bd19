"""Who may see what: circles, the rules in the rows, and files that people bring."""
