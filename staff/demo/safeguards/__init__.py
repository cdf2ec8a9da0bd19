"""Signatures and safeguards of the demo."""
