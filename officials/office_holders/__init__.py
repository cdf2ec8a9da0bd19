"""Files of office-holders: who held which post, from when until when.

Their origin is every-politician-scrapers (html/holders21.csv, from Wikidata), in two
layouts of columns. A file is read (`rows`), compared with what is on record
(`comparison`), and what a person chose of it is written (`writing`).
"""
