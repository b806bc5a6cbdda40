"""The programme engine: pure reckoning from a document, what is known, and what happened."""
