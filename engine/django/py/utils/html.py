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
    return mark_safe(format_string.format(*map(conditional_escape, args), **{k: conditional_escape(v) for k, v in kwargs.items()}))


def format_html_join(sep, format_string, args_generator):
    return mark_safe(conditional_escape(sep).join(format_html(format_string, *args) for args in args_generator))


def strip_tags(value):
    return re.sub(r"<[^>]*>", "", str(value))
