# Values over several lines, where one is too narrow for their repr().
#
# Each kind of container has a function that says what it looks like (a _Shape): an opening, labelled parts, a closing. One method lays out all of
# them. Text and bytes, which have no parts, are cut into literals that stand below each other.
import collections as _collections
import dataclasses as _dataclasses
import re
import types as _types

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    options = dict(compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers)
    PrettyPrinter(indent, width, depth, stream, **options).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    options = dict(compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers)
    return PrettyPrinter(indent, width, depth, **options).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return _in_one_line(object)[0]


def isreadable(object):
    return _in_one_line(object)[1]


def isrecursive(object):
    return _in_one_line(object)[2]


def _in_one_line(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)


class _Sortable:
    """A value among others that it may not be comparable with: then the types' names and identity decide."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return self._place() < other._place()

    def _place(self):
        return str(type(self.value)), id(self.value)


def _by_both(pair):
    return tuple(map(_Sortable, pair))


class _Shape:
    """How an object that needs several lines is written."""

    def __init__(self, opening, parts, closing, step, spare=None, packs=False, names=False):
        self.opening, self.closing = opening, closing
        self.parts = parts  # (label, value)
        self.step = step  # how much further right than the object its parts begin
        self.spare = len(closing) if spare is None else spare  # what must fit behind the last part
        self.packs = packs  # whether compact=True puts several parts in a line
        self.names = names  # the parts are attributes: one that contains the object is "..."


def _unlabelled(values):
    return [("", value) for value in values]


class PrettyPrinter:
    def __init__(
        self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False
    ):
        self._step, self._width, self._depth = int(indent), int(width), depth
        for wrong, name, bound in (
            (self._step < 0, "indent", ">= 0"), (depth is not None and depth <= 0, "depth", "> 0"), (self._width == 0, "width", "!= 0"),
        ):
            if wrong:
                raise ValueError(f"{name} must be {bound}")
        if stream is None:
            from sys import stdout as stream
        self._stream = stream
        self._compact, self._sort_dicts, self._underscore_numbers = bool(compact), sort_dicts, underscore_numbers
        self._pad = " " * (self._step - 1)  # behind an opening bracket, so that the first part stands above the others

    def pprint(self, object):
        if self._stream is not None:
            for piece in self._pieces(object, 0, 0, {}, 0):
                self._stream.write(piece)
            self._stream.write("\n")

    def pformat(self, object):
        return "".join(self._pieces(object, 0, 0, {}, 0))

    def isreadable(self, object):
        facts = self.format(object, {}, 0, 0)
        return facts[1] and not facts[2]

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def format(self, object, context, maxlevels, level):
        return self._safe_repr(object, context, maxlevels, level)

    # Several lines.

    def _pieces(self, object, column, behind, context, level):
        """The object's text from a column on, in pieces; behind is what the last line must leave free. The context has the ids of what it is in."""
        if id(object) in context:
            yield _recursion(object)
            return
        line = self._repr(object, context, level)
        describe = None
        if len(line) + column + behind > self._width:
            describe = _KINDS.get(getattr(type(object), "__repr__", None))
            if describe is None and _has_made_repr(object):
                describe = _attributes_of_dataclass
        if describe is None:
            yield line
            return
        context[id(object)] = 1
        if describe is _literals:
            yield self._below_each_other(object, column, behind, level == 0)
        elif describe is _wrapped:
            yield from self._pieces(object.data, column, behind, context, level)
        else:
            shape = describe(self, object, column, behind, context, level + 1)
            yield line if shape is None else shape.opening
            if shape is not None:
                yield from self._parts(shape, column + shape.step, behind + shape.spare, context, level + 1)
                yield shape.closing
        del context[id(object)]

    def _parts(self, shape, column, behind, context, level):
        parts = list(shape.parts)
        next_line = ",\n" + " " * column
        between = ""
        room = full = self._width - column + 1  # in the line, for parts that are packed
        for n, (label, value) in enumerate(parts, 1):
            is_last = n == len(parts)
            if shape.packs and self._compact:
                if is_last:
                    room, full = room - behind, full - behind
                text = self._repr(value, context, level)
                if len(text) + 2 > room:
                    room, between = full, between and next_line
                if len(text) + 2 <= room:
                    room -= len(text) + 2
                    yield between + text
                    between = ", "
                    continue
            yield between + label
            between = next_line
            if shape.names and id(value) in context:
                yield "..."
            else:
                yield from self._pieces(value, column + len(label), behind if is_last else 1, context, level)

    def _below_each_other(self, object, column, behind, outermost):
        if not object:
            return repr(object)
        is_text = isinstance(object, str)
        if not is_text and len(object) <= 4:
            return repr(object)
        if outermost:
            # It will stand in parentheses.
            column, behind = column + 1, behind + 1
        room = self._width - column
        if is_text:
            rows = _rows_of_text(object, room, behind)
        else:
            rows = _filled([object[i:i + 4] for i in range(0, len(object), 4)], room, len(object) // 4, behind)
        rows = list(rows)
        text = ("\n" + " " * column).join(rows)
        return f"({text})" if outermost and not (is_text and len(rows) == 1) else text

    def _repr(self, object, context, level):
        return self.format(object, dict(context), self._depth, level)[0]

    # One line.

    def _safe_repr(self, object, context, maxlevels, level):
        """The repr in one line, whether it can be read back, and whether the object contains itself."""
        kind = type(object)
        write = getattr(kind, "__repr__", None)
        if self._underscore_numbers and write is int.__repr__ and kind is not bool:
            return f"{object:_d}", True, False
        pattern = next((text for base, text in _BRACKETS if write is base.__repr__ and issubclass(kind, base)), None)
        if pattern is None:
            text = repr(object)
            return text, kind in _LITERAL or not (text == "" or text[0] == "<"), False
        if len(object) == 0:
            return pattern % "", True, False
        if kind.__repr__ is tuple.__repr__ and len(object) == 1:
            pattern = "(%s,)"
        inside_itself = id(object) in context
        if maxlevels and level >= maxlevels:
            return pattern % "...", False, inside_itself
        if inside_itself:
            return _recursion(object), False, True
        context[id(object)] = 1
        if write is dict.__repr__:
            groups = self._items_of(object)
        else:
            groups = ((value,) for value in object)
        texts, readable, recursive = [], True, False
        for group in groups:
            results = [self.format(value, context, maxlevels, level + 1) for value in group]
            texts.append(": ".join(result[0] for result in results))
            readable = readable and all(result[1] for result in results)
            recursive = recursive or any(result[2] for result in results)
        del context[id(object)]
        return pattern % ", ".join(texts), readable, recursive

    def _items_of(self, mapping):
        return sorted(mapping.items(), key=_by_both) if self._sort_dicts else mapping.items()

    # Shapes. A None is left in one line, however long it is.

    def _of_list(self, object, *_where):
        return _Shape("[" + self._pad, _unlabelled(object), "]", self._step, packs=True)

    def _of_tuple(self, object, *_where):
        return _Shape("(" + self._pad, _unlabelled(object), ",)" if len(object) == 1 else ")", self._step, packs=True)

    def _of_set(self, object, *_where):
        if object:
            kind = type(object)
            before, after = ("", "") if kind is set else (kind.__name__ + "(", ")")
            values = _unlabelled(sorted(object, key=_Sortable))
            return _Shape(f"{before}{{{self._pad}", values, "}" + after, len(before) + self._step, packs=True)

    def _of_deque(self, object, column, behind, context, level):
        if object:
            name = type(object).__name__ + "("
            spare, closing = 2, "])"
            if object.maxlen is not None:
                closing = f"],\n{' ' * (column + len(name))}maxlen={self._repr(object.maxlen, context, level)})"
                spare -= behind
            return _Shape(f"{name}[{self._pad}", _unlabelled(object), closing, len(name) + self._step, spare, packs=True)

    def _labelled(self, items, opening, closing, step, context, level):
        parts = ((self._repr(key, context, level) + ": ", value) for key, value in items)
        return _Shape(f"{opening}{{{self._pad}", parts, "}" + closing, step + self._step)

    def _of_dict(self, object, column, behind, context, level):
        return self._labelled(self._items_of(object) if object else (), "", "", 0, context, level)

    def _of_counter(self, object, column, behind, context, level):
        if object:
            name = type(object).__name__ + "("
            return self._labelled(object.most_common(), name, ")", len(name), context, level)

    def _of_default_dict(self, object, column, behind, context, level):
        if object:
            name = type(object).__name__ + "("
            opening = f"{name}{self._repr(object.default_factory, context, level)},\n{' ' * (column + len(name))}"
            return self._labelled(self._items_of(object), opening, ")", len(name), context, level)

    def _of_ordered_dict(self, object, *_where):
        if object:
            return _call(type(object).__name__, [list(object.items())])

    def _of_chain_map(self, object, *_where):
        if object.maps:
            return _call(type(object).__name__, object.maps)

    def _of_mappingproxy(self, object, *_where):
        return _call("mappingproxy", [object.copy()])

    def _of_bytearray(self, object, *_where):
        return _call("bytearray", [bytes(object)])

    def _of_namespace(self, object, *_where):
        kind = type(object)
        return _attributes("namespace" if kind is _types.SimpleNamespace else kind.__name__, vars(object).items())


def _call(name, values):
    return _Shape(name + "(", _unlabelled(values), ")", len(name) + 1)


def _attributes(name, pairs):
    return _Shape(name + "(", ((key + "=", value) for key, value in pairs), ")", len(name) + 1, 0, names=True)


def _attributes_of_dataclass(printer, object, *_where):
    fields = _dataclasses.fields(object)
    return _attributes(type(object).__name__, [(field.name, getattr(object, field.name)) for field in fields if field.repr])


def _has_made_repr(object):
    """Whether it is of a dataclass whose repr() is the one that dataclass() made."""
    if isinstance(object, type) or not _dataclasses.is_dataclass(object) or not object.__dataclass_params__.repr:
        return False
    made = getattr(object.__repr__, "__wrapped__", None)
    return made is not None and "__create_fn__" in made.__qualname__


def _literals(printer, object, *_where):
    """Stands for text and bytes, see _below_each_other()."""


def _wrapped(printer, object, *_where):
    """Stands for the User classes, which are written as what they wrap."""


_KINDS = {
    str.__repr__: _literals,
    bytes.__repr__: _literals,
    _collections.UserDict.__repr__: _wrapped,
    _collections.UserList.__repr__: _wrapped,
    _collections.UserString.__repr__: _wrapped,
    list.__repr__: PrettyPrinter._of_list,
    tuple.__repr__: PrettyPrinter._of_tuple,
    set.__repr__: PrettyPrinter._of_set,
    frozenset.__repr__: PrettyPrinter._of_set,
    dict.__repr__: PrettyPrinter._of_dict,
    bytearray.__repr__: PrettyPrinter._of_bytearray,
    _collections.deque.__repr__: PrettyPrinter._of_deque,
    _collections.Counter.__repr__: PrettyPrinter._of_counter,
    _collections.defaultdict.__repr__: PrettyPrinter._of_default_dict,
    _collections.OrderedDict.__repr__: PrettyPrinter._of_ordered_dict,
    _collections.ChainMap.__repr__: PrettyPrinter._of_chain_map,
    _types.MappingProxyType.__repr__: PrettyPrinter._of_mappingproxy,
    _types.SimpleNamespace.__repr__: PrettyPrinter._of_namespace,
}
_BRACKETS = (dict, "{%s}"), (list, "[%s]"), (tuple, "(%s)")
_LITERAL = {str, bytes, bytearray, float, complex, bool, type(None)}


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


def _rows_of_text(text, room, behind):
    """A text's lines as literals; those that are too long are broken behind white space."""
    *lines, last = text.splitlines(True)
    for line in lines:
        yield from [repr(line)] if len(repr(line)) <= room else _filled(re.findall(r"\S+\s*|\s+", line), room, -1, 0)
    words = re.findall(r"\S+\s*|\s+", last)
    yield from [repr(last)] if len(repr(last)) <= room - behind else _filled(words, room, len(words) - 1, behind)


def _filled(parts, room, narrow, behind):
    """Literals of as many parts as there is room for; from a part on what stands behind the last one is kept free."""
    row = parts[0][:0]
    for n, part in enumerate(parts):
        if n == narrow:
            room -= behind
        if len(repr(row + part)) <= room:
            row += part
            continue
        if row:
            yield repr(row)
        row = part
    if row:
        yield repr(row)
