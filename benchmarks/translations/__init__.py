"""Benchmarks of the work on translations."""
