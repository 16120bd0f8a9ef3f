class _Settings:
    INSTALLED_APPS = ["books"]
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
    USE_TZ = True
    TIME_ZONE = "UTC"
    USE_I18N = True
    LANGUAGE_CODE = "en-us"
    DEBUG = False
    ALLOWED_HOSTS = ["*"]
    SECRET_KEY = "playground"
    ROOT_URLCONF = "books.urls"
    MIDDLEWARE = []
    APPEND_SLASH = True
    DEFAULT_CHARSET = "utf-8"
    DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT = "N j, Y", "N j, Y, P", "P"
    AUTH_USER_MODEL = "auth.User"
    FORCE_SCRIPT_NAME = None
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    configured = True

    def __getattr__(self, name):
        raise AttributeError(f"'Settings' object has no attribute '{name}'")

    def configure(self, default_settings=None, **options):
        raise RuntimeError("Settings already configured.")

    def is_overridden(self, setting):
        return setting in self.__dict__

    def __repr__(self):
        return '<LazySettings "playground">'


settings = _Settings()
