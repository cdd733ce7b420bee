"""What every test of the project shares: one browser, one suite for two databases, and the strict run."""

from hypothesis import settings

pytest_plugins = ("tests.browser", "tests.only_postgresql", "tests.only_spark", "tests.parts", "tests.strict")

# No test is timed: machines differ. What is slow shows in ./run bench.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
