"""Coloured text for terminals."""

color_names = tuple("black red green yellow blue magenta cyan white".split())
foreground, background = ({name: f"{ground}{i}" for i, name in enumerate(color_names)} for ground in "34")

opt_dict = dict(bold="1", underscore="4", blink="5", reverse="7", conceal="8")
RESET = "0"


def _code(*numbers):
    return f"\x1b[{';'.join(numbers)}m"


def colorize(text="", opts=(), **kwargs):
    """Text between the codes for fg, bg and the options; "reset" alone is the code that ends them, and "noreset" leaves that out."""
    end = _code(RESET)
    if text == "" and list(opts) == ["reset"]:
        return end
    grounds = {"fg": foreground, "bg": background}
    numbers = [grounds[ground][color] for ground, color in kwargs.items() if ground in grounds]
    numbers += filter(None, map(opt_dict.get, opts))
    return f"{_code(*numbers)}{text or ''}{'' if 'noreset' in opts else end}"


def make_style(opts=(), **kwargs):
    def style(text):
        return colorize(text, opts, **kwargs)

    return style


NOCOLOR_PALETTE, DARK_PALETTE, LIGHT_PALETTE = "nocolor", "dark", "light"

_bold = {"opts": ("bold",)}
_dark = {
    "ERROR": {"fg": "red", **_bold},
    "SUCCESS": {"fg": "green", **_bold},
    "WARNING": {"fg": "yellow", **_bold},
    "NOTICE": {"fg": "red"},
    "SQL_FIELD": {"fg": "green", **_bold},
    "SQL_COLTYPE": {"fg": "green"},
    "SQL_KEYWORD": {"fg": "yellow"},
    "SQL_TABLE": _bold,
    "HTTP_INFO": _bold,
    "HTTP_SUCCESS": {},
    "HTTP_REDIRECT": {"fg": "green"},
    "HTTP_NOT_MODIFIED": {"fg": "cyan"},
    "HTTP_BAD_REQUEST": {"fg": "red", **_bold},
    "HTTP_NOT_FOUND": {"fg": "yellow"},
    "HTTP_SERVER_ERROR": {"fg": "magenta", **_bold},
    "MIGRATE_HEADING": {"fg": "cyan", **_bold},
    "MIGRATE_LABEL": _bold,
}
PALETTES = {
    NOCOLOR_PALETTE: {role: {} for role in _dark},
    DARK_PALETTE: _dark,
    LIGHT_PALETTE: {
        **_dark,
        "SQL_KEYWORD": {"fg": "blue"},
        "HTTP_NOT_MODIFIED": {"fg": "green"},
        "HTTP_NOT_FOUND": {"fg": "red"},
    },
}
DEFAULT_PALETTE = DARK_PALETTE


def parse_color_setting(config_string):
    """The palette that a text such as "light;error=yellow/blue,blink" tells of, or None where nothing would be coloured."""
    if not config_string:
        return PALETTES[DEFAULT_PALETTE]
    palette = dict(PALETTES[NOCOLOR_PALETTE])
    for part in config_string.lower().split(";"):
        if "=" not in part:
            palette.update(PALETTES.get(part, {}))
            continue
        role, wanted = part.split("=")
        colors, *opts = wanted.split(",")
        style = {ground: color for ground, color in zip(("fg", "bg"), colors.split("/")) if color in color_names}
        if opts := tuple(opt for opt in reversed(opts) if opt in opt_dict):
            style["opts"] = opts
        if style and role.upper() in palette:
            palette[role.upper()] = style
    return None if palette == PALETTES[NOCOLOR_PALETTE] else palette
