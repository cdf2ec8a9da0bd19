"""Files that bring officials in: tables, workbooks, Popolo, visiting cards.

One way for all of them: `reading` turns a file into rows of one form, `staging` copies
them into the database, `comparing` says of each what it is beside what is on record,
and `writing` takes in those that a person has confirmed, as one `Batch`.
"""
