"""How the tables are made: all at once, with functions from files of SQL."""
