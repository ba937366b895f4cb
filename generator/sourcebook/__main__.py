"""``python -m sourcebook`` is the command line."""

from sourcebook.cli import main

main()
