"""The command line: `python -m alongside COMMAND`; `help` lists the commands."""

import os
import secrets
import sys

KEYLESS = (["verify"], ["count_archive"])


def main() -> None:
    """Hand the words over to Django's command line with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    # Commands are files in Python, whose names cannot have a hyphen.
    sys.argv[1:2] = [word if word.startswith("-") else word.replace("-", "_") for word in sys.argv[1:2]]
    if sys.argv[1:2] in KEYLESS and "ALONGSIDE_SECRET_KEY_FILE" not in os.environ:
        # They sign nothing, so they need no key that anybody has to know.
        os.environ.setdefault("ALONGSIDE_SECRET_KEY", secrets.token_urlsafe(48))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
