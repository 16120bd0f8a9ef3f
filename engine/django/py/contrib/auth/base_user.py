import sys

from django.conf import settings
from django.contrib.auth.hashers import acheck_password, check_password, is_password_usable, make_password
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class BaseUserManager(models.Manager):
    @classmethod
    def normalize_email(cls, email):
        """Lower-cases the domain of an address."""
        email = email or ""
        name, at, domain = email.strip().rpartition("@")
        return f"{name}@{domain.lower()}" if at else email

    def get_by_natural_key(self, username):
        return self.get(**{self.model.USERNAME_FIELD: username})

    async def aget_by_natural_key(self, username):
        return await self.aget(**{self.model.USERNAME_FIELD: username})


class AbstractBaseUser(models.Model):
    password = models.CharField(_("password"), max_length=128)
    last_login = models.DateTimeField(_("last login"), blank=True, null=True)

    is_active = True
    REQUIRED_FIELDS = []
    _password = None  # what set_password() was given, until it is saved

    class Meta:
        abstract = True

    def __str__(self):
        return self.get_username()

    def save(self, **kwargs):
        super().save(**kwargs)
        if self._password is not None:
            if settings.AUTH_PASSWORD_VALIDATORS or "django.contrib.auth.password_validation" in sys.modules:
                from django.contrib.auth import password_validation

                password_validation.password_changed(self._password, self)
            self._password = None

    def get_username(self):
        return getattr(self, self.USERNAME_FIELD)

    def clean(self):
        setattr(self, self.USERNAME_FIELD, self.normalize_username(self.get_username()))

    def natural_key(self):
        return (self.get_username(),)

    @property
    def is_anonymous(self):
        return False

    @property
    def is_authenticated(self):
        return True

    def set_password(self, raw_password):
        self.password = make_password(raw_password)
        self._password = raw_password

    def check_password(self, raw_password):
        def setter(raw_password):
            self.set_password(raw_password)
            self._password = None
            self.save(update_fields=["password"])

        return check_password(raw_password, self.password, setter)

    async def acheck_password(self, raw_password):
        async def setter(raw_password):
            self.set_password(raw_password)
            self._password = None
            await self.asave(update_fields=["password"])

        return await acheck_password(raw_password, self.password, setter)

    def set_unusable_password(self):
        self.password = make_password(None)

    def has_usable_password(self):
        return is_password_usable(self.password)

    def get_session_auth_hash(self):
        return salted_hmac("django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash", self.password, algorithm="sha256").hexdigest()

    @classmethod
    def get_email_field_name(cls):
        try:
            return cls.EMAIL_FIELD
        except AttributeError:
            cls.EMAIL_FIELD = "email"
            return cls.EMAIL_FIELD

    @classmethod
    def normalize_username(cls, username):
        if not isinstance(username, str) or username.isascii():
            return username
        try:
            import unicodedata
        except ImportError:  # the playground has no table of Unicode's compatibility forms
            return username
        return unicodedata.normalize("NFKC", username)
