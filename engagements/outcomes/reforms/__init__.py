"""The steps of a reform, from a proposal to practice."""
