"""The rows of the trial, subject by subject, in each circle."""
