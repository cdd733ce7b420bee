"""The application for a server of one's own choice: `alongside.config.asgi:application` (PostgreSQL, several processes)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

from alongside.config import server

application = server.application()
