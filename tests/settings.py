"""Settings for tests: the product's own, with fast hashing, mail kept in memory and a file database."""

import os

os.environ.setdefault("ALONGSIDE_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("ALONGSIDE_HTTPS", "no")

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATA, DATABASES, SQLITE

# The suite is run on both databases; the browser's threads need one pool-free connection each.
if SQLITE:
    # A named file: several threads of a live server share it, which an in-memory database does not allow.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATA.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["OPTIONS"] = {}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The browser's pages are served without the server that lays files out.
WHITENOISE_USE_FINDERS = True
# Files are looked for when they are asked for: every test client has a server of its own, and none lists them all.
WHITENOISE_AUTOREFRESH = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
# What a test changes is seen at once.
ROOM_READ_EVERY = 0
# A name that a template prints must exist.
ALONGSIDE_STRICT_TEMPLATES = True
