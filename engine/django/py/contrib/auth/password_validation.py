"""Which passwords are good enough: the validators of settings.AUTH_PASSWORD_VALIDATORS."""

import re
from difflib import SequenceMatcher

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured, ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def get_password_validators(validator_config):
    return [_imported(config["NAME"])(**config.get("OPTIONS", {})) for config in validator_config]


def _imported(path):
    try:
        return import_string(path)
    except ImportError:
        raise ImproperlyConfigured(f"The module in NAME could not be imported: {path}. Check your AUTH_PASSWORD_VALIDATORS setting.")


def get_default_password_validators():
    return get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)


def _asked(password_validators):
    return get_default_password_validators() if password_validators is None else password_validators


def validate_password(password, user=None, password_validators=None):
    """Raises a ValidationError with everything that is wrong with a password."""
    complaints = []
    for validator in _asked(password_validators):
        try:
            validator.validate(password, user)
        except ValidationError as complaint:
            complaints.append(complaint)
    if complaints:
        raise ValidationError(complaints)


def password_changed(password, user=None, password_validators=None):
    """Tells the validators of a password that was saved."""
    for validator in _asked(password_validators):
        if told := getattr(validator, "password_changed", None):
            told(password, user)


def password_validators_help_texts(password_validators=None):
    return [validator.get_help_text() for validator in _asked(password_validators)]


def password_validators_help_text_html(password_validators=None):
    texts = password_validators_help_texts(password_validators)
    return texts and format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ([text] for text in texts))) or ""


class _Refusing:
    """A validator that finds one thing wrong: faulty() says whether, `code` what that is called."""

    def validate(self, password, user=None):
        if self.faulty(password):
            raise ValidationError(self.get_error_message(), self.code)

    def get_error_message(self):
        return _(self.error)

    def get_help_text(self):
        return _(self.help)


class MinimumLengthValidator:
    def __init__(self, min_length=8):
        self.min_length = min_length

    def get_help_text(self):
        text = "Your password must contain at least %(min_length)d character"
        return ngettext(f"{text}.", f"{text}s.", self.min_length) % vars(self)

    def get_error_message(self):
        text = "This password is too short. It must contain at least %d character"
        return ngettext(f"{text}.", f"{text}s.", self.min_length) % self.min_length

    def validate(self, password, user=None):
        least = self.min_length
        if least > len(password):
            raise ValidationError(self.get_error_message(), "password_too_short", {"min_length": least})


def exceeds_maximum_length_ratio(password, max_similarity, value):
    """Whether a value is too short to be as similar to the password as max_similarity."""
    ours, its = len(password), len(value)
    return its * 10 <= ours and its < ours * max_similarity / 2


class UserAttributeSimilarityValidator:
    DEFAULT_USER_ATTRIBUTES = "username", "first_name", "last_name", "email"

    def __init__(self, user_attributes=DEFAULT_USER_ATTRIBUTES, max_similarity=0.7):
        if max_similarity < 0.1:
            raise ValueError("max_similarity must be at least 0.1")
        self.max_similarity, self.user_attributes = max_similarity, user_attributes

    def get_help_text(self):
        return _("Your password can’t be too similar to your other personal information.")

    def get_error_message(self):
        return _("The password is too similar to the %(verbose_name)s.")

    def _similar(self, password, value):
        """Whether the whole value or a word of it is nearly the password."""
        for part in *re.split(r"\W+", value), value:
            if not exceeds_maximum_length_ratio(password, self.max_similarity, part):
                if SequenceMatcher(None, password, part).quick_ratio() >= self.max_similarity:
                    return True
        return False

    def validate(self, password, user=None):
        for name in self.user_attributes if user else ():
            value = getattr(user, name, None)
            if isinstance(value, str) and value and self._similar(password.lower(), value.lower()):
                try:
                    name = str(user._meta.get_field(name).verbose_name)
                except FieldDoesNotExist:
                    pass  # a property, say, is called by its own name
                raise ValidationError(self.get_error_message(), "password_too_similar", {"verbose_name": name})


class CommonPasswordValidator(_Refusing):
    """Needs Django's list of 20,000 common passwords, which is left out here: a set of one's own can be given to the class."""

    code, error, help = "password_too_common", "This password is too common.", "Your password can’t be a commonly used password."
    passwords = None

    def __init__(self, password_list_path=None):
        pass

    def faulty(self, password):
        if self.passwords is None:
            raise NotImplementedError("the list of common passwords that CommonPasswordValidator reads is not part of the playground")
        return password.lower().strip() in self.passwords


class NumericPasswordValidator(_Refusing):
    code, error, help = "password_entirely_numeric", "This password is entirely numeric.", "Your password can’t be entirely numeric."
    faulty = staticmethod(str.isdigit)
