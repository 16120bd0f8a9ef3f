import sys

from django.conf import settings
from django.contrib.auth import hashers
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class BaseUserManager(models.Manager):
    def _natural(self, username):
        return {self.model.USERNAME_FIELD: username}

    async def aget_by_natural_key(self, username):
        return await self.aget(**self._natural(username))

    def get_by_natural_key(self, username):
        return self.get(**self._natural(username))

    @classmethod
    def normalize_email(cls, email):
        """Lower-cases the domain of an address."""
        name, at, domain = (email or "").strip().rpartition("@")
        return name + at + domain.lower() if at else email or ""


class AbstractBaseUser(models.Model):
    password = models.CharField(max_length=128, verbose_name=_("password"))
    last_login = models.DateTimeField(null=True, blank=True, verbose_name=_("last login"))

    REQUIRED_FIELDS = []
    is_active = True
    is_authenticated, is_anonymous = property(lambda self: True), property(lambda self: False)
    _password = None  # what set_password() was given, until it is saved

    class Meta:
        abstract = True

    def get_username(self):
        return getattr(self, self.USERNAME_FIELD)

    def natural_key(self):
        return (self.get_username(),)

    def __str__(self):
        return self.get_username()

    def clean(self):
        username = self.normalize_username(self.get_username())
        setattr(self, self.USERNAME_FIELD, username)

    def save(self, **kwargs):
        super().save(**kwargs)
        new = self._password
        # The validators need not be loaded for nobody.
        if new is not None and (settings.AUTH_PASSWORD_VALIDATORS or "django.contrib.auth.password_validation" in sys.modules):
            from django.contrib.auth import password_validation

            password_validation.password_changed(new, self)
        self._password = None

    def set_password(self, raw_password):
        self._password = raw_password
        self.password = hashers.make_password(raw_password)

    def set_unusable_password(self):
        self.password = hashers.make_password(None)

    def has_usable_password(self):
        return hashers.is_password_usable(self.password)

    def _rehash(self, raw_password):
        """The password hashed as it is done now. It has not changed, so nobody is told."""
        self.set_password(raw_password)
        self._password = None
        return {"update_fields": ["password"]}

    def check_password(self, raw_password):
        return hashers.check_password(raw_password, self.password, lambda right: self.save(**self._rehash(right)))

    async def acheck_password(self, raw_password):
        async def renew(right):
            await self.asave(**self._rehash(right))

        return await hashers.acheck_password(raw_password, self.password, renew)

    def get_session_auth_hash(self):
        purpose = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(purpose, self.password, algorithm="sha256").hexdigest()

    @classmethod
    def get_email_field_name(cls):
        if not hasattr(cls, "EMAIL_FIELD"):
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
