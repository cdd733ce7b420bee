"""The command line: `python -m alongside COMMAND`; `help` lists the commands."""

import os
import sys


def main() -> None:
    """Hand the words over to Django's command line with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
