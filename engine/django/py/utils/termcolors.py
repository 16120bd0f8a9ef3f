"""Coloured text for terminals."""

color_names = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
foreground = {name: "3%s" % i for i, name in enumerate(color_names)}
background = {name: "4%s" % i for i, name in enumerate(color_names)}

RESET = "0"
opt_dict = {"bold": "1", "underscore": "4", "blink": "5", "reverse": "7", "conceal": "8"}


def colorize(text="", opts=(), **kwargs):
    """Text between the codes for fg, bg and the options; "reset" alone is the code that ends them, and "noreset" leaves that out."""
    if text == "" and len(opts) == 1 and opts[0] == "reset":
        return "\x1b[%sm" % RESET
    codes = [{"fg": foreground, "bg": background}[k][v] for k, v in kwargs.items() if k in ("fg", "bg")]
    codes += [opt_dict[o] for o in opts if o in opt_dict]
    if "noreset" not in opts:
        text = "%s\x1b[%sm" % (text or "", RESET)
    return "%s%s" % ("\x1b[%sm" % ";".join(codes), text or "")


def make_style(opts=(), **kwargs):
    return lambda text: colorize(text, opts, **kwargs)


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
        if part in PALETTES:
            palette.update(PALETTES[part])
            continue
        role, equals, instructions = part.partition("=")
        role = role.upper()
        if not equals:
            continue
        definition = {}
        styles = instructions.split(",")
        colors = styles[0].split("/")
        if colors[0] in color_names:
            definition["fg"] = colors[0]
        if len(colors) > 1 and colors[-1] in color_names:
            definition["bg"] = colors[-1]
        opts = tuple(s for s in reversed(styles[1:]) if s in opt_dict)
        if opts:
            definition["opts"] = opts
        if role in PALETTES[NOCOLOR_PALETTE] and definition:
            palette[role] = definition
    return None if palette == PALETTES[NOCOLOR_PALETTE] else palette
