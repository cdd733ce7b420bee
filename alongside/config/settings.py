"""All settings; every value that differs between installations comes from the environment (ALONGSIDE_...)."""

from pathlib import Path

from csp.constants import NONE, SELF

from alongside.config.databases import database, use_fixed_sqlite
from alongside.config.environment import ROOT, deployer, env, feedback_key, secret_key

use_fixed_sqlite()

DEMONSTRATION = env.bool("ALONGSIDE_DEMONSTRATION", default=False)
# Which demonstration: the invented "partnership", or "sources", what a report of 2010 says about two real trusts.
STORY = env.str("ALONGSIDE_STORY", default="partnership")
DEBUG = env.bool("ALONGSIDE_DEBUG", default=False)
DATA = Path(env.str("ALONGSIDE_DATA", default=str(ROOT / "var")))
SECRET_KEY = secret_key(DEMONSTRATION, DATA)
FEEDBACK_KEY = feedback_key(SECRET_KEY)
ALLOWED_HOSTS = env.list("ALONGSIDE_HOSTS", default=["localhost", "127.0.0.1"])
SECURE = env.bool("ALONGSIDE_HTTPS", default=not DEMONSTRATION)
PUBLIC_ADDRESS = env.str("ALONGSIDE_ADDRESS", default=f"http://localhost:{env.str('PORT', default='8000')}")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
ALONGSIDE_DEPLOYER = deployer()
ALONGSIDE_NAVIGATION = "alongside.config.frame.navigation"
ALONGSIDE_ACCOUNT = "alongside.config.frame.account"
ALONGSIDE_FOOTER_LINKS = "alongside.config.frame.footer_links"
ALONGSIDE_BANNER = "alongside.config.frame.banner"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "alongside.ui",
    "alongside.audit",
    "alongside.people",
    "alongside.evidence",
    "alongside.library",
    "alongside.assessments",
    "alongside.plans",
    "alongside.workshops",
    "alongside.feedback",
    "alongside.comparing",
    "alongside.reports",
    "alongside.desk",
    "alongside.home",
    "alongside.archive",
    "alongside.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "alongside.config.middleware.private_pages",
    "alongside.config.middleware.without_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alongside.config.middleware.reading_and_posting",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "alongside.config.jinja.environment"},
    },
    {
        # Only for the plain-text mail that the sign-in library writes.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# No ATOMIC_REQUESTS: with IMMEDIATE transactions it would serve one person at a time, and reads open none.
DATABASES = {"default": database(f"sqlite:///{DATA / 'alongside.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if SQLITE
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "front-door"
ACCOUNT_ADAPTER = "alongside.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# By what is guessed at, never by network address: a whole ward shares one.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "8/5m/key",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
}
MFA_ADAPTER = "alongside.people.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
# Accounts come from invitations; a reset link leaves an unchecked address behind, which must not block a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Alongside"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

EMAIL_CONFIG = env.email_url("ALONGSIDE_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("ALONGSIDE_EMAIL_FROM", default="alongside@localhost")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [ROOT / "alongside" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
# The server lays the files out, compressed, before it reads them: config/static_files.py.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# What somebody may send: uploads and texts are small here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Seconds for which an open door and a room without open answers are not read anew; less than a change may take.
ROOM_READ_EVERY = 0.5

# Sessions end: half an hour idle for privileged work is enforced by the session's rolling age.
SESSION_COOKIE_AGE = 60 * 60 * 2
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "alongside.home.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("ALONGSIDE_PROXY", False) else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = False
# Not "no-referrer": browsers would then send Origin "null" and every form would be refused as forged.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"screen": {"class": "logging.StreamHandler"}},
    "loggers": {
        "alongside": {"handlers": ["screen"], "level": "INFO"},
        "django": {"handlers": ["screen"], "level": "WARNING", "propagate": False},
        # "Not found" lines would write addresses, and an address may hold a secret.
        "django.request": {"level": "ERROR"},
    },
}
