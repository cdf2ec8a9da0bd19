"""Symbols of international documents; what the others read is in `recognition`."""

from translations.catalogue.symbols.recognition import parse, symbols_in

__all__ = ["parse", "symbols_in"]
