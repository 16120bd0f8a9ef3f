def iter_fields(node):
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    for _, value in iter_fields(node):
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, AST):
                yield child


def walk(node):
    """The nodes of a tree, those above first."""
    level = [node]
    while level:
        below = []
        for node in level:
            below += iter_child_nodes(node)
            yield node
        level = below


class NodeVisitor:
    def visit(self, node):
        return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, AST):
                    self.visit(child)

    def visit_Constant(self, node):
        old = "visit_" + _OLD_NAMES.get(type(node.value), "")
        method = getattr(self, old, None)
        if method is None:
            return self.generic_visit(node)
        import warnings

        warnings.warn(f"{old} is deprecated; add visit_Constant", DeprecationWarning, 2)
        return method(node)


class NodeTransformer(NodeVisitor):
    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for child in old:
                    if isinstance(child, AST):
                        child = self.visit(child)
                        if child is None:
                            continue
                        if not isinstance(child, AST):
                            new.extend(child)
                            continue
                    new.append(child)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {node.__class__.__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent

    def show(x, level):
        """The text of a node or field, and whether it is short enough to stay on the line."""
        level += 1
        start, between = ("", ", ") if indent is None else ("\n" + indent * level, ",\n" + indent * level)
        if isinstance(x, list):
            return (f"[{start}{between.join(show(y, level)[0] for y in x)}]", False) if x else ("[]", True)
        if not isinstance(x, AST):
            return repr(x), True
        cls, parts, short, named = type(x), [], True, annotate_fields
        for names, attributes in (x._fields, False), (x._attributes if include_attributes else (), True):
            for name in names:
                value = getattr(x, name, _MISSING)
                if value is _MISSING or value is None and getattr(cls, name, ...) is None:
                    named = named or not attributes
                    continue
                text, simple = show(value, level)
                short = short and simple
                parts.append(f"{name}={text}" if named or attributes else text)
        if short and len(parts) <= 3:
            return f"{cls.__name__}({', '.join(parts)})", not parts
        return f"{cls.__name__}({start}{between.join(parts)})", False

    return show(node, 0)[0]


_MISSING = object()


def copy_location(new_node, old_node):
    for name in _POSITIONS:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or hasattr(old_node, name) and name.startswith("end_"):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    def fix(node, place):
        place = list(place)
        for i, name in enumerate(_POSITIONS):
            if name in node._attributes:
                value = getattr(node, name, None)
                if value is None and (name.startswith("end_") or not hasattr(node, name)):
                    setattr(node, name, place[i])
                else:
                    place[i] = value
        for child in iter_child_nodes(node):
            fix(child, place)

    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    for child in walk(node):
        for name in ("lineno", "end_lineno"):
            # The comment of a type has its line as a field.
            if name in child._attributes or name == "lineno" and isinstance(child, TypeIgnore):
                line = getattr(child, name, 0)
                if line is not None or name == "lineno":
                    setattr(child, name, line + n)
    return node


def get_docstring(node, clean=True):
    if not isinstance(node, (Module, ClassDef, FunctionDef, AsyncFunctionDef)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    first = node.body[0] if node.body else None
    text = first.value.value if isinstance(first, Expr) and isinstance(first.value, Constant) else None
    if not isinstance(text, str):
        return None
    if not clean:
        return text
    from inspect import cleandoc

    return cleandoc(text)


def get_source_segment(source, node, *, padded=False):
    first, last, start, end = (getattr(node, name, None) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"))
    if None in (first, last, start, end):
        return None
    first, last = first - 1, last - 1
    lines = [line.encode() for line in source.replace("\r\n", "\n").splitlines(keepends=True)]
    if first == last:
        return lines[first][start:end].decode()
    pad = ""
    if padded:
        pad = "".join(c if c in "\f\t" else " " for c in lines[first][:start].decode())
    middle = [line.decode() for line in lines[first + 1 : last]]
    return pad + "".join([lines[first][start:].decode(), *middle, lines[last][:end].decode()])
