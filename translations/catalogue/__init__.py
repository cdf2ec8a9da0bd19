"""What documents there are: titles, symbols, issuers, the texts they come in."""
