"""News feeds: fetched without harm, read, and gathered."""
