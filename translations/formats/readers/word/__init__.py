"""Word documents (.docx): their parts, read into tagged text and written back."""
