"""Locks, the quick way out, and what somebody who leaves leaves behind."""
