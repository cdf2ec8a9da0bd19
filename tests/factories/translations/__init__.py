"""One valid record each, of the documents and what becomes of them."""
