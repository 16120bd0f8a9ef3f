# No catalogues of translations are here: every text stays as it is.
__all__ = ["NullTranslations", "bindtextdomain", "dgettext", "gettext", "install", "ngettext", "npgettext", "pgettext", "textdomain", "translation"]


class NullTranslations:
    def __init__(self, fp=None):
        pass

    def gettext(self, message):
        return message

    def ngettext(self, msgid1, msgid2, n):
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        return message

    def npgettext(self, context, msgid1, msgid2, n):
        return self.ngettext(msgid1, msgid2, n)

    def info(self):
        return {}

    def install(self, names=None):
        import builtins

        builtins.__dict__["_"] = self.gettext


_null = NullTranslations()
gettext, ngettext, pgettext, npgettext = _null.gettext, _null.ngettext, _null.pgettext, _null.npgettext


def dgettext(domain, message):
    return message


def textdomain(domain=None):
    return domain or "messages"


def bindtextdomain(domain, localedir=None):
    return localedir


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    if fallback:
        return NullTranslations()
    raise FileNotFoundError(2, "No translation file found for domain", domain)


def install(domain, localedir=None, *, names=None):
    _null.install(names)
