import sys
from types import DynamicClassAttribute

__all__ = [
    "EnumMeta", "EnumType", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property", "verify", "member",
    "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "UNIQUE", "CONTINUOUS", "NAMED_FLAGS", "global_enum", "EnumCheck",
    "global_flag_repr", "global_enum_repr", "global_str", "pickle_by_global_name", "pickle_by_enum_name",
]

# The metaclass asks for these while the classes of that name are still to come.
Enum = Flag = ReprEnum = None
_builtin_property = property


class _Wish:
    """What a class body says about one value."""

    def __init__(self, value):
        self.value = value


class nonmember(_Wish):
    """A value that stays an attribute."""


class member(_Wish):
    """A value that becomes a member although it is a function or a class."""


class _auto_null:
    def __repr__(self):
        return "_auto_null"


_auto_null = _auto_null()


class auto(_Wish):
    """A value that the enum chooses."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


class property(DynamicClassAttribute):
    """A property that members have and that leaves the name free for a member of the same name."""

    def __set_name__(self, ownerclass, name):
        self.clsname = ownerclass.__name__
        self.name = name

    def __get__(self, instance, ownerclass=None):
        if instance is not None and self.fget is not None:
            return self.fget(instance)
        members = ownerclass._member_map_
        if self.name in members:
            return members[self.name]
        raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")

    def __set__(self, instance, value):
        self._allowed(self.fset, "set")(instance, value)

    def __delete__(self, instance):
        self._allowed(self.fdel, "delete")(instance)

    def _allowed(self, function, doing):
        if function is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot {doing} attribute {self.name!r}")
        return function


def _is_descriptor(obj):
    return any(hasattr(obj, name) for name in ("__get__", "__set__", "__delete__"))


def _between(name, mark):
    size = len(mark)
    return len(name) > 2 * size and name.startswith(mark) and name.endswith(mark) and "_" not in (name[size], name[~size])


def _is_dunder(name):
    return _between(name, "__")


def _is_sunder(name):
    return _between(name, "_")


def _is_private(cls_name, name):
    start = f"_{cls_name}__"
    return name.startswith(start) and name != start and not name.endswith("__")


def _is_internal_class(cls_name, obj):
    return isinstance(obj, type) and f".{obj.__qualname__}".endswith(f".{cls_name}.{obj.__name__}")


def _is_single_bit(num):
    return bool(num) and not num & (num - 1)


def _iter_bits_lsb(num):
    left = num._value_ if isinstance(num, Enum) else num
    if left < 0:
        raise ValueError(f"{num!r} is not a positive integer")
    while left:
        rest = left & (left - 1)
        yield left ^ rest
        left = rest


def show_flag_values(value):
    return [*_iter_bits_lsb(value)]


def _words(text):
    return text.replace(",", " ").split() if isinstance(text, str) else text


def _warn(message, depth):
    from warnings import warn

    warn(message, DeprecationWarning, stacklevel=depth + 1)


class _EnumDict(dict):
    """The namespace of an enum's class body: it notes which names become members, in order."""

    _generate_next_value = _cls_name = None
    _auto_called = False

    def __init__(self):
        self._member_names = {}
        self._last_values, self._ignore = [], []

    def __setitem__(self, key, value):
        if isinstance(value, type) and _is_internal_class(self._cls_name, value):
            _warn("In 3.13 classes created inside an enum will not become a member.  Use the `member` decorator to keep the current behavior.", 2)
        if key[:1] == "_":
            if self._cls_name is not None and _is_private(self._cls_name, key):
                return super().__setitem__(key, value)
            if _is_sunder(key):
                return super().__setitem__(key, self._setting(key, value))
            if _is_dunder(key):
                return super().__setitem__("_order_" if key == "__order__" else key, value)
        if key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        if key not in self._ignore:
            if isinstance(value, nonmember):
                value = value.value
            elif isinstance(value, member) or not _is_descriptor(value):
                if key in self:
                    raise TypeError(f"{key!r} already defined as {self[key]!r}")
                if isinstance(value, member):
                    value = value.value
                # An auto() may stand alone or in a tuple.
                alone, seen = type(value) is not tuple, self._last_values
                known = len(seen)
                parts = [value] if alone else list(value)
                for place, part in enumerate(parts):
                    if isinstance(part, auto):
                        if part.value is _auto_null:
                            part.value = self._generate_next_value(key, 1, len(self._member_names), seen[:])
                            self._auto_called = True
                        parts[place] = part.value
                        seen.append(part.value)
                if len(seen) == known:
                    seen.append(value)
                else:
                    value = parts[0] if alone else tuple(parts)
                self._member_names[key] = None
        super().__setitem__(key, value)

    def _setting(self, key, value):
        """What a name like _ignore_ is to hold."""
        if key == "_ignore_":
            self._ignore = value = list(_words(value))
            already = self._member_names.keys() & value
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = getattr(value, "__func__", value)
        elif key not in ("_order_", "_numeric_repr_", "_missing_", "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_"):
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        return value

    def update(self, members, **more):
        for more_members in members, more:
            for key, value in more_members.items() if hasattr(more_members, "keys") else more_members:
                self[key] = value


def _carried(base):
    """The data type that a base brings: the lowest class of its line that has, or inherits from a class that has, a way to make instances."""
    lowest = None
    for cls in base.__mro__[:-1]:
        if isinstance(cls, EnumType):
            if cls._member_type_ is not object:
                return cls._member_type_
        else:
            if lowest is None:
                lowest = cls
            if "__new__" in cls.__dict__ or "__dataclass_fields__" in cls.__dict__:
                return lowest


def _data_repr(bases):
    """How the members' values are shown: as the first enum or the first class with a repr() does."""
    for base in bases:
        for cls in base.__mro__[:-1]:
            if isinstance(cls, EnumType):
                return cls._value_repr_
            if "__repr__" in cls.__dict__:
                return cls.__dict__["__repr__"]


def _hidden(enum_class, name):
    """The property of a base that a member hides."""
    found = None
    for base in enum_class.__mro__[1:]:
        inherited = base.__dict__.get(name)
        if isinstance(inherited, DynamicClassAttribute):
            return inherited
        if inherited is not None and hasattr(inherited, "fget") and hasattr(inherited, "fset") and hasattr(inherited, "fdel"):
            found = inherited
    return found


def _same_value(enum_class, value):
    """The member with this value. Values that cannot be hashed are compared one by one."""
    try:
        return enum_class._value2member_map_.get(value)
    except TypeError:
        for known in enum_class._member_map_.values():
            if known._value_ == value:
                return known


class _Maker:
    """Makes the members. It stands in the class's namespace so that it is called when the class is there and __init_subclass__ is still to come."""

    def __init__(self, values):
        self.values = values

    def __set_name__(self, enum_class, name):
        delattr(enum_class, name)
        for name, value in self.values.items():
            self.add(enum_class, name, value)

    def make(self, enum_class, value):
        kind = enum_class._member_type_
        args = value if isinstance(value, tuple) and kind is not tuple else (value,)
        made = enum_class._new_member_(enum_class, *args if enum_class._use_args_ else ())
        if not hasattr(made, "_value_"):
            try:
                made._value_ = value if kind is object else kind(*args)
            except Exception as error:
                raise TypeError("_value_ not set in __new__, unable to create it") from error
        return made, args

    def add(self, enum_class, name, value):
        made, args = self.make(enum_class, value)
        made._name_, made.__objclass__ = name, enum_class
        made.__init__(*args)
        made._sort_order_ = len(enum_class._member_names_)
        value = made._value_
        listed = True
        if enum_class._boundary_:
            enum_class._flag_mask_ |= value
            listed = _is_single_bit(value)
            if listed:
                enum_class._singles_mask_ |= value
            enum_class._all_bits_ = (1 << enum_class._flag_mask_.bit_length()) - 1
        known = _same_value(enum_class, value)
        if known is not None:
            made = known
        elif listed:
            # A flag of several bits is an alias, too.
            enum_class._member_names_.append(name)
        shown = _hidden(enum_class, name)
        if shown is None:
            setattr(enum_class, name, made)
        else:
            both = property(shown.fget, shown.fset, shown.fdel)
            both.member = made
            setattr(enum_class, name, both)
            both.__set_name__(enum_class, name)
        enum_class._member_map_[name] = made
        try:
            enum_class._value2member_map_.setdefault(value, made)
        except TypeError:
            enum_class._unhashable_values_.append(value)


class EnumType(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        first_enum = metacls._get_mixins_(cls, bases)[1]
        namespace = _EnumDict()
        namespace._cls_name = cls
        if first_enum:
            namespace["_generate_next_value_"] = first_enum._generate_next_value_
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        for name in (*classdict.pop("_ignore_", ()), "_ignore_"):
            classdict.pop(name, None)
        order = _words(classdict.pop("_order_", None))
        names = classdict._member_names
        bad = names.keys() & {"mro", ""}
        if bad:
            raise ValueError(f"invalid enum member name(s) {','.join([repr(name) for name in bad])}")
        own = dict(classdict)
        values = {name: own.pop(name) for name in names}
        kind, first_enum = metacls._get_mixins_(cls, bases)

        # The class's own __new__ makes the members, or the one that made the members of a base, or the data type's.
        own_new = own.get("__new__")
        own_new = getattr(own_new, "__func__", own_new)
        plain = None, object.__new__, Enum and Enum.__new__
        for new in own_new, *[getattr(base, name, None) for name in ("__new_member__", "__new__") for base in (kind, first_enum)], object.__new__:
            if new not in plain:
                break

        own.update(
            _new_member_=new, _use_args_=first_enum is not None and new not in plain, _member_type_=kind, _value_repr_=_data_repr(bases),
            _member_names_=[], _member_map_={}, _value2member_map_={}, _unhashable_values_=[],
        )
        # Flag is the first class that has a boundary, and those that come from it have, too.
        is_flag = first_enum and (first_enum._boundary_ or not Flag and boundary)
        if not bases:
            own["_boundary_"] = None
        elif is_flag:
            own.update(_boundary_=boundary or is_flag, _flag_mask_=0, _singles_mask_=0, _all_bits_=0, _inverted_=None)
        problem = None
        try:
            enum_class = super().__new__(metacls, cls, bases, {**own, "_make_members_": _Maker(values)}, **kwds)
        except RuntimeError as error:
            # What a member's __new__ or __init__ raises arrives wrapped.
            problem = error.__cause__ or error
        if problem:
            raise problem

        # What __init_subclass__ has set counts as the class's own.
        own = {**own, **enum_class.__dict__}
        metacls._settle(enum_class, own, kind, first_enum, ReprEnum and ReprEnum in bases)
        if Enum:
            if own_new is not None and first_enum:
                enum_class.__new_member__ = own_new
            enum_class.__new__ = Enum.__new__
        if is_flag:
            values = [found._value_ for found in enum_class]
            if values != sorted(values):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if order:
            order = [name for name in order if name in enum_class._member_names_ or name not in enum_class._member_map_]
            if order != enum_class._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {enum_class._member_names_!r}\n  {order!r}")
        return enum_class

    def _settle(cls, own, kind, first_enum, as_data):
        """Says whose methods the class has: the data type's if it was made for that, else an enum's, whatever the data type inherits."""
        if as_data:
            if kind is object:
                raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
            text = kind.__repr__ if kind.__str__ is object.__str__ else kind.__str__
            for name, method in ("__format__", kind.__format__), ("__str__", text):
                if name not in own:
                    own[name] = method
                    setattr(cls, name, method)
        if first_enum:
            for name in "__repr__", "__str__", "__format__", "__reduce_ex__":
                if name not in own and getattr(cls, name) in (getattr(kind, name), getattr(object, name)):
                    setattr(cls, name, getattr(first_enum, name))
        if Flag and cls._boundary_:
            for name in "__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__":
                if name not in own:
                    setattr(cls, name, getattr(Flag, name))

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for base in bases:
            for parent in base.__mro__:
                if isinstance(parent, EnumType) and parent._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {parent!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type and the enum that a class comes from."""
        mcls._check_for_existing_members_(class_name, bases)
        if bases and not isinstance(bases[-1], EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return (mcls._find_data_type_(class_name, bases) or object, bases[-1]) if bases else (object, Enum)

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        kinds = {_carried(base) for base in bases} - {None}
        if len(kinds) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {kinds!r}")
        return next(iter(kinds), None)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module or _caller_module(), qualname=qualname, type=type, start=start, boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls, bases = cls.__class__, (cls,) if type is None else (type, cls)
        body = metacls.__prepare__(class_name, bases)
        names = _words(names)
        if isinstance(names, (list, tuple)) and names and isinstance(names[0], str):
            values = []
            for count, name in enumerate(names):
                values.append(cls._generate_next_value_(name, start, count, values[:]))
            names = zip(names, values)
        for item in names or ():
            name, body[name] = (item, names[item]) if isinstance(item, str) else item
        if module is None:
            _make_class_unpicklable(body)
        else:
            body["__module__"] = module
        if qualname is not None:
            body["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, body, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Makes an enum of a module's constants and puts it and its members into the module."""
        place = sys.modules[module].__dict__
        found = [item for item in (source.__dict__ if source else place).items() if filter(item[0])]
        try:
            found.sort(key=lambda item: item[::-1])
        except TypeError:
            found.sort(key=lambda item: item[0])
        made = cls(name, found, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(made)
        place.update({name: made} if as_global else {**made.__members__, name: made})
        return made

    # The class as a collection of its members.

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __getattr__(cls, name):
        # Members that a property of the same name hides are found here.
        if _is_dunder(name) or name not in cls._member_map_:
            raise AttributeError(name)
        return cls._member_map_[name]

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __contains__(cls, member):
        if isinstance(member, cls):
            return member._name_ in cls._member_map_
        if isinstance(member, Enum):
            return False
        _warn(
            "in 3.12 __contains__ will no longer raise TypeError, but will return True or\n"
            "False depending on whether the value is a member or the value of a member", 2,
        )
        raise TypeError(f"unsupported operand type(s) for 'in': {type(member).__qualname__!r} and {type(cls).__qualname__!r}")

    def __iter__(cls):
        return map(cls._member_map_.__getitem__, cls._member_names_)

    def __reversed__(cls):
        return map(cls._member_map_.__getitem__, reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        # Also without members.
        return True

    @_builtin_property
    def __members__(cls):
        from types import MappingProxyType

        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if cls._boundary_ else 'enum'} {cls.__name__!r}>"

    def __dir__(cls):
        names = {*cls._member_names_, *"__class__ __contains__ __doc__ __getitem__ __iter__ __len__ __members__ __module__ __name__ __qualname__".split()}
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        return sorted(names)


EnumMeta = EnumType


def _caller_module():
    try:
        return sys._getframe(2).f_globals["__name__"]
    except (AttributeError, ValueError, KeyError):
        return None


class Enum(metaclass=EnumType):
    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            found = _same_value(cls, value)
            if found is not None:
                return found
        if not cls._member_map_:
            # super().__new__() leads here while the members are being made.
            raise TypeError(f"{cls!r} has no members defined")
        try:
            found = cls._missing_(value)
            if isinstance(found, cls) or cls._boundary_ is EJECT and isinstance(found, int):
                return found
            if found is not None:
                raise TypeError(f"error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member")
        except ValueError:
            raise
        except Exception as error:
            error.__context__ = _invalid(cls, value)
            raise
        raise _invalid(cls, value)

    def __init__(self, *args, **kwds):
        pass

    @classmethod
    def _missing_(cls, value):
        return None

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            in_order = sorted(last_values)
            if in_order[-1] == last_values[-1]:
                return in_order[-1] + 1
            last_values = in_order
        except TypeError:
            pass
        _warn(
            "In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and support adding +1\n"
            "and the value returned will be the largest value in the enum incremented by 1", 3,
        )
        for value in last_values[::-1]:
            try:
                return value + 1
            except TypeError:
                continue
        return start

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__name__}.{self._name_}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, format_spec):
        return format(str(self), format_spec)

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        if self._member_type_ is not object:
            names.update(object.__dir__(self))
        # A member's name is shown only where a property has it, too.
        dicts = [cls.__dict__ for cls in self.__class__.__mro__]
        for attributes in getattr(self, "__dict__", {}), *dicts:
            for name, value in attributes.items():
                if name[0] == "_":
                    continue
                if name not in self._member_map_ or isinstance(value, property) and value.fget is not None:
                    names.add(name)
                elif isinstance(value, property):
                    names.discard(name)
        return sorted(names)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__

    name = property(lambda self: self._name_)
    value = property(lambda self: self._value_)


def _invalid(cls, value):
    return ValueError(f"{value!r} is not a valid {cls.__qualname__}")


class ReprEnum(Enum):
    """An enum that keeps its data type's str() and format()."""


class IntEnum(int, ReprEnum):
    """An enum whose members are ints, too."""


class StrEnum(str, ReprEnum):
    """An enum whose members are strs, too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        # Bytes with an encoding are text, too.
        wanted = ("{!r} is not a string",) if len(values) == 1 else ("", "encoding must be a string, not {!r}", "errors must be a string, not {!r}")
        for value, message in zip(values, wanted):
            if message and not isinstance(value, str):
                raise TypeError(message.format(value))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def _break_on_reduce(self, proto):
    raise TypeError(f"{self!r} cannot be pickled")


def _make_class_unpicklable(obj):
    put = obj.__setitem__ if isinstance(obj, dict) else lambda name, value: setattr(obj, name, value)
    put("__reduce_ex__", _break_on_reduce)
    put("__module__", "<unknown>")


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


def pickle_by_global_name(self, proto):
    return self._name_


_reduce_ex_by_global_name = pickle_by_global_name


class FlagBoundary(StrEnum):
    """What happens to a value with bits that no flag has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if count == 0:
            return 1 if start is None else start
        highest = max(last_values)
        try:
            return 1 << highest.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {highest!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        return map(cls._value2member_map_.get, _iter_bits_lsb(value & cls._flag_mask_))

    @classmethod
    def _iter_member_by_def_(cls, value):
        return iter(sorted(cls._iter_member_by_value_(value), key=lambda found: found._sort_order_))

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _missing_(cls, value):
        """Makes the flag of several bits. It has no name of its own in the class, but is made only once."""
        if not isinstance(value, int):
            raise _invalid(cls, value)
        asked, mask, full, boundary = value, cls._flag_mask_, cls._all_bits_, cls._boundary_
        if value & full & ~mask or not ~full <= value <= full:
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {_bits(value, width)}\n  allowed {_bits(mask, width)}")
            if boundary is EJECT:
                return value
            if boundary is CONFORM:
                asked = value = value & mask
            elif boundary is not KEEP:
                raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")
            elif value < 0:
                asked = value = value + max(full + 1, 1 << value.bit_length())
        if value < 0:
            # It says which bits are not set.
            value += full + 1
        kind = cls._member_type_
        made = object.__new__(cls) if kind is object else kind.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        made._name_ = cls._joined_names(value)
        made = cls._value2member_map_.setdefault(value, made)
        cls._value2member_map_[asked] = made
        return made

    @classmethod
    def _joined_names(cls, value):
        named = value & cls._singles_mask_
        parts = list(cls._iter_member_(named))
        if named != value:
            # Some bits belong to no flag of one bit, so flags of several bits may say more.
            for alias in cls._member_map_.values():
                bits = alias._value_
                if bits and bits & value == bits and alias not in parts:
                    parts.append(alias)
                    named |= bits
        if not named:
            return None
        unnamed = value ^ named
        if unnamed and cls._boundary_ is STRICT:
            raise ValueError(f"{cls!r}: no members with value {unnamed!r}")
        return "|".join([part._name_ for part in parts] + ([cls._numeric_repr_(unnamed)] if unnamed else []))

    def __iter__(self):
        return iter(self._iter_member_(self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return self._value_ != 0

    def __contains__(self, other):
        cls = self.__class__
        if isinstance(other, cls):
            return not other._value_ & ~self._value_
        raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {cls.__qualname__!r}")

    def __repr__(self):
        cls = self.__class__
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{cls.__name__}{name}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        name = f"({self._value_!r})" if self._name_ is None else f".{self._name_}"
        return self.__class__.__name__ + name

    def _operand(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return NotImplemented

    def __or__(self, other):
        value = self._operand(other)
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._operand(other)
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._operand(other)
        return NotImplemented if value is NotImplemented else self.__class__(self._value_ ^ value)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        if self._inverted_ is None:
            others = ~self._value_ if self._boundary_ in (EJECT, KEEP) else self._singles_mask_ & ~self._value_
            self._inverted_ = self.__class__(others)
        return self._inverted_


def _bits(num, width):
    """The number in two's complement, its sign set apart: 0b1 0110."""
    width = max(width, num.bit_length())
    digits = f"{num & (1 << width) - 1:0{width}b}" if width else ""
    return f"0b{'1' if num < 0 else '0'} {digits}"


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints, too."""


def _aliases(enumeration):
    return ", ".join([f"{name} -> {found.name}" for name, found in enumeration.__members__.items() if name != found.name])


def unique(enumeration):
    aliases = _aliases(enumeration)
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {aliases}")
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can look at."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        doers = {UNIQUE: self._check_names, CONTINUOUS: self._check_gaps, NAMED_FLAGS: self._check_aliases}
        for check in self.checks:
            if check in doers:
                doers[check](enumeration)
        return enumeration

    def _check_names(self, enumeration):
        aliases = _aliases(enumeration)
        if aliases:
            raise ValueError(f"aliases found in {enumeration!r}: {aliases}")

    def _check_gaps(self, enumeration):
        values = {found.value for found in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if enumeration._boundary_:
            kind, wanted = "flag", [1 << bit for bit in range(low.bit_length(), high.bit_length() - 1)]
        else:
            kind, wanted = "enum", range(low + 1, high)
        missing = ", ".join([str(value) for value in wanted if value not in values])
        if missing:
            raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values {missing}"[:256])

    def _check_aliases(self, enumeration):
        known = {found.value for found in enumeration}
        names, missing = [], 0
        for name, alias in enumeration._member_map_.items():
            if name not in enumeration._member_names_ and alias.value >= 0:
                unnamed = sum([bit for bit in _iter_bits_lsb(alias.value) if bit not in known])
                if unnamed:
                    names.append(name)
                    missing |= unnamed
        if names:
            *first, last = names
            who = f"aliases {', '.join(first)} and {last} are" if first else f"alias {last} is"
            what = "value" if _is_single_bit(missing) else "combined values of"
            raise ValueError(f"invalid Flag {enumeration.__name__!r}: {who} missing {what} 0x{missing:x} [use enum.show_flag_values(value) for details]")


def _module(self):
    return self.__class__.__module__.rpartition(".")[2]


def global_enum_repr(self):
    return f"{_module(self)}.{self._name_}"


def global_flag_repr(self):
    module = _module(self)
    if self._name_ is None:
        return f"{module}.{global_str(self)}"
    # What follows the last name may be a number.
    names = [self._name_] if _is_single_bit(self._value_) else self._name_.split("|")
    return "|".join([name if self._boundary_ is KEEP and name[0].isdigit() else f"{module}.{name}" for name in names])


def global_str(self):
    return self._name_ or f"{self.__class__.__name__}({self._value_!r})"


def global_enum(cls, update_str=False):
    """Shows members as names of their module and puts them there."""
    cls.__repr__ = global_flag_repr if cls._boundary_ else global_enum_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    vars(sys.modules[cls.__module__]).update(cls.__members__)
    return cls
