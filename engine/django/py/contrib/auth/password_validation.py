"""Which passwords are good enough: the validators of settings.AUTH_PASSWORD_VALIDATORS."""

import re
from difflib import SequenceMatcher

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured, ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def get_default_password_validators():
    return get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)


def get_password_validators(validator_config):
    validators = []
    for config in validator_config:
        try:
            klass = import_string(config["NAME"])
        except ImportError:
            raise ImproperlyConfigured("The module in NAME could not be imported: %s. Check your AUTH_PASSWORD_VALIDATORS setting." % config["NAME"])
        validators.append(klass(**config.get("OPTIONS", {})))
    return validators


def validate_password(password, user=None, password_validators=None):
    """Raises a ValidationError with everything that is wrong with a password."""
    errors = []
    for validator in get_default_password_validators() if password_validators is None else password_validators:
        try:
            validator.validate(password, user)
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)


def password_changed(password, user=None, password_validators=None):
    """Tells the validators of a password that was saved."""
    for validator in get_default_password_validators() if password_validators is None else password_validators:
        getattr(validator, "password_changed", lambda *args: None)(password, user)


def password_validators_help_texts(password_validators=None):
    return [v.get_help_text() for v in (get_default_password_validators() if password_validators is None else password_validators)]


def password_validators_help_text_html(password_validators=None):
    items = format_html_join("", "<li>{}</li>", ((text,) for text in password_validators_help_texts(password_validators)))
    return format_html("<ul>{}</ul>", items) if items else ""


class MinimumLengthValidator:
    def __init__(self, min_length=8):
        self.min_length = min_length

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(self.get_error_message(), code="password_too_short", params={"min_length": self.min_length})

    def get_error_message(self):
        return ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            self.min_length,
        ) % self.min_length

    def get_help_text(self):
        return ngettext(
            "Your password must contain at least %(min_length)d character.",
            "Your password must contain at least %(min_length)d characters.",
            self.min_length,
        ) % {"min_length": self.min_length}


def exceeds_maximum_length_ratio(password, max_similarity, value):
    """Whether a value is too short to be as similar to the password as max_similarity."""
    length = len(value)
    return len(password) >= 10 * length and length < max_similarity / 2 * len(password)


class UserAttributeSimilarityValidator:
    DEFAULT_USER_ATTRIBUTES = ("username", "first_name", "last_name", "email")

    def __init__(self, user_attributes=DEFAULT_USER_ATTRIBUTES, max_similarity=0.7):
        self.user_attributes = user_attributes
        if max_similarity < 0.1:
            raise ValueError("max_similarity must be at least 0.1")
        self.max_similarity = max_similarity

    def validate(self, password, user=None):
        if not user:
            return
        password = password.lower()
        for attribute_name in self.user_attributes:
            value = getattr(user, attribute_name, None)
            if not value or not isinstance(value, str):
                continue
            value = value.lower()
            for part in re.split(r"\W+", value) + [value]:
                if exceeds_maximum_length_ratio(password, self.max_similarity, part):
                    continue
                if SequenceMatcher(a=password, b=part).quick_ratio() >= self.max_similarity:
                    try:
                        verbose_name = str(user._meta.get_field(attribute_name).verbose_name)
                    except FieldDoesNotExist:
                        verbose_name = attribute_name
                    raise ValidationError(self.get_error_message(), code="password_too_similar", params={"verbose_name": verbose_name})

    def get_error_message(self):
        return _("The password is too similar to the %(verbose_name)s.")

    def get_help_text(self):
        return _("Your password can’t be too similar to your other personal information.")


class CommonPasswordValidator:
    """Needs Django's list of 20,000 common passwords, which is left out here: a set of one's own can be given to the class."""

    passwords = None

    def __init__(self, password_list_path=None):
        pass

    def validate(self, password, user=None):
        if self.passwords is None:
            raise NotImplementedError("the list of common passwords that CommonPasswordValidator reads is not part of the playground")
        if password.lower().strip() in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self):
        return _("This password is too common.")

    def get_help_text(self):
        return _("Your password can’t be a commonly used password.")


class NumericPasswordValidator:
    def validate(self, password, user=None):
        if password.isdigit():
            raise ValidationError(self.get_error_message(), code="password_entirely_numeric")

    def get_error_message(self):
        return _("This password is entirely numeric.")

    def get_help_text(self):
        return _("Your password can’t be entirely numeric.")
