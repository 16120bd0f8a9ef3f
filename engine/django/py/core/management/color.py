"""The styles of a terminal's text: there is none here, so all of them leave text as it is."""

import functools


class Style:
    def __getattr__(self, name):
        if name.isupper():
            return str
        raise AttributeError(f"'Style' object has no attribute {name!r}")


def supports_color():
    return False


def make_style(config_string=""):
    style = Style()
    style.ERROR_OUTPUT = style.ERROR
    return style


@functools.cache
def no_style():
    return make_style("nocolor")


def color_style(force_color=False):
    return make_style()
