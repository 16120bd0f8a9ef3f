"""The paths of find() and findall(): a small part of XPath."""

import re

_token = re.compile(
    r"""('[^']*'|"[^"]*")|(::|//?|\.\.|\(\)|!=|[/.*:\[\]()@=])|((?:\{[^}]+\})?[^/\[\]()@!=\s]+)|\s+"""
)
_cache = {}


def xpath_tokenizer(pattern, namespaces=None):
    """Pairs of an operator and a name, of which one is empty; a name's prefix has become its namespace."""
    default = namespaces.get("") if namespaces else None
    in_attribute = False
    for found in _token.findall(pattern):
        quoted, operator, name = found
        if name and name[0] != "{":
            prefix, colon, local = name.partition(":")
            if colon:
                try:
                    if not namespaces:
                        raise KeyError
                    yield operator, f"{{{namespaces[prefix]}}}{local}"
                except KeyError:
                    raise SyntaxError(f"prefix {prefix!r} not found in prefix map") from None
            elif default and not in_attribute:
                yield operator, f"{{{default}}}{name}"
            else:
                yield operator, name
            in_attribute = False
        else:
            yield quoted or operator, name
            in_attribute = operator == "@"


def _tag_test(tag):
    """Whether an element's tag is one that a path's name stands for; None for every element."""
    if tag == "*":
        return None
    if tag == "{*}*":
        return lambda e: isinstance(e.tag, str)
    if tag == "{}*":
        return lambda e: isinstance(e.tag, str) and e.tag[:1] != "{"
    if tag[:3] == "{*}":
        ending, name = tag[2:], tag[3:]
        return lambda e: e.tag == name or isinstance(e.tag, str) and e.tag[-len(ending):] == ending
    if tag[-2:] == "}*":
        namespace = tag[:-1]
        return lambda e: isinstance(e.tag, str) and e.tag[: len(namespace)] == namespace
    name = tag[2:] if tag[:2] == "{}" else tag
    return lambda e: e.tag == name


def _children(tag):
    test = _tag_test(tag)

    def step(context, elements):
        for element in elements:
            for child in element:
                if test is None or test(child):
                    yield child

    return step


def _descendants(tag):
    test = _tag_test(tag)

    def step(context, elements):
        for element in elements:
            for found in element.iter():
                if found is not element and (test is None or test(found)):
                    yield found

    return step


def _self(context, elements):
    return elements


def _parents(context, elements):
    parents, seen = context.parents(), {}
    for element in elements:
        parent = parents.get(element)
        if parent is not None and parent not in seen:
            seen[parent] = None
            yield parent


def _where(test):
    def step(context, elements):
        return (element for element in elements if test(element))

    return step


def _position(index):
    def step(context, elements):
        parents = context.parents()
        for element in elements:
            parent = parents.get(element)
            if parent is None:
                continue
            same = list(parent.findall(element.tag))
            if -len(same) <= index < len(same) and same[index] is element:
                yield element

    return step


def _predicate(next_token):
    """The step of what stands in brackets."""
    shape, values = "", []
    while True:
        operator, name = next_token()
        if operator == "]":
            break
        if (operator, name) == ("", ""):
            continue  # blank
        if operator[:1] in ("'", '"') and operator:
            shape += "'"
            values.append(operator[1:-1])
        else:
            shape += operator or "-"
            values.append(name)
    if shape == "@-":
        key = values[1]
        return _where(lambda e: e.get(key) is not None)
    if shape in ("@-='", "@-!='"):
        key, value = values[1], values[-1]
        if shape == "@-='":
            return _where(lambda e: e.get(key) == value)
        return _where(lambda e: e.get(key) is not None and e.get(key) != value)
    if shape == "-" and not re.fullmatch(r"-?\d+", values[0]):
        tag = values[0]
        return _where(lambda e: e.find(tag) is not None)
    if shape in (".='", ".!='"):
        value, equal = values[-1], shape == ".='"
        return _where(lambda e: ("".join(e.itertext()) == value) == equal)
    if shape in ("-='", "-!='") and not re.fullmatch(r"-?\d+", values[0]):
        tag, value, equal = values[0], values[-1], shape == "-='"
        return _where(lambda e: any(("".join(c.itertext()) == value) == equal for c in e.iterfind(tag)))
    if shape == "-":
        index = int(values[0]) - 1
        if index < 0:
            raise SyntaxError("XPath position >= 1 expected")
        return _position(index)
    if shape in ("-()", "-()-"):
        if values[0] != "last":
            raise SyntaxError("unsupported function")
        if shape == "-()":
            return _position(-1)
        try:
            index = int(values[2]) - 1
        except ValueError:
            raise SyntaxError("unsupported expression")
        if index > -2:
            raise SyntaxError("XPath offset from last() must be negative")
        return _position(index)
    raise SyntaxError("invalid predicate")


class _Context:
    def __init__(self, root):
        self.root = root
        self._parents = None

    def parents(self):
        if self._parents is None:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        return self._parents


def _compile(path, namespaces):
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    tokens = list(xpath_tokenizer(path + "*" if path[-1:] == "/" else path, namespaces))
    at = 0

    def next_token():
        nonlocal at
        if at == len(tokens):
            raise StopIteration
        at += 1
        return tokens[at - 1]

    steps = []
    try:
        while at < len(tokens):
            operator, name = next_token()
            if operator == "//":
                operator, name = next_token()
                if operator == "*":
                    steps.append(_descendants("*"))
                elif not operator:
                    steps.append(_descendants(name))
                else:
                    raise SyntaxError("invalid descendant")
            elif not operator or operator == "*":
                steps.append(_children(name or "*"))
            elif operator == ".":
                steps.append(_self)
            elif operator == "..":
                steps.append(_parents)
            elif operator == "[":
                steps.append(_predicate(next_token))
            else:
                raise SyntaxError("invalid path")
            if at < len(tokens) and tokens[at][0] == "/":
                at += 1
    except StopIteration:
        raise SyntaxError("invalid path") from None
    return steps


def _is_tag(path):
    if path[:2] == "{}" or path[:3] == "{*}":
        return False
    return not any(c in "/*[@." for c in re.sub(r"\{[^}]*\}", "", path))


def iterfind(elem, path, namespaces=None):
    if not namespaces and _is_tag(path):
        return (child for child in elem if child.tag == path)
    key = path, tuple(sorted(namespaces.items())) if namespaces else None
    steps = _cache.get(key)
    if steps is None:
        if len(_cache) > 100:
            _cache.clear()
        steps = _cache[key] = _compile(path, namespaces)
    context, result = _Context(elem), (elem,)
    for step in steps:
        result = step(context, result)
    return iter(result)


def findall(elem, path, namespaces=None):
    return [*iterfind(elem, path, namespaces)]


def find(elem, path, namespaces=None):
    for found in iterfind(elem, path, namespaces):
        return found
    return None


def findtext(elem, path, default=None, namespaces=None):
    for found in iterfind(elem, path, namespaces):
        return "" if found.text is None else found.text
    return default
