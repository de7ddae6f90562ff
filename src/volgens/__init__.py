"""volgens: who says what, according to whom."""
