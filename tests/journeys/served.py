"""Settings of a real server beside a test: the product on the test's own database, named in TESTED_DATABASE."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["TESTED_DATABASE"]
# A real server knows its files from the start.
WHITENOISE_AUTOREFRESH = False
