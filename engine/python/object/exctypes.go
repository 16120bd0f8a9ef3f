package object

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/unidata"
)

// Behaviour of the built-in exceptions, CPython's Objects/exceptions.c. Exception groups are in excgroup.go.

// AsExc gives o as an exception; nil when it is none.
func AsExc(o Object) *Exception {
	e, _ := o.(*Exception)
	return e
}

func excNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	return NewException(cls, append([]Object(nil), args...)...), nil
}

func excInit(t *Thread, self Object, args []Object, kw *Kwargs) error {
	e := self.(*Exception)
	if kw.Len() > 0 {
		return TypeErrorf("%s() takes no keyword arguments", e.Class.Name)
	}
	e.setArgs(args)
	return nil
}

// setArgs sets args where they differ from those that __new__ has set.
func (e *Exception) setArgs(args []Object) {
	if len(args) == len(e.Args.Items) {
		same := true
		for i := range args {
			if args[i] != e.Args.Items[i] {
				same = false
				break
			}
		}
		if same {
			return
		}
	}
	e.Args = NewTuple(append([]Object(nil), args...)...)
}

func excStr(t *Thread, self Object) (string, error) {
	e := self.(*Exception)
	switch len(e.Args.Items) {
	case 0:
		return "", nil
	case 1:
		return ToStr(t, e.Args.Items[0])
	}
	return Repr(t, e.Args)
}

func excRepr(t *Thread, self Object) (string, error) {
	e := self.(*Exception)
	if len(e.Args.Items) == 1 {
		r, err := Repr(t, e.Args.Items[0])
		return e.Class.Name + "(" + r + ")", err
	}
	r, err := Repr(t, e.Args)
	return e.Class.Name + r, err
}

// excKeywords takes keyword-only arguments such as name= off a call: dst are where they go.
func excKeywords(fn string, kw *Kwargs, names []string, dst ...*Object) error {
	if kw == nil {
		return nil
	}
next:
	for i, n := range kw.Names {
		for j, name := range names {
			if n.s == name {
				*dst[j] = kw.Vals[i]
				continue next
			}
		}
		return TypeErrorf("'%s' is an invalid keyword argument for %s()", n.s, fn)
	}
	return nil
}

func excField(name string, field func(*Exception) *Object) GetSet {
	return GetSet{Name: name,
		Get:     func(t *Thread, o Object) (Object, error) { return orNone(*field(o.(*Exception))), nil },
		Deletes: true, Set: func(t *Thread, o, v Object) error { *field(o.(*Exception)) = v; return nil },
	}
}

// excFields is the native state of exceptions with named attributes: SyntaxError, OSError, UnicodeError …
type excFields struct{ vals []Object }

func (e *Exception) fields(n int) *excFields {
	f, ok := e.Native.(*excFields)
	if !ok {
		f = &excFields{make([]Object, n)}
		e.Native = f
	}
	return f
}

// excMembers makes attributes of the fields with these names.
func excMembers(names []string) []GetSet {
	out := make([]GetSet, len(names))
	for i, name := range names {
		i := i
		out[i] = excField(name, func(e *Exception) *Object { return &e.fields(len(names)).vals[i] })
		out[i].Member = true
	}
	return out
}

var syntaxErrorFields = []string{"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"}

func syntaxErrorInit(t *Thread, self Object, args []Object, kw *Kwargs) error {
	if err := excInit(t, self, args, kw); err != nil {
		return err
	}
	e := self.(*Exception)
	f := e.fields(len(syntaxErrorFields)).vals
	if len(args) >= 1 {
		f[0] = args[0]
	}
	if len(args) == 2 {
		info, err := Collect(t, args[1])
		if err != nil {
			return err
		}
		if len(info) < 4 {
			return TypeErrorf("function takes at least 4 arguments (%d given)", len(info))
		}
		if len(info) > 6 {
			return TypeErrorf("function takes at most 6 arguments (%d given)", len(info))
		}
		if len(info) == 5 {
			return TypeErrorf("end_offset must be provided when end_lineno is provided")
		}
		copy(f[1:], info)
	}
	return nil
}

// NewSyntaxErrorWithoutPlace makes a SyntaxError that knows no line.
func NewSyntaxErrorWithoutPlace(cls *Type, msg string) *Exception {
	e := NewException(cls, NewStr(msg))
	e.fields(len(syntaxErrorFields)).vals[0] = e.Arg(0)
	return e
}

// NewSyntaxError makes a SyntaxError (or cls, a subclass) with its position; lines and offsets count from 1, 0 means unknown; an endOffset below -1: None.
func NewSyntaxError(cls *Type, msg, filename, text string, line, offset, endLine, endOffset int) *Exception {
	num := func(n int) Object {
		if n == 0 {
			return None
		}
		return NewInt(int64(n))
	}
	var txt Object = None
	if text != "" {
		txt = NewStr(text)
	}
	info := []Object{NewStr(filename), num(line), NewInt(int64(offset)), txt, num(endLine), NewInt(int64(endOffset))}
	if endOffset < -1 {
		info[5] = None
	}
	e := NewException(cls, NewStr(msg), NewTuple(info...))
	f := e.fields(len(syntaxErrorFields)).vals
	f[0] = NewStr(msg)
	copy(f[1:], info)
	return e
}

func syntaxErrorStr(t *Thread, self Object) (string, error) {
	f := self.(*Exception).fields(len(syntaxErrorFields)).vals
	msg, err := ToStr(t, orNone(f[0]))
	if err != nil {
		return "", err
	}
	name, haveName := AsStr(orNone(f[1]))
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	line, haveLine := AsInt(orNone(f[2]))
	switch {
	case haveName && haveLine:
		return msg + " (" + name + ", line " + FormatInt(NewInt(line)) + ")", nil
	case haveName:
		return msg + " (" + name + ")", nil
	case haveLine:
		return msg + " (line " + FormatInt(NewInt(line)) + ")", nil
	}
	return msg, nil
}

var osErrorFields = []string{"errno", "strerror", "filename", "filename2"}

// charactersWritten is the field of BlockingIOError behind those.
const charactersWritten = 4

func osErrorMembers() []GetSet {
	out := make([]GetSet, len(osErrorFields))
	for i, name := range osErrorFields {
		out[i] = excField(name, func(e *Exception) *Object { return &e.fields(charactersWritten + 1).vals[i] })
		out[i].Member = true
	}
	return out
}

func blockedField() GetSet {
	const name = "characters_written"
	return GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
		if v := o.(*Exception).fields(charactersWritten + 1).vals[charactersWritten]; v != nil {
			return v, nil
		}
		return nil, AttributeErrorf(o, name, name)
	}, Set: func(t *Thread, o, v Object) error {
		if v == nil {
			return AttributeErrorf(o, name, name)
		}
		n, err := AsIndex(t, v)
		o.(*Exception).fields(charactersWritten + 1).vals[charactersWritten] = NewInt(int64(n))
		return err
	}}
}

// errnoTypes are the subclasses of OSError by errno (Linux's numbers).
var errnoTypes = map[int64]*Type{
	1: PermissionErrorType, 2: FileNotFoundErrorType, 3: ProcessLookupErrorType, 4: InterruptedErrorType,
	10: ChildProcessErrorType, 11: BlockingIOErrorType, 13: PermissionErrorType, 17: FileExistsErrorType,
	20: NotADirectoryErrorType, 21: IsADirectoryErrorType, 32: BrokenPipeErrorType, 103: ConnectionAbortedErrorType,
	104: ConnectionResetErrorType, 108: BrokenPipeErrorType, 110: TimeoutErrorType, 111: ConnectionRefusedErrorType,
	114: BlockingIOErrorType, 115: BlockingIOErrorType,
}

func osErrorNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if cls == OSErrorType && len(args) >= 2 && len(args) <= 5 {
		if n, ok := AsInt(args[0]); ok {
			if sub := errnoTypes[n]; sub != nil {
				cls = sub
			}
		}
	}
	e := NewException(cls)
	if osErrorByInit(cls) {
		e.Args = EmptyTuple
		return e, nil
	}
	if kw.Len() > 0 {
		return nil, TypeErrorf("%s() takes no keyword arguments", cls.Name)
	}
	osErrorSet(e, args)
	return e, nil
}

// osErrorByInit says whether __init__ reads the arguments of an OSError, as it does of subclasses that have one of their own.
func osErrorByInit(cls *Type) bool {
	return cls.Flags&Heap != 0 && cls.LookupName("__init__") != OSErrorType.LookupName("__init__") && cls.LookupName("__new__") == OSErrorType.LookupName("__new__")
}

func osErrorSet(e *Exception, args []Object) {
	e.Args = NewTuple(append([]Object(nil), args...)...)
	f := e.fields(charactersWritten + 1).vals
	if len(args) < 2 || len(args) > 5 {
		return
	}
	f[0], f[1] = args[0], args[1]
	if len(args) == 3 && e.Class.IsSubtype(BlockingIOErrorType) {
		if n, ok := AsInt(args[2]); ok {
			f[charactersWritten] = NewInt(n)
			return
		}
	}
	if len(args) > 2 && args[2] != None {
		f[2] = args[2]
		if len(args) > 4 && args[4] != None {
			f[3] = args[4]
		}
		e.Args = NewTuple(args[0], args[1])
	}
}

func osErrorStr(t *Thread, self Object) (string, error) {
	f := self.(*Exception).fields(len(osErrorFields)).vals
	if f[0] == nil || f[1] == nil {
		return excStr(t, self)
	}
	code, err := ToStr(t, f[0])
	if err != nil {
		return "", err
	}
	msg, err := ToStr(t, f[1])
	if err != nil {
		return "", err
	}
	out := "[Errno " + code + "] " + msg
	for i, sep := range []string{": ", " -> "} {
		if f[2+i] != nil && f[2] != nil {
			r, err := Repr(t, f[2+i])
			if err != nil {
				return "", err
			}
			out += sep + r
		}
	}
	return out, nil
}

var unicodeFields = []string{"encoding", "object", "start", "end", "reason"}

// unicodeErrorInit checks and stores; translate errors have no encoding.
func unicodeErrorInit(fields []string, text bool) func(t *Thread, self Object, args []Object, kw *Kwargs) error {
	return func(t *Thread, self Object, args []Object, kw *Kwargs) error {
		if err := excInit(t, self, args, kw); err != nil {
			return err
		}
		if len(args) != len(fields) {
			return TypeErrorf("function takes exactly %d arguments (%d given)", len(fields), len(args))
		}
		f := self.(*Exception).fields(len(unicodeFields)).vals
		for i, name := range fields {
			v := args[i]
			switch name {
			case "encoding", "reason":
				if _, ok := AsStr(v); !ok {
					return TypeErrorf("argument %d must be str, not %s", i+1, ArgTypeName(v))
				}
			case "object":
				if _, ok := AsStr(v); text && !ok {
					return TypeErrorf("argument %d must be str, not %s", i+1, ArgTypeName(v))
				}
				if !text {
					b, ok := bytesOf(v)
					if !ok {
						return TypeErrorf("a bytes-like object is required, not '%s'", TypeName(v))
					}
					v = NewBytes(append([]byte(nil), b...))
				}
			default:
				if _, ok := AsInt(v); !ok {
					return TypeErrorf("'%s' object cannot be interpreted as an integer", TypeName(v))
				}
			}
			f[i+len(unicodeFields)-len(fields)] = v
		}
		return nil
	}
}

func newUnicodeError(cls *Type, encoding string, obj Object, start, end int, reason string) error {
	args := []Object{NewStr(encoding), obj, NewInt(int64(start)), NewInt(int64(end)), NewStr(reason)}
	e := NewException(cls, args...)
	copy(e.fields(len(unicodeFields)).vals, args)
	return e
}

func unicodeErrorStr(t *Thread, self Object) (string, error) {
	e := self.(*Exception)
	f := e.fields(len(unicodeFields)).vals
	if f[1] == nil {
		return "", nil
	}
	enc, err := ToStr(t, orNone(f[0]))
	if err != nil {
		return "", err
	}
	reason, err := ToStr(t, orNone(f[4]))
	if err != nil {
		return "", err
	}
	start, _ := AsInt(orNone(f[2]))
	end, _ := AsInt(orNone(f[3]))
	where := "position " + FormatInt(NewInt(start))
	one := end == start+1
	if !one {
		where += "-" + FormatInt(NewInt(end-1))
	}
	const hex = "0123456789abcdef"
	if b, ok := bytesOf(f[1]); ok {
		if one && start >= 0 && start < int64(len(b)) {
			c := b[start]
			return "'" + enc + "' codec can't decode byte 0x" + string(hex[c>>4]) + string(hex[c&15]) + " in " + where + ": " + reason, nil
		}
		return "'" + enc + "' codec can't decode bytes in " + where + ": " + reason, nil
	}
	what := "characters in "
	if s, ok := AsStr(f[1]); ok && one {
		for i := int64(0); s != ""; i++ {
			r, n := DecodeRune(s)
			if i == start {
				what = "character '" + escapeRune(r) + "' in "
				break
			}
			s = s[n:]
		}
	}
	if e.Class.IsSubtype(UnicodeTranslateErrorType) {
		return "can't translate " + what + where + ": " + reason, nil
	}
	return "'" + enc + "' codec can't encode " + what + where + ": " + reason, nil
}

// namedEscape writes a code point as \N{…}, or as escapeRune does if it has no name.
func namedEscape(r rune) string {
	if name := unidata.Name(r); name != "" {
		return "\\N{" + name + "}"
	}
	return escapeRune(r)
}

// escapeRune writes a code point as \x, \u or \U.
func escapeRune(r rune) string {
	const hex = "0123456789abcdef"
	c, n := byte('x'), 2
	if r > 0xffff {
		c, n = 'U', 8
	} else if r > 0xff {
		c, n = 'u', 4
	}
	b := []byte{'\\', c}
	for i := n - 1; i >= 0; i-- {
		b = append(b, hex[r>>(4*uint(i))&15])
	}
	return string(b)
}

func init() {
	BaseExceptionType.Define(Spec{
		Slots: Slots{New: excNew, Init: excInit, Str: excStr, Repr: excRepr},
		Methods: []Method{
			{Name: "with_traceback", Fn: oneArg("BaseException.with_traceback", func(t *Thread, o, tb Object) (Object, error) {
				return o, setTraceback(o.(*Exception), tb)
			})},
			{Name: "add_note", Fn: oneArg("BaseException.add_note", baseExceptionAddNote)},
			{Name: "__setstate__", Fn: oneArg("BaseException.__setstate__", baseExceptionSetstate)},
			{Name: "__reduce__", Fn: noArgs("BaseException.__reduce__", baseExceptionReduce)},
		},
		GetSets: []GetSet{
			{Name: "args", Get: func(t *Thread, o Object) (Object, error) { return o.(*Exception).Args, nil }, Deletes: true, Set: setBaseExceptionArgs},
			{Name: "__cause__", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Exception).Cause), nil }, Deletes: true, Set: setBaseExceptionCause},
			{Name: "__context__", Get: baseExceptionContext, Deletes: true, Set: setBaseExceptionContext},
			{Name: "__suppress_context__", Get: func(t *Thread, o Object) (Object, error) { return NewBool(o.(*Exception).SuppressContext), nil }, Deletes: true, Set: setBaseExceptionSuppressContext},
			{Name: "__traceback__", Get: baseExceptionTraceback, Deletes: true, Set: setBaseExceptionTraceback},
			{Name: "__dict__", Get: func(t *Thread, o Object) (Object, error) { return o.(*Exception).InstDict(true), nil }, Deletes: true, Set: setBaseExceptionDict},
		},
	})
	KeyErrorType.Define(Spec{Slots: Slots{Str: keyErrorStr}})
	StopIterationType.Define(Spec{Slots: Slots{
		Init: stopIterationInit}, GetSets: []GetSet{{Name: "value",
		Get:     func(t *Thread, o Object) (Object, error) { return StopValue(o.(*Exception)), nil },
		Deletes: true, Set: func(t *Thread, o, v Object) error { *baseExceptionArg0(o.(*Exception)) = v; return nil },
	}}})
	SystemExitType.Define(Spec{GetSets: []GetSet{{Name: "code",
		Get:     systemExitCode,
		Deletes: true, Set: func(t *Thread, o, v Object) error { *baseExceptionArg0(o.(*Exception)) = v; return nil },
	}}})
	ImportErrorType.Define(Spec{Slots: Slots{
		Init: importErrorInit},
		GetSets: []GetSet{
			excField("name", func(e *Exception) *Object { return &e.Name }),
			excField("path", func(e *Exception) *Object { return &e.Obj }),
			{Name: "msg", Get: func(t *Thread, o Object) (Object, error) { return o.(*Exception).Arg(0), nil }},
		},
		Methods: []Method{{Name: "__reduce__", Fn: noArgs("ImportError.__reduce__", importErrorReduce)}}})
	AttributeErrorType.Define(Spec{Slots: Slots{
		Init: attributeErrorInit},
		GetSets: []GetSet{
			excField("name", func(e *Exception) *Object { return &e.Name }),
			excField("obj", func(e *Exception) *Object { return &e.Obj }),
		}})
	NameErrorType.Define(Spec{Slots: Slots{
		Init: nameErrorInit},
		GetSets: []GetSet{excField("name", func(e *Exception) *Object { return &e.Name })}})
	SyntaxErrorType.Define(Spec{Slots: Slots{Init: syntaxErrorInit, Str: syntaxErrorStr}, GetSets: excMembers(syntaxErrorFields)})
	OSErrorType.Define(Spec{Slots: Slots{New: osErrorNew, Str: osErrorStr,
		Init: osErrorInit}, GetSets: append(osErrorMembers(), blockedField())})
	for _, u := range []struct {
		cls    *Type
		fields []string
		text   bool
	}{
		{UnicodeEncodeErrorType, unicodeFields, true},
		{UnicodeDecodeErrorType, unicodeFields, false},
		{UnicodeTranslateErrorType, unicodeFields[1:], true},
	} {
		u.cls.Define(Spec{Slots: Slots{Init: unicodeErrorInit(u.fields, u.text), Str: unicodeErrorStr}, GetSets: excMembers(unicodeFields)})
	}
	// The rest add nothing to their bases.
	for _, cls := range builtinExceptions {
		if !cls.defined && cls != BaseExceptionGroupType && cls != ExceptionGroupType {
			cls.Define(Spec{})
		}
	}
}

// baseExceptionAddNote is BaseException.add_note().
func baseExceptionAddNote(t *Thread, o, note Object) (Object, error) {
	if _, ok := AsStr(note); !ok {
		return nil, TypeErrorf("note must be a str, not '%s'", TypeName(note))
	}
	d := o.(*Exception).InstDict(true)
	notes := d.GetStr(strNotes)
	if notes == nil {
		notes = NewList(nil)
		d.SetStr(strNotes, notes)
	}
	l, ok := AsList(notes)
	if !ok {
		return nil, TypeErrorf("Cannot add note: __notes__ is not a list")
	}
	return None, l.Append(t, note)
}

// baseExceptionSetstate is BaseException.__setstate__().
func baseExceptionSetstate(t *Thread, o, state Object) (Object, error) {
	if state == None {
		return None, nil
	}
	d, ok := AsDict(state)
	if !ok {
		return nil, TypeErrorf("state is not a dictionary")
	}
	for pos, k, v, ok := 0, Object(nil), Object(nil), true; ; {
		if k, v, pos, ok = d.Next(pos); !ok {
			return None, nil
		}
		name, ok := k.(*Str)
		if !ok {
			return nil, TypeErrorf("attribute name must be string, not '%s'", TypeName(k))
		}
		if err := SetAttr(t, o, name, v); err != nil {
			return nil, err
		}
	}
}

// baseExceptionReduce is BaseException.__reduce__().
func baseExceptionReduce(t *Thread, o Object) (Object, error) {
	e := o.(*Exception)
	if e.Dict != nil && e.Dict.used > 0 {
		return NewTuple(e.Class, e.Args, e.Dict), nil
	}
	return NewTuple(e.Class, e.Args), nil
}

// setBaseExceptionArgs sets BaseException.args.
func setBaseExceptionArgs(t *Thread, o, v Object) error {
	if v == nil {
		return TypeErrorf("args may not be deleted")
	}
	items, err := Collect(t, v)
	if err == nil {
		o.(*Exception).Args = NewTuple(items...)
	}
	return err
}

// setBaseExceptionCause sets BaseException.__cause__.
func setBaseExceptionCause(t *Thread, o, v Object) error {
	switch c := v.(type) {
	case nil:
		return TypeErrorf("__cause__ may not be deleted")
	case *Exception:
		o.(*Exception).Cause = c
	default:
		if v != None {
			return TypeErrorf("exception cause must be None or derive from BaseException")
		}
		o.(*Exception).Cause = nil
	}
	o.(*Exception).SuppressContext = true
	return nil
}

// baseExceptionContext is BaseException.__context__.
func baseExceptionContext(t *Thread, o Object) (Object, error) {
	if c := o.(*Exception).Context; c != nil {
		return c, nil
	}
	return None, nil
}

// setBaseExceptionContext sets BaseException.__context__.
func setBaseExceptionContext(t *Thread, o, v Object) error {
	switch c := v.(type) {
	case nil:
		return TypeErrorf("__context__ may not be deleted")
	case *Exception:
		o.(*Exception).Context = c
	default:
		if v != None {
			return TypeErrorf("exception context must be None or derive from BaseException")
		}
		o.(*Exception).Context = nil
	}
	return nil
}

// setBaseExceptionSuppressContext sets BaseException.__suppress_context__.
func setBaseExceptionSuppressContext(t *Thread, o, v Object) error {
	b, ok := v.(Bool)
	if !ok {
		return TypeErrorf("attribute value type must be bool")
	}
	o.(*Exception).SuppressContext = bool(b)
	return nil
}

// baseExceptionTraceback is BaseException.__traceback__.
func baseExceptionTraceback(t *Thread, o Object) (Object, error) {
	if tb := o.(*Exception).Traceback; tb != nil {
		return tb, nil
	}
	return None, nil
}

// setBaseExceptionTraceback sets BaseException.__traceback__.
func setBaseExceptionTraceback(t *Thread, o, v Object) error {
	if v == nil {
		return TypeErrorf("__traceback__ may not be deleted")
	}
	return setTraceback(o.(*Exception), v)
}

// setBaseExceptionDict sets BaseException.__dict__.
func setBaseExceptionDict(t *Thread, o, v Object) error {
	d, ok := AsDict(orNone(v))
	if !ok {
		return TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", TypeName(orNone(v)))
	}
	o.(*Exception).Dict = d
	return nil
}

// keyErrorStr is KeyErrorType's Str.
func keyErrorStr(t *Thread, o Object) (string, error) {
	if e := o.(*Exception); len(e.Args.Items) == 1 {
		return Repr(t, e.Args.Items[0])
	}
	return excStr(t, o)
}

// stopIterationInit is StopIterationType's Init.
func stopIterationInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	if err := excInit(t, o, args, kw); err != nil {
		return err
	}
	return nil
}

// systemExitCode is SystemExit.code.
func systemExitCode(t *Thread, o Object) (Object, error) {
	e := o.(*Exception)
	if f, ok := e.Native.(*excFields); ok {
		return orNone(f.vals[0]), nil
	}
	if len(e.Args.Items) > 1 {
		return e.Args, nil
	}
	return e.Arg(0), nil
}

// importErrorInit is ImportErrorType's Init.
func importErrorInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	e := o.(*Exception)
	e.setArgs(args)
	e.Name, e.Obj = nil, nil
	return excKeywords("ImportError", kw, []string{"name", "path"}, &e.Name, &e.Obj)
}

// importErrorReduce is ImportError.__reduce__().
func importErrorReduce(t *Thread, o Object) (Object, error) {
	e := o.(*Exception)
	state := NewDict()
	if e.Dict != nil {
		state = e.Dict.Copy()
	}
	if e.Name != nil {
		state.SetName("name", e.Name)
	}
	if e.Obj != nil {
		state.SetName("path", e.Obj)
	}
	if state.used > 0 {
		return NewTuple(e.Class, e.Args, state), nil
	}
	return NewTuple(e.Class, e.Args), nil
}

// attributeErrorInit is AttributeErrorType's Init.
func attributeErrorInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	e := o.(*Exception)
	e.setArgs(args)
	return excKeywords("AttributeError", kw, []string{"name", "obj"}, &e.Name, &e.Obj)
}

// nameErrorInit is NameErrorType's Init.
func nameErrorInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	e := o.(*Exception)
	e.setArgs(args)
	return excKeywords("NameError", kw, []string{"name"}, &e.Name)
}

// osErrorInit is OSErrorType's Init.
func osErrorInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	e := o.(*Exception)
	if !osErrorByInit(e.Class) {
		return nil // __new__ has read the arguments
	}
	if kw.Len() > 0 {
		return TypeErrorf("%s() takes no keyword arguments", e.Class.Name)
	}
	osErrorSet(e, args)
	return nil
}

func baseExceptionArg0(e *Exception) *Object { return &e.fields(1).vals[0] }

var strNotes = Intern("__notes__")

// StopValue is StopIteration.value.
func StopValue(e *Exception) Object {
	if f, ok := e.Native.(*excFields); ok {
		return orNone(f.vals[0])
	}
	return e.Arg(0)
}

func setTraceback(e *Exception, v Object) error {
	if v == None {
		e.Traceback = nil
		return nil
	}
	tb, ok := v.(*Traceback)
	if !ok {
		return TypeErrorf("__traceback__ must be a traceback or None")
	}
	e.Traceback = tb
	return nil
}

// builtinExceptions lists the exceptions that the builtins module shows.
var builtinExceptions = []*Type{
	BaseExceptionType, SystemExitType, KeyboardInterruptType, GeneratorExitType, BaseExceptionGroupType, ExceptionType, ExceptionGroupType,
	ArithmeticErrorType, FloatingPointErrorType, OverflowErrorType, ZeroDivisionErrorType, AssertionErrorType, AttributeErrorType, BufferErrorType,
	EOFErrorType, ImportErrorType, ModuleNotFoundErrorType, LookupErrorType, IndexErrorType, KeyErrorType, MemoryErrorType, NameErrorType,
	UnboundLocalErrorType, OSErrorType, BlockingIOErrorType, ChildProcessErrorType, ConnectionErrorType, BrokenPipeErrorType,
	ConnectionAbortedErrorType, ConnectionRefusedErrorType, ConnectionResetErrorType, FileExistsErrorType, FileNotFoundErrorType,
	InterruptedErrorType, IsADirectoryErrorType, NotADirectoryErrorType, PermissionErrorType, ProcessLookupErrorType, TimeoutErrorType,
	ReferenceErrorType, RuntimeErrorType, NotImplementedErrorType, RecursionErrorType, StopAsyncIterationType, StopIterationType,
	SyntaxErrorType, IndentationErrorType, TabErrorType, SystemErrorType, TypeErrorType, ValueErrorType, UnicodeErrorType,
	UnicodeDecodeErrorType, UnicodeEncodeErrorType, UnicodeTranslateErrorType, WarningType, BytesWarningType, DeprecationWarningType,
	EncodingWarningType, FutureWarningType, ImportWarningType, PendingDeprecationWarningType, ResourceWarningType, RuntimeWarningType,
	SyntaxWarningType, UnicodeWarningType, UserWarningType,
}

// BuiltinExceptions lists the exception classes of the builtins module.
func BuiltinExceptions() []*Type { return builtinExceptions }
