"""How the shipped pipeline was trained. Not imported at run time; needs the extra ``train``."""
