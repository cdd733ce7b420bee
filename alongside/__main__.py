"""The command line: `python -m alongside COMMAND`; `help` lists the commands."""

import os
import secrets
import sys


def main() -> None:
    """Hand the words over to Django's command line with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    if sys.argv[1:2] == ["verify"] and "ALONGSIDE_SECRET_KEY_FILE" not in os.environ:
        # Checking a file signs nothing, so it needs no key that anybody has to know.
        os.environ.setdefault("ALONGSIDE_SECRET_KEY", secrets.token_urlsafe(48))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
