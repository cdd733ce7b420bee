"""For a server of one's own choice, with PostgreSQL: `alongside.config.asgi:application`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

from alongside.config import server

application = server.application()
