import re
import unicodedata


def slugify(value, allow_unicode=False):
    value = str(value)
    if allow_unicode:
        value = unicodedata.normalize("NFKC", value)
    else:
        value = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode("ascii")
    value = re.sub(r"[^\w\s-]", "", value.lower())
    return re.sub(r"[-\s]+", "-", value).strip("-_")


def capfirst(x):
    if not x:
        return x
    x = str(x)
    return x[0].upper() + x[1:]


def camel_case_to_spaces(value):
    return re.sub(r"(((?<=[a-z])[A-Z])|([A-Z](?![A-Z]|$)))", r" \1", value).strip().lower()


def get_text_list(list_, last_word="or"):
    if not list_:
        return ""
    if len(list_) == 1:
        return str(list_[0])
    return "%s %s %s" % (", ".join(str(i) for i in list_[:-1]), str(last_word), str(list_[-1]))


def format_lazy(format_string, *args, **kwargs):
    return format_string.format(*args, **kwargs)


def normalize_newlines(text):
    return re.sub(r"\r\n|\r", "\n", str(text))


class Truncator:
    def __init__(self, text):
        self._text = str(text)

    def chars(self, num, truncate=None, html=False):
        truncate = "…" if truncate is None else truncate
        return self._text if len(self._text) <= num else self._text[: max(num - len(truncate), 0)] + truncate

    def words(self, num, truncate=None, html=False):
        words = self._text.split()
        truncate = "…" if truncate is None else truncate
        return self._text if len(words) <= num else " ".join(words[:num]) + f" {truncate}" if truncate != "…" else " ".join(words[:num]) + truncate
