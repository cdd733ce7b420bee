"""What every test of the project shares: one browser, and the strict run in which nothing may be skipped."""

pytest_plugins = ("tests.browser", "tests.strict")
