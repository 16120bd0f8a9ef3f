# Python's pickle format, protocols 0 to 5. There are no files here: what programs use is dumps and loads, and dump and load with io.BytesIO.
import io as _io
import struct as _struct
import sys as _sys
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table as _dispatch_table
from functools import partial as _partial
from types import FunctionType as _FunctionType

__all__ = [
    "PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL",
]

DEFAULT_PROTOCOL, HIGHEST_PROTOCOL = 4, 5
format_version = "4.0"
compatible_formats = "1.0 1.1 1.2 1.3 2.0 3.0 4.0 5.0".split()


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


# Opcodes.
MARK, STOP, POP, POP_MARK, DUP = b"(", b".", b"0", b"1", b"2"
FLOAT, INT, BININT, BININT1, LONG, BININT2, NONE = b"F", b"I", b"J", b"K", b"L", b"M", b"N"
PERSID, BINPERSID, REDUCE, STRING, BINSTRING, SHORT_BINSTRING, UNICODE, BINUNICODE = b"P", b"Q", b"R", b"S", b"T", b"U", b"V", b"X"
APPEND, BUILD, GLOBAL, DICT, EMPTY_DICT, APPENDS, GET, BINGET, INST, LONG_BINGET = b"a", b"b", b"c", b"d", b"}", b"e", b"g", b"h", b"i", b"j"
LIST, EMPTY_LIST, OBJ, PUT, BINPUT, LONG_BINPUT, SETITEM, TUPLE, EMPTY_TUPLE, SETITEMS, BINFLOAT = b"l", b"]", b"o", b"p", b"q", b"r", b"s", b"t", b")", b"u", b"G"
TRUE, FALSE = b"I01\n", b"I00\n"
PROTO, NEWOBJ, EXT1, EXT2, EXT4, TUPLE1, TUPLE2, TUPLE3 = b"\x80", b"\x81", b"\x82", b"\x83", b"\x84", b"\x85", b"\x86", b"\x87"
NEWTRUE, NEWFALSE, LONG1, LONG4, BINBYTES, SHORT_BINBYTES = b"\x88", b"\x89", b"\x8a", b"\x8b", b"B", b"C"
SHORT_BINUNICODE, BINUNICODE8, BINBYTES8, EMPTY_SET, ADDITEMS, FROZENSET = b"\x8c", b"\x8d", b"\x8e", b"\x8f", b"\x90", b"\x91"
NEWOBJ_EX, STACK_GLOBAL, MEMOIZE, FRAME, BYTEARRAY8, NEXT_BUFFER, READONLY_BUFFER = b"\x92", b"\x93", b"\x94", b"\x95", b"\x96", b"\x97", b"\x98"

_tuple_ops = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]
# What Python 2, which protocols 0 to 2 are for, called the modules.
_old_names = {"builtins": "__builtin__", "copyreg": "copy_reg"}
_new_names = {"__builtin__": "builtins", "copy_reg": "copyreg", "_codecs": "codecs"}
_module_names = {}  # one str each, so that the memo finds them again
_BATCH = 1000
_FRAME_MIN, _FRAME_TARGET = 4, 64 * 1024


def encode_long(x):
    if x == 0:
        return b""
    data = x.to_bytes((x.bit_length() >> 3) + 1, "little", signed=True)
    if x < 0 and len(data) > 1 and data[-1] == 0xFF and data[-2] & 0x80:
        data = data[:-1]
    return data


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


def _getattribute(obj, name):
    parent = None
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            parent, obj = obj, getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj, parent


def whichmodule(obj, name):
    module = getattr(obj, "__module__", None)
    if module is not None:
        return module
    for module_name, module in _sys.modules.copy().items():
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _getattribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


class Pickler:
    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        if not hasattr(file, "write"):
            raise TypeError("file must have a 'write' attribute")
        self._file, self.proto, self.bin, self.fast, self.memo, self.fix_imports = file, int(protocol), protocol >= 1, 0, {}, fix_imports
        self._frame = None

    def clear_memo(self):
        self.memo.clear()

    def dump(self, obj):
        if "memo" not in self.__dict__:
            raise PicklingError(f"Pickler.__init__() was not called by {type(self).__name__}.__init__()")
        out, self._out = getattr(self, "_out", None), []
        self._size = 0
        try:
            if self.proto >= 2:
                self._file.write(PROTO + bytes((self.proto,)))
            self.save(obj)
            self.write(STOP)
            self._end_frame()
        finally:
            self._out = out

    def write(self, data):
        self._out.append(data)
        self._size += len(data)

    def _end_frame(self):
        data = b"".join(self._out)
        self._out.clear()
        self._size = 0
        if self.proto >= 4 and len(data) >= _FRAME_MIN:
            self._file.write(FRAME + _struct.pack("<Q", len(data)))
        if data:
            self._file.write(data)

    def _write_large(self, header, payload):
        """Large values stand outside of frames."""
        if self.proto >= 4 and len(payload) >= _FRAME_TARGET:
            self._end_frame()
            self._file.write(header)
            self._file.write(payload)
        else:
            self.write(header + payload)

    def memoize(self, obj):
        if self.fast:
            return
        i = len(self.memo)
        if self.proto >= 4:
            self.write(MEMOIZE)
        elif not self.bin:
            self.write(PUT + str(i).encode() + b"\n")
        elif i < 256:
            self.write(BINPUT + bytes((i,)))
        else:
            self.write(LONG_BINPUT + _struct.pack("<I", i))
        self.memo[id(obj)] = i, obj

    def get(self, i):
        if not self.bin:
            return GET + str(i).encode() + b"\n"
        return BINGET + bytes((i,)) if i < 256 else LONG_BINGET + _struct.pack("<I", i)

    def persistent_id(self, obj):
        return None

    def save(self, obj, save_persistent_id=True):
        if self.proto >= 4 and self._size >= _FRAME_TARGET:
            self._end_frame()
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self._save_pers(pid)
                return
        found = self.memo.get(id(obj))
        if found is not None:
            self.write(self.get(found[0]))
            return
        cls = type(obj)
        saver = _savers.get(cls)
        if saver is not None:
            saver(self, obj)
            return
        rv = NotImplemented
        override = getattr(self, "reducer_override", None)
        if override is not None:
            rv = override(obj)
        if rv is NotImplemented:
            reducer = getattr(self, "dispatch_table", _dispatch_table).get(cls)
            if reducer is not None:
                rv = reducer(obj)
            elif issubclass(cls, type):
                self._save_global(obj)
                return
            elif cls is _FunctionType:
                self._save_global(obj)
                return
            else:
                reducer = getattr(obj, "__reduce_ex__", None)
                rv = reducer(self.proto) if reducer is not None else obj.__reduce__()
        if isinstance(rv, str):
            self._save_global(obj, rv)
            return
        if not isinstance(rv, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        if not 2 <= len(rv) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        self._save_reduce(*rv, obj=obj)

    def _save_pers(self, pid):
        if self.bin:
            self.save(pid, False)
            self.write(BINPERSID)
            return
        text = str(pid)
        if not text.isascii():
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings")
        self.write(PERSID + text.encode() + b"\n")

    def _again(self, obj):
        """What gives an object that is in the memo, as one may be that is reached from its own parts; None if it is not."""
        found = self.memo.get(id(obj))
        return None if found is None else self.get(found[0])

    def _save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        if not callable(func):
            raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        self._save_call(func, args, obj)
        if obj is not None:
            again = self._again(obj)
            if again is None:
                self.memoize(obj)
            else:
                self.write(POP + again)
        for items, save in (listitems, self._batch_appends), (dictitems, self._batch_setitems):
            if items is not None:
                save(items)
        if state is None:
            return
        if state_setter is None:
            self.save(state)
            self.write(BUILD)
            return
        for part in state_setter, obj, state:
            self.save(part)
        self.write(TUPLE2 + REDUCE + POP)

    def _save_call(self, func, args, obj):
        """What makes an object: a call, or an opcode of its own if the call is that of copyreg's functions."""
        name, opcode = getattr(func, "__name__", ""), REDUCE
        if self.proto >= 2 and name in ("__newobj__", "__newobj_ex__"):
            cls, *rest = args
            if name == "__newobj__" and not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and obj.__class__ is not cls:
                raise PicklingError(f"args[0] from {name} args has the wrong class")
            if name == "__newobj__":
                parts, opcode = (cls, args[1:]), NEWOBJ
            elif self.proto >= 4:
                parts, opcode = args, NEWOBJ_EX
            else:
                positional, named = rest
                parts = _partial(cls.__new__, cls, *positional, **named), ()
        else:
            parts = func, args
        for part in parts:
            self.save(part)
        self.write(opcode)

    def _save_none(self, obj):
        self.write(NONE)

    def _save_bool(self, obj):
        no, yes = (FALSE, TRUE) if self.proto < 2 else (NEWFALSE, NEWTRUE)
        self.write(yes if obj else no)

    def _save_int(self, obj):
        if self.bin:
            if 0 <= obj <= 0xFFFF:
                self.write(BININT1 + bytes((obj,)) if obj <= 0xFF else BININT2 + _struct.pack("<H", obj))
                return
            if -0x80000000 <= obj <= 0x7FFFFFFF:
                self.write(BININT + _struct.pack("<i", obj))
                return
        if self.proto >= 2:
            data = encode_long(obj)
            self.write((LONG1 + bytes((len(data),)) if len(data) < 256 else LONG4 + _struct.pack("<i", len(data))) + data)
        else:
            fits = -0x80000000 <= obj <= 0x7FFFFFFF
            self.write(b"%b%d%b" % (INT if fits else LONG, obj, b"\n" if fits else b"L\n"))

    def _save_float(self, obj):
        self.write(BINFLOAT + _struct.pack(">d", obj) if self.bin else FLOAT + repr(obj).encode() + b"\n")

    def _save_bytes(self, obj):
        if self.proto < 3:
            if obj:
                import codecs

                self._save_reduce(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
            else:
                self._save_reduce(bytes, (), obj=obj)
            return
        n = len(obj)
        if n <= 0xFF:
            self.write(SHORT_BINBYTES + bytes((n,)) + obj)
        elif n > 0xFFFFFFFF and self.proto >= 4:
            self._write_large(BINBYTES8 + _struct.pack("<Q", n), obj)
        else:
            self._write_large(BINBYTES + _struct.pack("<I", n), obj)
        self.memoize(obj)

    def _save_bytearray(self, obj):
        if self.proto < 5:
            self._save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self._write_large(BYTEARRAY8 + _struct.pack("<Q", len(obj)), bytes(obj))
        self.memoize(obj)

    def _save_str(self, obj):
        if self.bin:
            data = obj.encode("utf-8", "surrogatepass")
            n = len(data)
            if n <= 0xFF and self.proto >= 4:
                self.write(SHORT_BINUNICODE + bytes((n,)) + data)
            else:
                self._write_large(BINUNICODE + _struct.pack("<I", n), data)
        else:
            for char, escape in (("\\", "\\u005c"), ("\0", "\\u0000"), ("\n", "\\u000a"), ("\r", "\\u000d"), ("\x1a", "\\u001a")):
                obj_ = obj = obj.replace(char, escape) if char in obj else obj
            self.write(UNICODE + obj_.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    def _save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        n = len(obj)
        short = n <= 3 and self.proto >= 2
        if not short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        again = self._again(obj)
        if again is not None:
            # The tuple holds itself: its copy in the memo is taken instead of what was written.
            self.write((POP * n if short else POP_MARK if self.bin else POP * (n + 1)) + again)
            return
        self.write(_tuple_ops[n] if short else TUPLE)
        self.memoize(obj)

    def _save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj)

    def _batches(self, items, one, many, save):
        if not self.bin:
            for item in items:
                save(item)
                self.write(one)
            return
        batch = []
        it = iter(items)
        while True:
            batch.clear()
            for item in it:
                batch.append(item)
                if len(batch) == _BATCH:
                    break
            if len(batch) == 1:
                save(batch[0])
                self.write(one)
            elif batch:
                self.write(MARK)
                for item in batch:
                    save(item)
                self.write(many)
            if len(batch) < _BATCH:
                return

    def _batch_appends(self, items):
        self._batches(items, APPEND, APPENDS, self.save)

    def _save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items())

    def _batch_setitems(self, items):
        def pair(item):
            self.save(item[0])
            self.save(item[1])

        self._batches(items, SETITEM, SETITEMS, pair)

    def _save_set(self, obj):
        if self.proto < 4:
            self._save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        items = list(obj)
        for i in range(0, len(items), _BATCH):
            self.write(MARK)
            for item in items[i : i + _BATCH]:
                self.save(item)
            self.write(ADDITEMS)

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self._save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        again = self._again(obj)
        if again is not None:
            self.write(POP_MARK + again)
            return
        self.write(FROZENSET)
        self.memoize(obj)

    def _save_type(self, obj):
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                self._save_reduce(type, (value,), obj=obj)
                return
        self._save_global(obj)

    def _save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = whichmodule(obj, name)
        module_name = _module_names.setdefault(module_name, module_name)
        if "<locals>" in name.split("."):
            raise AttributeError(f"Can't pickle local object {name!r}")
        try:
            __import__(module_name)
            found, parent = _getattribute(_sys.modules[module_name], name)
        except (ImportError, KeyError):
            raise PicklingError(f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
        except AttributeError:
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module_name} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        if self.proto >= 2:
            code = _extension_registry.get((module_name, name))
            if code:
                if code <= 0xFF:
                    self.write(EXT1 + bytes((code,)))
                elif code <= 0xFFFF:
                    self.write(EXT2 + _struct.pack("<H", code))
                else:
                    self.write(EXT4 + _struct.pack("<i", code))
                return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif "." in name:
            self._save_reduce(getattr, (parent, name.rpartition(".")[2]))
        else:
            if self.fix_imports and self.proto < 3:
                if obj is int:
                    name = "long"
                module_name = _old_names.get(module_name, module_name)
            self.write(GLOBAL + module_name.encode() + b"\n" + name.encode() + b"\n")
        self.memoize(obj)


_savers = {
    type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int, float: Pickler._save_float, str: Pickler._save_str, bytes: Pickler._save_bytes,
    bytearray: Pickler._save_bytearray, tuple: Pickler._save_tuple, list: Pickler._save_list, dict: Pickler._save_dict, set: Pickler._save_set,
    frozenset: Pickler._save_frozenset, type: Pickler._save_type,
}


class _Stop(Exception):
    pass


class Unpickler:
    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        if not hasattr(file, "read") or not hasattr(file, "readline"):
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._file, self.encoding, self.errors, self._buffers, self.memo = file, encoding, errors, iter(buffers or ()), {}

    def persistent_load(self, pid):
        raise UnpicklingError("A load persistent id instruction was encountered,\nbut no persistent_load function was specified.")

    def find_class(self, module, name):
        if self.proto < 3 and module in _new_names:
            module = _new_names[module]
            name = "int" if name == "long" else name
        __import__(module, level=0)
        return _getattribute(_sys.modules[module], name)[0]

    def load(self):
        if "memo" not in self.__dict__:
            raise UnpicklingError(f"Unpickler.__init__() was not called by {type(self).__name__}.__init__()")
        self.metastack, self.stack, self.proto = [], [], 0
        loaders = _loaders
        try:
            while True:
                key = self._file.read(1)
                if not key:
                    raise EOFError("Ran out of input")
                loader = loaders.get(key)
                if loader is None:
                    c = key[0]
                    raise UnpicklingError(f"invalid load key, '{key.decode() if 32 <= c < 127 and c != 39 else f'{chr(92)}x{c:02x}'}'.")
                loader(self)
        except _Stop as stop:
            return stop.args[0]
        except IndexError as e:
            if self.stack:
                raise
            raise UnpicklingError("unpickling stack underflow") from None

    def _read(self, n):
        data = self._file.read(n)
        if len(data) < n:
            raise UnpicklingError("pickle data was truncated")
        return data

    def _line(self):
        line = self._file.readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated") if line else EOFError("Ran out of input")
        return line[:-1]

    def _uint(self, n):
        return int.from_bytes(self._read(n), "little")

    def _pop_mark(self):
        if not self.metastack:
            raise UnpicklingError("could not find MARK")
        items, self.stack = self.stack, self.metastack.pop()
        return items

    def _push(self, value):
        self.stack.append(value)

    def _load_proto(self):
        proto = self._read(1)[0]
        if proto > HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {proto}")
        self.proto = proto

    def _load_mark(self):
        self.metastack.append(self.stack)
        self.stack = []

    def _load_stop(self):
        raise _Stop(self.stack.pop())

    def _load_pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self._pop_mark()

    def _load_int(self):
        data = self._line()
        self._push(data == b"01" if data in (b"00", b"01") else int(data, 0))

    def _load_long(self):
        self._push(int(self._line().rstrip(b"L"), 0))

    def _text(self, data):
        return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)

    def _load_string(self):
        import codecs

        data = self._line()
        if len(data) < 2 or data[0] != data[-1] or data[0] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self._push(self._text(codecs.escape_decode(data[1:-1])[0]))

    def _load_get(self, i):
        try:
            self._push(self.memo[i])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {i}") from None

    def _put(self, i):
        if i < 0:
            raise ValueError("negative PUT argument")
        self.memo[i] = self.stack[-1]

    def _load_tuple(self, n):
        self.stack[-n:] = [tuple(self.stack[-n:])]

    def _load_dict(self):
        items = self._pop_mark()
        self._push(dict(zip(items[::2], items[1::2])))

    def _load_appends(self, items):
        target = self.stack[-1]
        if hasattr(target, "extend"):
            target.extend(items)
        else:
            for item in items:
                target.append(item)

    def _load_setitems(self, items):
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    def _load_additems(self):
        items = self._pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def _load_global(self):
        module, name = self._line().decode(), self._line().decode()
        self._push(self.find_class(module, name))

    def _load_stack_global(self):
        name, module = self.stack.pop(), self.stack.pop()
        if {type(module), type(name)} != {str}:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self._push(self.find_class(module, name))

    def _load_ext(self, code):
        if code not in _extension_cache:
            key = _inverted_registry.get(code)
            if not key:
                raise ValueError(f"unregistered extension code {code}")
            _extension_cache[code] = self.find_class(*key)
        self._push(_extension_cache[code])

    def _load_reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    def _load_newobj(self):
        args, cls = self.stack.pop(), self.stack.pop()
        self._push(cls.__new__(cls, *args))

    def _load_newobj_ex(self):
        kwargs, args, cls = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self._push(cls.__new__(cls, *args, **kwargs))

    def _instantiate(self, cls, args):
        self._push(cls(*args) if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__") else cls.__new__(cls))

    def _load_inst(self):
        module, name = self._line().decode("ascii"), self._line().decode("ascii")
        self._instantiate(self.find_class(module, name), self._pop_mark())

    def _load_obj(self):
        cls, *args = self._pop_mark()
        self._instantiate(cls, args)

    def _load_build(self):
        state = self.stack.pop()
        obj = self.stack[-1]
        setstate = getattr(obj, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            attrs = obj.__dict__
            for name, value in state.items():
                attrs[_sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(obj, name, value)


def _pushes(value):
    return lambda self: self._push(value)


_loaders = {
    PROTO: Unpickler._load_proto, FRAME: lambda self: self._read(8), MARK: Unpickler._load_mark, STOP: Unpickler._load_stop, POP: Unpickler._load_pop,
    POP_MARK: lambda self: self._pop_mark(), DUP: lambda self: self._push(self.stack[-1]),
    NONE: _pushes(None), NEWTRUE: _pushes(True), NEWFALSE: _pushes(False),
    EMPTY_TUPLE: _pushes(()), EMPTY_LIST: lambda self: self._push([]), EMPTY_DICT: lambda self: self._push({}), EMPTY_SET: lambda self: self._push(set()),
    INT: Unpickler._load_int, LONG: Unpickler._load_long, FLOAT: lambda self: self._push(float(self._line())),
    BININT: lambda self: self._push(_struct.unpack("<i", self._read(4))[0]), BININT1: lambda self: self._push(self._read(1)[0]), BININT2: lambda self: self._push(self._uint(2)),
    LONG1: lambda self: self._push(decode_long(self._read(self._uint(1)))), LONG4: lambda self: self._push(decode_long(self._read(self._uint(4)))),
    BINFLOAT: lambda self: self._push(_struct.unpack(">d", self._read(8))[0]),
    STRING: Unpickler._load_string, BINSTRING: lambda self: self._push(self._text(self._read(self._uint(4)))), SHORT_BINSTRING: lambda self: self._push(self._text(self._read(self._uint(1)))),
    UNICODE: lambda self: self._push(self._line().decode("raw-unicode-escape")),
    BINUNICODE: lambda self: self._push(self._read(self._uint(4)).decode("utf-8", "surrogatepass")),
    SHORT_BINUNICODE: lambda self: self._push(self._read(self._uint(1)).decode("utf-8", "surrogatepass")),
    BINUNICODE8: lambda self: self._push(self._read(self._uint(8)).decode("utf-8", "surrogatepass")),
    BINBYTES: lambda self: self._push(self._read(self._uint(4))), SHORT_BINBYTES: lambda self: self._push(self._read(self._uint(1))),
    BINBYTES8: lambda self: self._push(self._read(self._uint(8))), BYTEARRAY8: lambda self: self._push(bytearray(self._read(self._uint(8)))),
    NEXT_BUFFER: lambda self: self._push(next(self._buffers)), READONLY_BUFFER: lambda self: None,
    PERSID: lambda self: self._push(self.persistent_load(self._line().decode("ascii"))), BINPERSID: lambda self: self._push(self.persistent_load(self.stack.pop())),
    GET: lambda self: self._load_get(int(self._line())), BINGET: lambda self: self._load_get(self._uint(1)), LONG_BINGET: lambda self: self._load_get(self._uint(4)),
    PUT: lambda self: self._put(int(self._line())), BINPUT: lambda self: self._put(self._uint(1)), LONG_BINPUT: lambda self: self._put(self._uint(4)),
    MEMOIZE: lambda self: self._put(len(self.memo)),
    TUPLE: lambda self: self._push(tuple(self._pop_mark())), TUPLE1: lambda self: self._load_tuple(1), TUPLE2: lambda self: self._load_tuple(2), TUPLE3: lambda self: self._load_tuple(3),
    LIST: lambda self: self._push(self._pop_mark()), DICT: Unpickler._load_dict, FROZENSET: lambda self: self._push(frozenset(self._pop_mark())),
    APPEND: lambda self: self._load_appends([self.stack.pop()]), APPENDS: lambda self: self._load_appends(self._pop_mark()),
    SETITEM: lambda self: self._load_setitems([self.stack.pop(-2), self.stack.pop()]), SETITEMS: lambda self: self._load_setitems(self._pop_mark()),
    ADDITEMS: Unpickler._load_additems, GLOBAL: Unpickler._load_global, STACK_GLOBAL: Unpickler._load_stack_global,
    EXT1: lambda self: self._load_ext(self._uint(1)), EXT2: lambda self: self._load_ext(self._uint(2)), EXT4: lambda self: self._load_ext(self._uint(4)),
    REDUCE: Unpickler._load_reduce, NEWOBJ: Unpickler._load_newobj, NEWOBJ_EX: Unpickler._load_newobj_ex, BUILD: Unpickler._load_build,
    INST: Unpickler._load_inst, OBJ: Unpickler._load_obj,
}


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = _io.BytesIO()
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return Unpickler(_io.BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()
