import re


def regex_parts(route):
    """A regular expression as text and groups by turns: the simplest text that it matches, with a group's name (or number) where a value goes."""
    parts, groups, text, i = [], {}, "", 0
    while i < len(route):
        c = route[i]
        start = len(text)
        if c == "\\":
            following = route[i + 1:i + 2]
            text += {"d": "0", "w": "x", "s": " ", "D": "x", "W": "!", "S": "x"}.get(following, "" if following in "AbBZ" else following)
            i += 2
        elif c in "^$":
            i += 1
        elif c == ".":
            text += "."
            i += 1
        elif c == "[":
            end = route.index("]", i + 2)
            inner = route[i + 1:end]
            text += inner[:1] if inner[:1] not in "^\\" else "x"
            i = end + 1
        elif c == "(":
            depth, end = 1, i + 1
            while depth:
                if route[end] == "\\":
                    end += 1
                elif route[end] == "(":
                    depth += 1
                elif route[end] == ")":
                    depth -= 1
                end += 1
            inner = route[i + 1:end - 1]
            optional = route[end:end + 1] in ("?", "*")
            i = end
            named = re.match(r"\?P<(\w+)>", inner)
            if optional:
                pass
            elif inner.startswith("?:"):
                more, more_groups = regex_parts(inner[2:].split("|")[0])
                for j, part in enumerate(more):
                    if j % 2 == 0:
                        text += part
                    else:
                        parts += [text, part]
                        text = ""
                groups.update(more_groups)
            elif not inner.startswith("?") or named:
                name = named[1] if named else "_%d" % len(groups)
                groups[name] = inner[named.end():] if named else inner
                parts += [text, name]
                text = ""
                start = 0
        else:
            text += c
            i += 1
        if route[i:i + 1] in ("?", "*") and c != "(":
            text = text[:start]
        if route[i:i + 1] in ("?", "*", "+"):
            i += 1
        elif route[i:i + 1] == "{" and "}" in route[i:]:
            i = route.index("}", i) + 1
    return parts + [text], groups
