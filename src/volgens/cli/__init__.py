"""The command line. Every command is a thin layer over the library; an error is one line and an exit code.

Exit codes: 0 all well, 1 some documents could not be read, 2 the command could not do its work, 130 interrupted.
"""

from volgens.cli.app import main

__all__ = ["main"]
