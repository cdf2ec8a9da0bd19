"""Translations at work: who translates, who revises, how far it is."""
