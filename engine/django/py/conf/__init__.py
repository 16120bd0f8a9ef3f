class _Settings:
    INSTALLED_APPS = ["books"]
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
    USE_TZ = True
    TIME_ZONE = "UTC"
    USE_I18N = True
    LANGUAGE_CODE = "en-us"
    DEBUG = False
    LOGGING_CONFIG, LOGGING = "logging.config.dictConfig", {}
    ALLOWED_HOSTS = ["*"]
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CACHE_MIDDLEWARE_ALIAS, CACHE_MIDDLEWARE_KEY_PREFIX, CACHE_MIDDLEWARE_SECONDS = "default", "", 600
    USE_X_FORWARDED_HOST = USE_X_FORWARDED_PORT = False
    SECURE_PROXY_SSL_HEADER = None
    DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 2621440, 1000
    SECRET_KEY = "playground"
    ROOT_URLCONF = "books.urls"
    MIDDLEWARE = []
    APPEND_SLASH = True
    DEFAULT_CHARSET = "utf-8"
    DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT = "N j, Y", "N j, Y, P", "P"
    AUTH_USER_MODEL = "auth.User"
    FORCE_SCRIPT_NAME = None
    AUTH_PASSWORD_VALIDATORS = []
    AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/accounts/login/", "/accounts/profile/", None
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.QuickPBKDF2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    SESSION_ENGINE, SESSION_CACHE_ALIAS = "django.contrib.sessions.backends.db", "default"
    SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
    SESSION_COOKIE_NAME, SESSION_COOKIE_PATH, SESSION_COOKIE_DOMAIN, SESSION_COOKIE_SAMESITE = "sessionid", "/", None, "Lax"
    SESSION_COOKIE_AGE, SESSION_COOKIE_SECURE, SESSION_COOKIE_HTTPONLY = 60 * 60 * 24 * 7 * 2, False, True
    SESSION_SAVE_EVERY_REQUEST = SESSION_EXPIRE_AT_BROWSER_CLOSE = False
    DATABASE_ROUTERS, TEST_NON_SERIALIZED_APPS, SILENCED_SYSTEM_CHECKS = [], [], []
    MIGRATION_MODULES = {}
    DEFAULT_EXCEPTION_REPORTER_FILTER, DEFAULT_TABLESPACE, DEFAULT_INDEX_TABLESPACE = "", "", ""
    MEDIA_ROOT, MEDIA_URL, STATIC_URL = "", "/", None
    FORMAT_MODULE_PATH, USE_THOUSAND_SEPARATOR = None, False
    configured = True

    def __getattr__(self, name):
        raise AttributeError(f"'Settings' object has no attribute '{name}'")

    def configure(self, default_settings=None, **options):
        from django.conf._configure import configure

        configure(self, default_settings, options)

    def is_overridden(self, setting):
        return setting in self.__dict__

    def __repr__(self):
        return '<LazySettings "playground">'


settings = _Settings()


def __getattr__(name):
    if name in ("ENVIRONMENT_VARIABLE", "LazySettings", "Settings", "UserSettingsHolder"):
        from django._absent import names_of

        return "DJANGO_SETTINGS_MODULE" if name == "ENVIRONMENT_VARIABLE" else names_of(__name__)(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
