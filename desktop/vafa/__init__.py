"""Vafa: the loyalty desk of a shop counter."""

__version__ = "0.1.0"
