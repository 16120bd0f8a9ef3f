from contextlib import ContextDecorator
from contextvars import ContextVar

from django.utils.functional import Promise


def gettext(message):
    return str(message)


def ngettext(singular, plural, number):
    return singular if number == 1 else plural


def pgettext(context, message):
    return str(message)


def npgettext(context, singular, plural, number):
    return ngettext(singular, plural, number)


class _LazyText(str, Promise):
    """The playground has the texts of one language, so that a lazy translation may be the text itself, known to be one by its class."""

    __slots__ = ()


def gettext_lazy(message):
    return _LazyText(message)


class _LazyPlural(_LazyText):
    """A text whose number comes when it is formatted, alone or by its name among others."""

    __slots__ = ("forms", "number")

    def _form(self, number):
        return ngettext(*self.forms, number)

    def _named(self, values):
        try:
            return values[self.number]
        except KeyError:
            raise KeyError(
                "Your dictionary lacks key '%s'. Please provide it, because it is required to determine whether string is singular or plural." % self.number
            )

    def format(self, *args, **kwargs):
        return self._form(self._named(kwargs) if kwargs and self.number else args[0]).format(*args, **kwargs)

    def __mod__(self, values):
        text = self._form(self._named(values) if isinstance(values, dict) and self.number else values)
        try:
            return text % values
        except TypeError:
            return text  # that says nothing of the number


def ngettext_lazy(singular, plural=None, number=None):
    if isinstance(number, int):
        return _LazyText(ngettext(singular, plural, number))
    text = _LazyPlural(plural)
    text.forms, text.number = (singular, plural), number
    return text


def pgettext_lazy(context, message):
    return _LazyText(message)


def npgettext_lazy(context, singular, plural=None, number=None):
    return ngettext_lazy(singular, plural, number)


gettext_noop = gettext

_active = ContextVar("language", default="")


def get_language():
    """What was activated, None after deactivate_all(); the texts stay those of the one language."""
    if _active.get() == "":
        from django.conf import settings

        return settings.LANGUAGE_CODE
    return _active.get()


def get_language_bidi():
    return (get_language() or "").split("-")[0] in ("he", "ar", "fa", "ur", "ug", "ckb")


def activate(language):
    if language:
        _active.set(language)


def deactivate():
    _active.set("")


def deactivate_all():
    _active.set(None)


def to_locale(language):
    lang, _, country = language.lower().partition("-")
    if not country:
        return language[:3].lower() + language[3:]
    country, _, tail = country.partition("-")
    country = country.title() if len(country) > 2 else country.upper()
    return lang + "_" + country + ("-" + tail if tail else "")


def to_language(locale):
    lang, _, country = locale.partition("_")
    return lang.lower() + "-" + country.lower() if country else locale.lower()


class override(ContextDecorator):
    def __init__(self, language, deactivate=False):
        self.language, self.deactivate = language, deactivate

    def __enter__(self):
        self.old = _active.get()
        if self.language is not None:
            activate(self.language)
        else:
            deactivate_all()

    def __exit__(self, *exc):
        _active.set("" if self.deactivate else self.old)
