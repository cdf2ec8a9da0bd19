"""Pages of records that may be one person."""
