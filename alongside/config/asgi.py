"""For a server of one's own choice, with PostgreSQL: `alongside.config.asgi:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
# The server's module reads tables, which are known only after this.
django.setup()

from alongside.config import server  # noqa: E402

application = server.application()
