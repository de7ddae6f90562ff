"""The lines of a text, whatever it came in: plain text, and the furniture, bylines and captions among its lines."""
