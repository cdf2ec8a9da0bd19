"""Signatures, and whoever waits for one."""
