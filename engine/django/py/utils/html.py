import html
import re

from django.utils.safestring import SafeString, mark_safe


def escape(text):
    return SafeString(html.escape(str(text)))


def conditional_escape(text):
    return text.__html__() if hasattr(text, "__html__") else escape(text)


def format_html(format_string, *args, **kwargs):
    if not (args or kwargs):
        raise TypeError("args or kwargs must be provided.")
    named = {name: conditional_escape(value) for name, value in kwargs.items()}
    return mark_safe(format_string.format(*map(conditional_escape, args), **named))


def format_html_join(sep, format_string, args_generator):
    """The format filled in for each group of arguments, which are named where the group is a mapping."""
    from collections.abc import Mapping

    def filled(args):
        return format_html(format_string, **args) if isinstance(args, Mapping) else format_html(format_string, *args)

    return mark_safe(conditional_escape(sep).join(map(filled, args_generator)))


def _strip_once(value):
    from html.parser import HTMLParser

    class Stripper(HTMLParser):
        def handle_data(self, data):
            fed.append(data)

        def handle_charref(self, name):
            fed.append(f"&#{name};")

        def handle_entityref(self, name):
            fed.append(f"&{name};")

    fed = []
    parser = Stripper(convert_charrefs=False)
    parser.feed(value)
    parser.close()
    return "".join(fed)


def strip_tags(value):
    """The text without tags; what is left may look like tags again, but not for ever."""
    value, depth = str(value), 0
    while "<" in value and ">" in value:
        if depth == 50:
            from django.core.exceptions import SuspiciousOperation

            raise SuspiciousOperation
        stripped = _strip_once(value)
        if stripped.count("<") == value.count("<"):
            break
        value, depth = stripped, depth + 1
    return value


def strip_spaces_between_tags(value):
    return re.sub(r">\s+<", "><", str(value))


def avoid_wrapping(value):
    return value.replace(" ", "\xa0")


_js_escapes = {ord(c): "\\u%04X" % ord(c) for c in "\\'\"><&=-;`\u2028\u2029"} | {n: "\\u%04X" % n for n in range(32)}
_json_script_escapes = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def escapejs(value):
    return mark_safe(str(value).translate(_js_escapes))


def json_script(value, element_id=None, encoder=None):
    """A value in a script element, to be read as JSON."""
    import json

    if encoder is None:
        from django.core.serializers.json import DjangoJSONEncoder as encoder
    text = mark_safe(json.dumps(value, cls=encoder).translate(_json_script_escapes))
    if element_id:
        return format_html('<script id="{}" type="application/json">{}</script>', element_id, text)
    return format_html('<script type="application/json">{}</script>', text)


def linebreaks(value, autoescape=False):
    paragraphs = re.split("\n{2,}", re.sub(r"\r\n|\r", "\n", str(value)))
    return "\n\n".join("<p>%s</p>" % (escape(p) if autoescape else p).replace("\n", "<br>") for p in paragraphs)


def html_safe(klass):
    """A class decorator: the class's text is HTML already."""
    own = vars(klass)
    wrong = "defines __html__()" if "__html__" in own else None if "__str__" in own else "doesn't define __str__()"
    if wrong:
        raise ValueError(f"can't apply @html_safe to {klass.__name__} because it {wrong}.")
    text = klass.__str__
    klass.__str__ = lambda self: mark_safe(text(self))
    klass.__html__ = lambda self: str(self)
    return klass


def __getattr__(name):
    if name in ("urlize", "urlizer", "Urlizer", "smart_urlquote"):
        from django.utils import _urlize

        return getattr(_urlize, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
