"""Text about objects, as help() prints it.

What a program's own functions, classes and modules say about themselves is laid out as CPython lays it out. The built-in
objects of this engine carry signatures and no docstrings, so help on one of those ends with where its description is."""

import builtins
import inspect
import re
import reprlib
import sys

__all__ = ["help"]

_LIBRARY = "https://docs.python.org/3.11/library/"

# What the methods of object say, for the methods of a class that override them without a docstring of their own.
_OBJECT_DOCS = {
    "__delattr__": "Implement delattr(self, name).",
    "__dir__": "Default dir() implementation.",
    "__eq__": "Return self==value.",
    "__format__": "Default object formatter.",
    "__ge__": "Return self>=value.",
    "__getattribute__": "Return getattr(self, name).",
    "__gt__": "Return self>value.",
    "__hash__": "Return hash(self).",
    "__init__": "Initialize self.  See help(type(self)) for accurate signature.",
    "__le__": "Return self<=value.",
    "__lt__": "Return self<value.",
    "__ne__": "Return self!=value.",
    "__new__": "Create and return a new object.  See help(type) for accurate signature.",
    "__reduce__": "Helper for pickle.",
    "__reduce_ex__": "Helper for pickle.",
    "__repr__": "Return repr(self).",
    "__setattr__": "Implement setattr(self, name, value).",
    "__sizeof__": "Size of object in memory, in bytes.",
    "__str__": "Return str(self).",
}

_DESCRIPTOR_DOCS = {"__dict__": "dictionary for instance variables", "__weakref__": "list of weak references to the object"}

_HIDDEN = {
    f"__{name}__"
    for name in "author builtins cached credits date doc file loader module name package path qualname slots spec version".split()
}


def _getdoc(obj):
    if inspect.isclass(obj):
        return inspect.cleandoc(obj.__doc__) if isinstance(obj.__doc__, str) else None
    doc = inspect.getdoc(obj)
    if doc is not None and type(obj).__doc__ == getattr(obj, "__doc__", None):
        return None  # an instance has the docstring of its class, which says nothing about this one
    if doc is None and (inspect.ismethod(obj) or inspect.isfunction(obj) and "." in obj.__qualname__):
        return _OBJECT_DOCS.get(obj.__name__)
    return doc


def getdoc(object):
    """The docstring of an object, or the comment above it, or an empty string."""
    text = _getdoc(object) or inspect.getcomments(object)
    return re.sub("^ *\n", "", text.rstrip()) if text else ""


def splitdoc(doc):
    """The first line of a docstring, when it stands alone, and the rest."""
    first, _, rest = doc.strip().partition("\n")
    second, _, below = rest.partition("\n")
    return ("", doc.strip()) if second.rstrip() else (first, below)


def classname(object, modname):
    return object.__name__ if object.__module__ == modname else object.__module__ + "." + object.__name__


def isdata(object):
    kinds = inspect.ismodule, inspect.isclass, inspect.isroutine, inspect.isframe, inspect.istraceback, inspect.iscode
    return not any(is_kind(object) for is_kind in kinds)


def visiblename(name, all=None, obj=None):
    if name in _HIDDEN:
        return False
    if name.startswith("__") and name.endswith("__"):
        return True
    if name.startswith("_") and hasattr(obj, "_fields"):  # a named tuple's methods
        return True
    return name in all if all is not None else not name.startswith("_")


def describe(thing):
    """What kind of object it is, and its name."""
    if inspect.ismodule(thing):
        if thing.__name__ in sys.builtin_module_names:
            return "built-in module " + thing.__name__
        return ("package " if hasattr(thing, "__path__") else "module ") + thing.__name__
    if inspect.isbuiltin(thing):
        return "built-in function " + thing.__name__
    for is_kind, kind in (inspect.isgetsetdescriptor, "getset"), (inspect.ismemberdescriptor, "member"):
        if is_kind(thing):
            owner = thing.__objclass__
            return f"{kind} descriptor {owner.__module__}.{owner.__name__}.{thing.__name__}"
    for is_kind, kind in (inspect.isclass, "class"), (inspect.isfunction, "function"), (inspect.ismethod, "method"):
        if is_kind(thing):
            return f"{kind} {thing.__name__}"
    return type(thing).__name__


def locate(path):
    """The object of a dotted name: a module is imported, the rest are attributes; None when there is no such thing."""
    parts = [part for part in path.split(".") if part]
    found, n = builtins, 0
    while n < len(parts):
        name = ".".join(parts[: n + 1])
        try:
            __import__(name)
        except ImportError:
            break
        found, n = sys.modules[name], n + 1
    for part in parts[n:]:
        try:
            found = getattr(found, part)
        except AttributeError:
            return None
    return found


def _is_bound(routine):
    if inspect.ismethod(routine):
        return True
    owner = getattr(routine, "__self__", None) if inspect.isbuiltin(routine) else None
    return owner is not None and not inspect.ismodule(owner)


def _without_address(x):
    return re.sub(" at 0x[0-9a-fA-F]{6,16}(>+)$", r"\1", repr(x))


class _TextRepr(reprlib.Repr):
    def __init__(self):
        super().__init__()
        vars(self).update(maxlist=20, maxtuple=20, maxdict=10, maxstring=100, maxother=100)

    def repr1(self, x, level):
        method = getattr(self, "repr_" + "_".join(type(x).__name__.split()), None)
        if method is not None:
            return method(x, level)
        return self._cut(_without_address(x), self.maxother)

    def repr_str(self, x, level):
        x = self._cut(x, self.maxstring)
        text = repr(x)
        # A raw string, when backslashes are all that was escaped.
        return f"r{text[0]}{x}{text[0]}" if "\\" in x and "\\" not in text.replace(r"\\", "") else text

    def repr_instance(self, x, level):
        try:
            return self._cut(_without_address(x), self.maxstring)
        except Exception:
            return f"<{type(x).__name__} instance>"


def _indent(text, prefix="    "):
    if not text:
        return ""
    before, newline, last = (prefix + text.replace("\n", "\n" + prefix)).rpartition("\n")
    return before + newline + last.rstrip()


def plain(text):
    """Text without the overstrikes that make bold."""
    return re.sub(".\b", "", text)


class TextDoc:
    """Lays out the text about an object: document is the way in. Names are bold, as a pager of a terminal shows them."""

    repr = _TextRepr().repr

    def bold(self, text):
        return "".join(f"{c}\b{c}" for c in text)

    def section(self, title, contents):
        return self.bold(title) + "\n" + _indent(contents).rstrip() + "\n\n"

    def document(self, object, name=None, mod=None, cl=None):
        if inspect.ismodule(object):
            return self.docmodule(object)
        if inspect.isclass(object):
            return self.docclass(object, name)
        if inspect.isroutine(object) and hasattr(object, "__name__"):
            return self.docroutine(object, name, mod, cl)
        if inspect.isdatadescriptor(object):
            return self.docdata(object, name)
        return self.docother(object, name)

    def formattree(self, tree, modname, parent=None, prefix=""):
        out = ""
        for entry in tree:
            if isinstance(entry, list):
                out += self.formattree(entry, modname, last, prefix + "    ")
                continue
            last, bases = entry
            out += prefix + classname(last, modname)
            if bases and bases != (parent,):
                out += f"({', '.join(classname(base, modname) for base in bases)})"
            out += "\n"
        return out

    def docmodule(self, object):
        name = object.__name__
        synopsis, description = splitdoc(getdoc(object))
        out = self.section("NAME", name + (synopsis and " - " + synopsis))
        if description:
            out += self.section("DESCRIPTION", description)
        exported = getattr(object, "__all__", None)

        def members(predicate, is_own):
            found = inspect.getmembers(object, predicate)
            return [(k, v) for k, v in found if (exported is not None or is_own(v)) and visiblename(k, exported, object)]

        classes = members(inspect.isclass, lambda v: (inspect.getmodule(v) or object) is object)
        routines = members(inspect.isroutine, lambda v: inspect.isbuiltin(v) or inspect.getmodule(v) is object)
        if classes:
            parts = [self.formattree(inspect.getclasstree([v for _, v in classes], True), name)]
            parts += [self.document(v, k, name) for k, v in classes]
            out += self.section("CLASSES", "\n".join(parts))
        if routines:
            out += self.section("FUNCTIONS", "\n".join(self.document(v, k, name) for k, v in routines))
        data = members(isdata, lambda v: True)
        if data:
            out += self.section("DATA", "\n".join(self.docother(v, k, maxlen=70) for k, v in data))
        for attribute in "version", "date", "author", "credits":
            if hasattr(object, f"__{attribute}__"):
                out += self.section(attribute.upper(), str(getattr(object, f"__{attribute}__")))
        return out + self.section("FILE", getattr(object, "__file__", None) or "(built-in)")

    def docclass(self, object, name=None):
        realname, module = object.__name__, object.__module__
        title = f"class {self.bold(realname)}" if name in (None, realname) else f"{self.bold(name)} = class {realname}"
        if object.__bases__:
            title += f"({', '.join(classname(base, module) for base in object.__bases__)})"
        contents = []
        try:
            arguments = str(inspect.signature(object))
        except (ValueError, TypeError):
            arguments = ""
        if arguments not in ("", "()"):
            contents.append((name or realname) + arguments + "\n")
        doc = getdoc(object)
        if doc:
            contents.append(doc + "\n")
        mro = inspect.getmro(object)
        if len(mro) > 2:
            contents.append("Method resolution order:")
            contents += ["    " + classname(base, module) for base in mro]
            contents.append("")
        self._subclasses(object, contents)
        self._attributes(object, mro, contents)
        text = "\n".join(contents)
        return title + "\n" + _indent(text.rstrip(), " |  ") + "\n" if text else title + "\n"

    def _subclasses(self, object, contents):
        found = [c.__name__ for c in type.__subclasses__(object) if c.__module__ == "builtins" and not c.__name__.startswith("_")]
        if not found:
            return
        found.sort(key=str.lower)
        contents.append("Built-in subclasses:")
        contents += ["    " + name for name in found[:4]]
        if len(found) > 4:
            contents.append(f"    ... and {len(found) - 4} other subclasses")
        contents.append("")

    def _attributes(self, object, mro, contents):
        """A class's attributes, by the class that has them and by kind."""
        attributes = []
        for attribute in inspect.classify_class_attrs(object):
            kind = attribute.kind
            if inspect.isdatadescriptor(attribute.object):
                read_only = isinstance(attribute.object, property) and attribute.object.fset is None
                kind = "readonly property" if read_only else "data descriptor"
            if visiblename(attribute.name, obj=object):
                attributes.append((attribute.name, kind, attribute.defining_class, attribute.object))
        fields = getattr(object, "_fields", ())
        fields = {field: i - len(fields) for i, field in enumerate(fields)} if isinstance(fields, (tuple, list)) else {}
        attributes.sort(key=lambda attribute: (fields.get(attribute[0], 0), attribute[0]))
        ruled = False
        for owner in mro:
            if owner is builtins.object and object is not builtins.object:
                continue
            tag = "defined here" if owner is object else f"inherited from {classname(owner, object.__module__)}"
            for kind, heading, write in (
                ("method", "Methods", self._doc_attribute),
                ("class method", "Class methods", self._doc_attribute),
                ("static method", "Static methods", self._doc_attribute),
                ("readonly property", "Readonly properties", self._doc_descriptor),
                ("data descriptor", "Data descriptors", self._doc_descriptor),
                ("data", "Data and other attributes", self._doc_data),
            ):
                chosen = [a for a in attributes if a[2] is owner and a[1] == kind]
                if not chosen:
                    continue
                if ruled:
                    contents.append("-" * 70)
                ruled = True
                contents.append(f"{heading} {tag}:\n")
                contents += [write(object, attribute, value) for attribute, _, _, value in chosen]

    def _doc_attribute(self, cl, name, value):
        try:
            value = getattr(cl, name)
        except Exception:
            return self.docdata(value, name)
        return self.document(value, name, cl.__module__, cl)

    def _doc_descriptor(self, cl, name, value):
        return self.docdata(value, name)

    def _doc_data(self, cl, name, value):
        return self.docother(getattr(cl, name, value), name, maxlen=70, doc=getdoc(value)) + "\n"

    def docroutine(self, object, name=None, mod=None, cl=None):
        realname = object.__name__
        name = name or realname
        note = ""
        if _is_bound(object):
            owner = object.__self__.__class__
            if not cl:
                note = f" method of {classname(owner, mod)} instance"
            elif owner is not cl:
                note = f" from {classname(owner, mod)}"
        title, documented = self.bold(name), True
        if name != realname:
            documented = not (cl and inspect.getattr_static(cl, realname, None) is object)
            title += f" = {realname}"
        try:
            arguments = str(inspect.signature(object))
        except (ValueError, TypeError):
            arguments = ""
        if arguments and realname == "<lambda>":
            title, arguments = f"{self.bold(name)} lambda ", arguments[1:-1]
        is_async = inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object)
        text = ("async " if is_async else "") + title + (arguments or "(...)") + note + "\n"
        doc = getdoc(object) if documented else ""
        return text + (_indent(doc).rstrip() + "\n" if doc else "")

    def docdata(self, object, name=None):
        doc = getdoc(object) or (_DESCRIPTOR_DOCS.get(name, "") if inspect.isgetsetdescriptor(object) else "")
        return (self.bold(name) + "\n" if name else "") + (_indent(doc) + "\n" if doc else "")

    def docother(self, object, name=None, maxlen=None, doc=None):
        value = self.repr(object)
        prefix = name + " = " if name else ""
        if maxlen and len(prefix) + len(value) > maxlen:
            value = value[: maxlen - len(prefix) - len(value)] + "..."
        doc = doc or getdoc(object)
        return (self.bold(name) + " = " if name else "") + value + ("\n" + _indent(str(doc)) + "\n" if doc else "")


class _PlainTextDoc(TextDoc):
    def bold(self, text):
        return text


text, plaintext = TextDoc(), _PlainTextDoc()


def resolve(thing):
    """An object and its name, from the object or from its dotted name."""
    if not isinstance(thing, str):
        name = getattr(thing, "__name__", None)
        return thing, name if isinstance(name, str) else None
    found = locate(thing)
    if found is None:
        raise ImportError(
            f"No Python documentation found for {thing!r}.\n"
            "Use help() to get the interactive help utility.\nUse help(str) for help on the str class."
        )
    return found, thing


def render_doc(thing, title="Python Library Documentation: %s", renderer=None):
    """The whole text about an object."""
    object, name = resolve(thing)
    description = describe(object)
    module = inspect.getmodule(object)
    owner = (name or "").rpartition(".")[0]
    if owner or "." in (name or ""):
        description += f" in {owner}"
    elif module not in (None, object):
        description += f" in module {module.__name__}"
    kinds = inspect.ismodule, inspect.isclass, inspect.isroutine, inspect.isdatadescriptor
    if not (any(is_kind(object) for is_kind in kinds) or _getdoc(object)):
        # An instance, or a plain value: its class says what it can do.
        object = object.__origin__ if hasattr(object, "__origin__") else type(object)
        description += " object"
    out = title % description + "\n\n" + (renderer or text).document(object, name)
    return out + _elsewhere(object)


def _elsewhere(object):
    """For what is built in, where its description is; nothing for a program's own objects."""
    if inspect.ismodule(object):
        module = object.__name__
        described = hasattr(object, "__file__") or getdoc(object)
    else:
        owner = getattr(object, "__self__", None)
        module = getattr(object, "__module__", None) or getattr(type(owner), "__module__", None)
        described = getdoc(object) or not isinstance(module, str) or hasattr(sys.modules.get(module), "__file__")
    if described or module == "__main__" or not (inspect.isclass(object) or inspect.isroutine(object) or inspect.ismodule(object)):
        return ""
    if module == "builtins":
        page = "stdtypes" if inspect.isclass(object) or _is_bound(object) or hasattr(object, "__objclass__") else "functions"
    else:
        page = module.partition(".")[0].lstrip("_")
    return f"\nThe playground has no text about what is built in: {_LIBRARY}{page}.html describes it.\n"


def doc(thing, title="Python Library Documentation: %s", output=None):
    try:
        rendered = render_doc(thing, title, plaintext)
    except ImportError as e:
        rendered = str(e) if output is not None else f"{e}\n"
    (output or sys.stdout).write(rendered)


_NO_TOPICS = "The playground has no texts about topics and keywords: help(object) is about an object, help('module') about a module."


class Helper:
    """What the name help is: a call prints the text about its argument."""

    def __init__(self, input=None, output=None):
        self._output = output

    output = property(lambda self: self._output or sys.stdout)

    def __repr__(self):
        kind = type(self)
        return f"<{kind.__module__}.{kind.__qualname__} instance>"

    def __call__(self, *request):
        if request:
            self.help(request[0])
        else:
            self.output.write(_NO_TOPICS + "\n")

    def help(self, request):
        import keyword

        if isinstance(request, str):
            request = request.strip() or "str"
            if request in ("True", "False", "None"):
                request = getattr(builtins, request)
            elif request in ("keywords", "symbols", "topics", "modules") or request in keyword.kwlist:
                self.output.write(_NO_TOPICS + "\n\n")
                return
        doc(request, "Help on %s:", self._output)
        self.output.write("\n")


help = Helper()
