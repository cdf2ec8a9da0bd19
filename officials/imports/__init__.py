"""Files that bring officials in: tables, workbooks, Popolo, visiting cards.

One way for all of them: `file_reader` turns a file into rows of one form, `staged_rows`
copies them into the database, `differences` says of each what it is beside what is on
record, and `row_writer` takes in those that a person has confirmed, as one `Batch`.
"""
