"""Settings: one file; what varies between installations comes from the environment."""

import os
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured

from kbase.csp import POLICY
from kbase.database import databases
from kbase.encryption import configured_keys, local_keys
from kbase.logs import logging_settings
from kbase.secret_key import local_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("KBASE_DATA", BASE_DIR / ".local")).resolve()

DEBUG = os.environ.get("DEBUG", "0") == "1"
# Plain HTTP on this machine alone; everything reachable from elsewhere is HTTPS.
LOCAL_ONLY = os.environ.get("KBASE_LOCAL", "0") == "1" or DEBUG
SECRET_KEY = os.environ.get("SECRET_KEY") or (local_secret_key(DATA_DIR) if LOCAL_ONLY else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: give it 50 or more random characters, or set KBASE_LOCAL=1 for a site "
        "that only this machine reaches."
    )
ENCRYPTION_KEYS = configured_keys() or (local_keys(DATA_DIR) if LOCAL_ONLY else "")
if not ENCRYPTION_KEYS:
    raise ImproperlyConfigured(
        "KBASE_ENCRYPTION_KEYS is not set: give it id:key with 32 random bytes in URL-safe base64, or name a "
        "file that holds this in KBASE_ENCRYPTION_KEYS_FILE, see docs/security.md."
    )

# What cases need besides; a process without them serves no case (docs/cases.md). Wraps the keys of cases;
# those of identities; makes blind indexes; signs who asks the database.
CASE_KEYS, IDENTITY_KEYS, INDEX_KEYS, CONTEXT_KEYS = (
    configured_keys(purpose=purpose) or (local_keys(DATA_DIR, purpose=purpose) if LOCAL_ONLY else "")
    for purpose in ("case", "identity", "index", "context")
)

ALLOWED_HOSTS = list(
    filter(
        None, os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL_ONLY else "").split(",")
    )
)

INSTALLED_APPS = [
    "modeltrans",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kbase.accounts.apps.SignInsConfig",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "kbase",
    "programs",  # before the law: its load_reference does that one's work and its own
    "legislation",
    "cases",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kbase.logs.RequestLogMiddleware",
    "kbase.page_cache.PageCacheMiddleware",
    "kbase.compression.PublicPagesGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cases.middleware.UploadMiddleware",  # before whatever reads a form
    "kbase.accounts.middleware.KeptFormMiddleware",
    "kbase.csrf.ReaderFriendlyCsrfMiddleware",
    "kbase.accounts.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kbase.history_context.HistoryMiddleware",
    "cases.middleware.WorkMiddleware",  # last: it runs the view
]

ROOT_URLCONF = "kbase.urls"
WSGI_APPLICATION = "kbase.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = databases(DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes: rate limits, used codes and kept forms must hold in each of them.
CACHES = {
    "default": {
        "BACKEND": "kbase.shared_cache.SharedCache",
        "LOCATION": "kbase_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Public pages, in the memory of each worker: at most 400 of them, 20 kB or so each as they are sent.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
    # What a process found by reading much: objects, which the shared cache doesn't hold.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

# Deletions are history too; insert and update alone are the default.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
# Reading is no history; asking who reads would touch the session on every public page.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = logging_settings(os.environ.get("LOG_LEVEL", "WARNING" if LOCAL_ONLY else "INFO"))

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"), ("ur", "اردو")]
LOCALE_PATHS = [BASE_DIR / "kbase" / "locale"]
MODELTRANS_AVAILABLE_LANGUAGES = ("en", "ru", "kk", "ur")
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kbase.finders.PackagedFinder",
]
# Materials of events and the like; served by views, never as they lie.
MEDIA_ROOT = DATA_DIR / "files"
# Files of cases, encrypted; what checks them (tcp://HOST:PORT or unix:///PATH), and whether it must.
CASE_FILES = Path(os.environ.get("KBASE_CASE_FILES", DATA_DIR / "case-files")).resolve()
CLAMAV = os.environ.get("CLAMAV", "")
CLAMAV_REQUIRED = os.environ.get("CLAMAV_REQUIRED", "0" if LOCAL_ONLY else "1") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A whole code pasted into a form has 3 MB of Cyrillic; what is longer is refused in words (structure/).
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Where the way out on every public page leads: a neutral page that anyone may have open.
QUICK_EXIT_URL = os.environ.get("QUICK_EXIT_URL", "https://www.wikipedia.org/")

CONTENT_SECURITY_POLICY = POLICY
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "kbase.accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
# W003 looks for the name of Django's own class; ours is a subclass, and tests/kbase/test_csrf.py proves it.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kbase.accounts.passwords.BreachedPasswordValidator"},
    {"NAME": "kbase.accounts.passwords.DressedUpPasswordValidator"},
    {"NAME": "kbase.accounts.passwords.SiteWordsValidator"},
    {"NAME": "kbase.accounts.passwords.VariedPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "qorgau@localhost")

# Not in a cookie: a message may hold a link that is worth as much as a password.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
# Who needs a second factor without being staff, and where such people begin.
CONFIDENTIAL_WORK = "cases.accounts.works_on_cases"
# What was destroyed, to be destroyed again after a restore: keep it apart from the backups (docs/cases.md).
ERASURE_LEDGER = Path(os.environ.get("KBASE_ERASURE_LEDGER", DATA_DIR / "erasures.jsonl"))
CONFIDENTIAL_WORK_HOME = "work"
CSRF_FAILURE_VIEW = "kbase.accounts.views.kept.csrf_failure"
AUTHENTICATION_BACKENDS = ["kbase.accounts.backend.UsernameOrEmailBackend"]
ACCOUNT_ADAPTER = "kbase.accounts.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_HOST)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers, whose addresses anyone may type
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "kbase.accounts.forms.SignInForm",
    "reauthenticate": "kbase.accounts.forms.ConfirmPasswordForm",
    "change_password": "kbase.accounts.forms.NewPasswordForm",
    "set_password": "kbase.accounts.forms.FirstPasswordForm",
    "reset_password": "kbase.accounts.forms.AskForLinkForm",
    "reset_password_from_key": "kbase.accounts.forms.PasswordByLinkForm",
}
# The address of the sender is the last that the one proxy in front added; what came before is hearsay.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("BEHIND_PROXY", "0") == "1" else 0
MFA_ADAPTER = "kbase.accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL_ONLY  # http://localhost, where there is no certificate
MFA_FORMS = {
    "authenticate": "kbase.accounts.forms.SecondStepForm",
    "authenticate_webauthn": "kbase.accounts.passkey_forms.PasskeyStepForm",
    "login_webauthn": "kbase.accounts.passkey_forms.PasskeySignInForm",
    "reauthenticate_webauthn": "kbase.accounts.passkey_forms.ConfirmPasskeyForm",
    "reauthenticate": "kbase.accounts.forms.ConfirmCodeForm",
    "activate_totp": "kbase.accounts.forms.AppSetUpForm",
    "add_webauthn": "kbase.accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "kbase.accounts.passkey_forms.RenamePasskeyForm",
}
if not LOCAL_ONLY:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    if os.environ.get("BEHIND_PROXY", "0") == "1":
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-s"
