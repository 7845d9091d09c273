"""All settings of the portal, of what the environment says (`umgebung.py`).

`docs/betrieb.md` lists every variable. Importing this module connects to nothing.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hattingen_portal.post.mailserver import mailserver_lesen
from hattingen_portal.umgebung import (
    Sammlung,
    absender,
    basis_url,
    datenbank,
    einbetten_von,
    geheimnis,
    ja,
    medienablage,
    protokollart,
    proxys,
    sicherheit_bis,
    sitzung,
    zwischenspeicher,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# What the portal writes by itself: embedded database, uploads, generated secret.
DATEN = Path(os.environ.get("PORTAL_DATEN") or BASE_DIR / ".daten").absolute()
# What `make` builds: CSS, fonts, collected static files. Safe to delete.
BAU = BASE_DIR / ".bau"

# Whoever sets up a server hears of all that is wrong at once: at the end of this file.
_gelesen = Sammlung()


# --- Identity: another city runs the portal by changing these ---------------------------------

PORTAL_NAME = os.environ.get("PORTAL_NAME", "Quartiersportal")
PORTAL_KOMMUNE = os.environ.get("PORTAL_KOMMUNE", "Hattingen")
PORTAL_TRAEGER = os.environ.get("PORTAL_TRAEGER", f"Stadt {PORTAL_KOMMUNE}")
# A functional mailbox; empty while the city has not named one.
PORTAL_EMAIL = os.environ.get("PORTAL_EMAIL", "")
PORTAL_TESTSYSTEM = _gelesen(ja, "PORTAL_TESTSYSTEM", sonst=False)

_basis = _gelesen(basis_url, sonst=urlsplit("https://quartiere.invalid"))
PORTAL_BASIS_URL = _basis.geturl()
_https = _basis.scheme == "https"
_lokal = _basis.hostname in {"127.0.0.1", "localhost", "::1"}

PORTAL_EINBETTEN_VON = _gelesen(einbetten_von, sonst=[])
PORTAL_PROXYS = _gelesen(proxys, sonst=0)
PORTAL_SICHERHEIT_BIS = _gelesen(sicherheit_bis, sonst=None)
PORTAL_SITZUNG = _gelesen(sitzung, sonst=timedelta(minutes=90))
PORTAL_ZWEITER_FAKTOR = _gelesen(ja, "PORTAL_ZWEITER_FAKTOR", sonst=False)


# --- Security: follows the scheme of PORTAL_BASIS_URL -----------------------------------------

SECRET_KEY = _gelesen(geheimnis, DATEN, lokal=_lokal, sonst="")
DEBUG = _gelesen(ja, "PORTAL_DEBUG", sonst=False)
ALLOWED_HOSTS = [_basis.hostname]
if _lokal:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PORTAL_BASIS_URL]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
# With this prefix no other host of the domain can set them (RFC 6265bis, section 4.1.3.2).
SESSION_COOKIE_NAME = "__Host-sessionid" if _https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _https else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(PORTAL_SITZUNG.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = 60 * 60 * 24  # as long as a public form may be open (grundlage/formular_schutz)
CSRF_FAILURE_VIEW = "hattingen_portal.views.abgelaufen"
SECURE_SSL_REDIRECT = _https
# The redirect to https leads here whatever host a request names, without asking for it: what is
# refused within SecurityMiddleware would have none of its headers.
SECURE_SSL_HOST = _basis.netloc
# Calendar programs that turn webcal: into http: must not meet a redirect.
SECURE_REDIRECT_EXEMPT = [r"^kalender/.+\.ics$", r"^termine/.+\.ics$", r"^gesundheit/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
if _https:
    # The proxy that ends TLS must set this header itself; docs/betrieb.md says so.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's icons are data: masks
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


# --- Parts ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before those whose admin takes their models out of sight.
    "procrastinate.contrib.django",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "hattingen_portal",
    "aktuelles",
    "konferenzen",
    "akteure",
    "quartiere",
    "crispy_forms",
    "django_prose_editor",
    "hattingen_portal.apps.VerwaltungConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # What every answer is to have stands before all that may give one (tests/sicherheit).
    "hattingen_portal.kopfanfragen.KopfAnfragen",
    "hattingen_portal.kopfzeilen.Kopfzeilen",
    "hattingen_portal.inhaltsrichtlinie.Inhaltsrichtlinie",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hattingen_portal.testsystem.SuchmaschinenSperre",
    # What stands below it, a page that is at hand does not need.
    "hattingen_portal.stand.speicher.SeitenSpeicher",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hattingen_portal.ausfall.AusfallMiddleware",
    # Nor does a page that is the same for everybody need the login.
    "hattingen_portal.anmeldung.nur_mit_anmeldung.Sitzung",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hattingen_portal.anmeldung.nur_mit_anmeldung.Konto",
    "hattingen_portal.anmeldung.nur_mit_anmeldung.ZweiterFaktor",
    "hattingen_portal.anmeldung.nur_mit_anmeldung.Hinweise",
    "hattingen_portal.anmeldung.nur_mit_anmeldung.Sitzungsdauer",
    "hattingen_portal.anmeldung.nur_mit_anmeldung.Geschichte",
    "axes.middleware.AxesMiddleware",
]

MESSAGE_STORAGE = "hattingen_portal.hinweiskeks.Hinweise"

ROOT_URLCONF = "hattingen_portal.urls"
# The portal has a host of its own, without a path (PORTAL_BASIS_URL). Where a server takes another
# one from a request, the links of a page that is kept for all would lead there.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "hattingen_portal.wsgi.application"

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
                "hattingen_portal.kontext.portal",
                "hattingen_portal.kontext.seitenrahmen",
            ],
        },
    }
]

# Public forms are printed by the templates in templates/kern/; a misspelt field is an error.
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kern",)
CRISPY_FAIL_SILENTLY = False


# --- Database: PostgreSQL only ----------------------------------------------------------------

_datenbank = _gelesen(datenbank, sonst={})
DATABASES = {"default": _datenbank | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}
# How long a page waits (docs/betrieb.md): for an answer, for a row that somebody else changes, and
# the server for the page to go on with a transaction, in which two PDFs may be looked into.
PORTAL_FRISTEN = {
    "statement_timeout": "20s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "120s",
}
# Seconds after which a server that has not kept to these counts as gone.
PORTAL_FRIST_STILLE = 30.0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whether the web server in front repeats an answer until the end of the second (docs/betrieb.md).
PORTAL_MIKROSPEICHER = _gelesen(ja, "PORTAL_MIKROSPEICHER", sonst=False)
# For so long a process may repeat the version of the public content that it has read: no answer is
# older than a second, its way to the reader included (hattingen_portal/stand/). A web server in
# front uses the whole second up, and asks so seldom that each of its questions may be looked up.
PORTAL_STAND_SEKUNDEN = 0.0 if PORTAL_MIKROSPEICHER else 0.8


# --- Tasks in the background: docs/betrieb.md says how the worker is run ------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS = [
    "hattingen_portal.anmeldung.aufgaben",
    "hattingen_portal.datenschutz.aufgaben",
    "hattingen_portal.grundlage.pdf.aufgaben",
    "hattingen_portal.post.aufgaben",
]
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}


# --- Mail: without a server, it lands as files in DATEN/post -----------------------------------

PORTAL_SMTP = _gelesen(mailserver_lesen, os.environ.get("PORTAL_SMTP_URL", ""), sonst=None)
PORTAL_ABLAGE = DATEN / "post"

PORTAL_ABSENDER = _gelesen(absender, PORTAL_EMAIL, geht_hinaus=PORTAL_SMTP is not None, sonst="")


# --- Language and time: UTC in the database, Europe/Berlin where a person looks ---------------

LANGUAGE_CODE = "de"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"


# --- Cache: whole pages (hattingen_portal/stand/), for as long as they hold -------------------

CACHES = {"default": _gelesen(zwischenspeicher, sonst={})}


# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BAU / "gesammelt"
# The second folder is there once `make` has built the CSS; a bare manage.py works without.
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    *(ordner for ordner in (BASE_DIR / "static", BAU / "static") if ordner.is_dir()),
    ("handbuch", BASE_DIR / "docs/bilder/handbuch"),
]
# No server hands out this folder: views decide on each picture and document.
MEDIA_ROOT = DATEN / "medien"
MEDIA_URL = "/medien/"
# What the page for an outage names while there is no database to ask (rufnummer.py).
PORTAL_RUFNUMMER = DATEN / "rufnummer"
# Who reads a PDF holds a file in here: so few are read at once (grundlage/pdf/plaetze.py).
PORTAL_PDF_PLAETZE = DATEN / "pdf-plaetze"
STORAGES = {
    "default": _gelesen(medienablage, sonst={}),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # styles and fonts are for the portal's own pages
FILE_UPLOAD_PERMISSIONS = 0o640
# The page that reads in a date list has some inputs for each of up to 300 rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000


# --- Staff login ------------------------------------------------------------------------------

# The first makes new hashes; the second reads old ones, which are made anew at the next login.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": optionen}
    for name, optionen in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds that a link for a new password holds
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "hattingen_portal.anmeldung.konten.Konten",
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# A name is locked for the line that guessed, and for no other (docs/entscheidungen.md).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "hattingen_portal.anmeldung.sperre.adresse"
AXES_LOCKOUT_CALLABLE = "hattingen_portal.anmeldung.sperre.gesperrt"
AXES_HANDLER = "hattingen_portal.anmeldung.sperre.Sperre"
AXES_DISABLE_ACCESS_LOG = True  # who logged in from where and when is nobody's business
AXES_VERBOSE = False  # the log names neither person nor line
AXES_ENABLE_ADMIN = False
# Never in the log; nor stored, should what was sent ever be (anmeldung/sperre.py keeps none of it).
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "passwort", "code", "eingaben"]

OTP_TOTP_ISSUER = f"{PORTAL_NAME} {PORTAL_KOMMUNE}"


# --- Log --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "hattingen_portal.protokoll.EineZeile",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "hattingen_portal.jsonprotokoll.JsonZeile"},
    },
    "filters": {"ohne_spur": {"()": "hattingen_portal.ausfall.OhneSpur"}},
    "handlers": {
        "konsole": {
            "class": "logging.StreamHandler",
            "formatter": _gelesen(protokollart, sonst="text"),
            "filters": ["ohne_spur"],
        }
    },
    "root": {"handlers": ["konsole"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["konsole"], "level": "WARNING", "propagate": False},
        # Whoever scans the server with a made-up host must not fill the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}


_gelesen.abschliessen()
