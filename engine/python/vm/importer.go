package vm

import (
	"strings"
	"sync"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Source is one of the program's own files as a module.
type Source struct {
	Filename string
	Text     string
	Package  bool // the file is an __init__.py, or a folder without one
}

// Importer finds modules: the program's own files first, then those that the playground brings along.
type Importer struct {
	Sources map[string]Source // by full dotted name
}

// SetImporter gives a runtime its importer.
func SetImporter(rt *object.Runtime, im *Importer) {
	stateOf(rt).importer = im
	rt.Import = im.Import
}

// Submodules lists the program's own modules directly below a package, by name.
func Submodules(rt *object.Runtime, pkg string) []string {
	im := stateOf(rt).importer
	if im == nil {
		return nil
	}
	var out []string
	for name := range im.Sources {
		if rest, ok := strings.CutPrefix(name, pkg+"."); ok && !strings.Contains(rest, ".") {
			out = append(out, rest)
		}
	}
	order.Strings(out)
	return out
}

var (
	strPath    = object.Intern("__path__")
	strPackage = object.Intern("__package__")
	strFile    = object.Intern("__file__")
	strAll     = object.Intern("__all__")
)

// Import imports a module by its full name and gives it.
func (im *Importer) Import(t *object.Thread, name string) (*object.Module, error) {
	o, err := im.find(t, name)
	if err != nil {
		return nil, err
	}
	m, ok := o.(*object.Module)
	if !ok {
		return nil, object.ImportErrorf(name, "'%s' is not a module", name)
	}
	return m, nil
}

// find gives what sys.modules holds for name after importing it and its parents.
func (im *Importer) find(t *object.Thread, name string) (object.Object, error) {
	if m := t.RT.Modules.GetName(name); m != nil {
		if m == object.None {
			return nil, notFound(name, "import of "+name+" halted; None in sys.modules")
		}
		return m, nil
	}
	parent := ""
	var parentMod object.Object
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent = name[:i]
		p, err := im.find(t, parent)
		if err != nil {
			return nil, err
		}
		parentMod = p
		if m := t.RT.Modules.GetName(name); m != nil {
			return m, nil // the parent has imported it
		}
		if path, err := object.GetAttrOpt(t, p, strPath); err != nil {
			return nil, err
		} else if path == nil {
			return nil, notFound(name, "No module named '"+name+"'; '"+parent+"' is not a package")
		}
	}
	m, err := im.load(t, name)
	if err != nil {
		return nil, err
	}
	if parentMod != nil {
		if err := object.SetAttrName(t, parentMod, name[len(parent)+1:], m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func notFound(name, msg string) *object.Exception {
	e := object.Errorf(object.ModuleNotFoundErrorType, "%s", msg)
	e.Name = object.NewStr(name)
	return e
}

func (im *Importer) load(t *object.Thread, name string) (object.Object, error) {
	src, own := im.Sources[name]
	native := object.FindNativeModule(name)
	if !own && native == nil {
		e := notFound(name, "No module named '"+name+"'")
		if !im.ownParent(name) {
			e.Note("The module '" + name + "' is not part of the playground.")
		}
		return nil, e
	}
	m := object.NewModule(name)
	d := m.Dict
	d.SetStr(strBuiltins, builtinsModule(t))
	pkg := own && src.Package || !own && native.Package
	if pkg {
		d.SetStr(strPackage, object.NewStr(name))
		d.SetStr(strPath, object.NewList(nil))
	} else if i := strings.LastIndexByte(name, '.'); i >= 0 {
		d.SetStr(strPackage, object.NewStr(name[:i]))
	} else {
		d.SetStr(strPackage, object.NewStr(""))
	}
	if own {
		d.SetStr(strFile, object.NewStr(src.Filename))
	}
	t.RT.Modules.SetName(name, m)
	m.Initializing = true
	err := im.fill(t, m, src, native, own)
	m.Initializing = false
	if err != nil {
		t.RT.Modules.DelStr(object.Intern(name))
		return nil, err
	}
	// A module may replace itself in sys.modules.
	if r := t.RT.Modules.GetName(name); r != nil {
		return r, nil
	}
	return nil, object.Errorf(object.KeyErrorType, "%s", name)
}

// ownParent tells whether name would be a submodule of a package of the program's.
func (im *Importer) ownParent(name string) bool {
	if i := strings.IndexByte(name, '.'); i >= 0 {
		_, ok := im.Sources[name[:i]]
		return ok
	}
	return false
}

func (im *Importer) fill(t *object.Thread, m *object.Module, src Source, native *object.NativeModule, own bool) error {
	if own {
		code, err := CompileSource(t, compile.Options{Filename: src.Filename, Source: src.Text, Count: t.RT.Trace != nil})
		if err != nil {
			return err
		}
		_, err = ExecCode(t, code, m.Dict, nil)
		return err
	}
	if native.Init != nil {
		if err := native.Init(t, m); err != nil {
			return err
		}
	}
	if native.Source == "" && native.Read == nil {
		return nil
	}
	code, err := embedded(native)
	if err != nil {
		return err
	}
	defer t.Free(t.Steps())
	_, err = ExecCode(t, code, m.Dict, nil)
	return err
}

// Embedded source is compiled once per process.
var (
	embeddedMu   sync.Mutex
	embeddedCode = map[string]*compile.Code{}
)

// FrozenPrefix starts the file names of embedded modules.
const FrozenPrefix = "<frozen "

func embedded(n *object.NativeModule) (*compile.Code, error) {
	embeddedMu.Lock()
	defer embeddedMu.Unlock()
	if c := embeddedCode[n.Name]; c != nil {
		return c, nil
	}
	c, err := compileEmbedded(n)
	if err != nil {
		return nil, SyntaxException(err)
	}
	embeddedCode[n.Name] = c
	return c, nil
}

func compileEmbedded(n *object.NativeModule) (*compile.Code, error) {
	c, _, err := compile.Source(compile.Options{Filename: FrozenPrefix + n.Name + ">", Source: n.Text()})
	return c, err
}

// resolve makes the absolute name of a relative import.
func (im *Importer) resolve(t *object.Thread, globals *object.Dict, name string, level int) (string, error) {
	if level == 0 {
		return name, nil
	}
	pkg, _ := object.AsStr(orNone(globals.GetStr(strPackage)))
	if pkg == "" {
		self, _ := object.AsStr(orNone(globals.GetStr(strName)))
		if globals.GetStr(strPath) != nil {
			pkg = self
		} else if i := strings.LastIndexByte(self, '.'); i >= 0 {
			pkg = self[:i]
		}
	}
	if pkg == "" {
		return "", object.Errorf(object.ImportErrorType, "attempted relative import with no known parent package")
	}
	for i := 1; i < level; i++ {
		j := strings.LastIndexByte(pkg, '.')
		if j < 0 {
			return "", object.Errorf(object.ImportErrorType, "attempted relative import beyond top-level package")
		}
		pkg = pkg[:j]
	}
	if name == "" {
		return pkg, nil
	}
	return pkg + "." + name, nil
}

// importName is what an import statement does before names are bound.
func importName(t *object.Thread, globals *object.Dict, name string, from []object.Object, level int) (object.Object, error) {
	im := stateOf(t.RT).importer
	if im == nil {
		return nil, object.ImportErrorf(name, "__import__ not found")
	}
	abs, err := im.resolve(t, globals, name, level)
	if err != nil {
		return nil, err
	}
	if abs == "" {
		return nil, object.ValueErrorf("Empty module name")
	}
	m, err := im.find(t, abs)
	if err != nil {
		return nil, err
	}
	if len(from) == 0 {
		if level == 0 {
			if i := strings.IndexByte(name, '.'); i >= 0 {
				return im.find(t, name[:i])
			}
			return m, nil
		}
		if i := strings.IndexByte(name, '.'); i >= 0 {
			return im.find(t, abs[:len(abs)-len(name)+i])
		}
		return m, nil
	}
	// from package import submodule
	if p, err := object.GetAttrOpt(t, m, strPath); err != nil || p == nil {
		return m, err
	}
	for _, n := range from {
		s, ok := n.(*object.Str)
		if !ok {
			return nil, object.TypeErrorf("Item in ``from list'' must be str, not %s", object.TypeName(n))
		}
		if s.String() == "*" {
			if all, err := object.GetAttrOpt(t, m, strAll); err != nil {
				return nil, err
			} else if all != nil {
				names, err := object.Collect(t, all)
				if err != nil {
					return nil, err
				}
				if err := im.submodules(t, m, abs, names); err != nil {
					return nil, err
				}
			}
			continue
		}
		if err := im.submodules(t, m, abs, []object.Object{s}); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// submodules imports those of names that are submodules of package m and not yet attributes of it.
func (im *Importer) submodules(t *object.Thread, m object.Object, pkg string, names []object.Object) error {
	for _, n := range names {
		s, ok := n.(*object.Str)
		if !ok {
			continue
		}
		if v, err := object.GetAttrOpt(t, m, s); err != nil {
			return err
		} else if v != nil {
			continue
		}
		full := pkg + "." + s.String()
		if _, own := im.Sources[full]; !own && object.FindNativeModule(full) == nil {
			continue
		}
		if _, err := im.find(t, full); err != nil {
			return err
		}
	}
	return nil
}

func opImportName(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	var from []object.Object
	if tu, ok := in.aux.(*object.Tuple); ok {
		from = tu.Items
	}
	if own := ownBuiltins(m.t, f.globals); own != nil {
		v, err := importWith(m.t, own, f, in, from)
		return m.store(in, v, err)
	}
	v, err := importName(m.t, f.globals, in.name.String(), from, int(in.d))
	return m.store(in, v, err)
}

// importWith is an import statement where globals have builtins of their own, whose __import__ it asks.
func importWith(t *object.Thread, own *object.Dict, f *Frame, in *Instr, from []object.Object) (object.Object, error) {
	fn := own.GetName("__import__")
	if fn == nil {
		return nil, object.ImportErrorf("", "__import__ not found")
	}
	var names object.Object = object.None
	if len(from) > 0 {
		names = object.NewTuple(from...)
	}
	return object.CallArgs(t, fn, in.name, f.globals, orNone(f.Locals()), names, object.NewInt(int64(in.d)))
}

func opImportFrom(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v, err := importFrom(m.t, f.regs[in.b], in.name)
	return m.store(in, v, err)
}

func importFrom(t *object.Thread, mod object.Object, name *object.Str) (object.Object, error) {
	v, err := object.GetAttrOpt(t, mod, name)
	if v != nil || err != nil {
		return v, err
	}
	modName := ""
	if n, err := object.GetAttrOpt(t, mod, strName); err != nil {
		return nil, err
	} else if s, ok := object.AsStr(orNone(n)); ok {
		modName = s
		if m := t.RT.Modules.GetName(s + "." + name.String()); m != nil {
			return m, nil
		}
	}
	return nil, cannotImport(t, mod, modName, name)
}

// cannotImport is the ImportError of a name that a module has not.
func cannotImport(t *object.Thread, mod object.Object, modName string, name *object.Str) error {
	where := "unknown location"
	var path object.Object
	if mm, ok := mod.(*object.Module); ok {
		path = mm.Dict.GetStr(strFile)
		if s, ok := object.AsStr(orNone(path)); ok {
			where = s
		}
		if mm.Initializing {
			e := object.ImportErrorf(modName, "cannot import name '%s' from partially initialized module '%s' (most likely due to a circular import) (%s)", name, modName, where)
			e.(*object.Exception).Obj = path
			return e
		}
	}
	if modName == "" {
		modName = "<unknown module name>"
	}
	e := object.ImportErrorf(modName, "cannot import name '%s' from '%s' (%s)", name, modName, where).(*object.Exception)
	e.Obj = path
	// What a module of the playground's says of a name that it has not goes along: asyncio tells why there is no open_connection.
	if _, err := object.GetAttr(t, mod, name); err != nil {
		if why := object.AsException(err); why != nil && why.Args != nil && len(why.Args.Items) == 1 {
			if s, ok := object.AsStr(why.Args.Items[0]); ok && strings.Contains(s, "not part of the playground") {
				e.Note(s)
			}
		}
	}
	return e
}

func opImportStar(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := m.importStar(f, f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func (m *machine) importStar(f *Frame, mod object.Object) error {
	t := m.t
	all, err := object.GetAttrOpt(t, mod, strAll)
	if err != nil {
		return err
	}
	skip := false
	var names []object.Object
	if all != nil {
		if names, err = object.Collect(t, all); err != nil {
			return err
		}
	} else {
		mm, ok := mod.(*object.Module)
		if !ok {
			return object.Errorf(object.ImportErrorType, "from-import-* object has no __dict__ and no __all__")
		}
		names, skip = mm.Dict.Keys(), true
	}
	for _, n := range names {
		s, ok := n.(*object.Str)
		if !ok {
			return object.TypeErrorf("Item in %s must be str, not %s", "__all__", object.TypeName(n))
		}
		if skip && strings.HasPrefix(s.String(), "_") {
			continue
		}
		v, err := object.GetAttr(t, mod, s)
		if err != nil {
			return err
		}
		switch {
		case f.ns == nil:
			f.globals.SetStr(s, v)
		default:
			if err := object.SetItem(t, f.ns, s, v); err != nil {
				return err
			}
		}
	}
	return nil
}

var importSig = object.NewSignature("__import__", "name", "globals=", "locals=", "fromlist=", "level=")

func importBuiltin(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := importSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	name, ok := object.AsStr(a[0])
	if !ok {
		return nil, object.TypeErrorf("module name must be a string")
	}
	g, _ := object.AsDict(orNone(a[1]))
	if g == nil {
		g = object.NewDict()
	}
	var from []object.Object
	if a[3] != nil && a[3] != object.None {
		if from, err = object.Collect(t, a[3]); err != nil {
			return nil, err
		}
	}
	level := 0
	if a[4] != nil {
		if level, err = object.AsIndex(t, a[4]); err != nil {
			return nil, err
		}
	}
	return importName(t, g, name, from, level)
}
