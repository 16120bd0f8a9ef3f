package models

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// System checks: what manage.py check says about models (django.core.checks and the check() methods). This file has the messages and the
// checks of all models together; checks_model.go, checks_fields.go and checks_related.go have those of one model, one field and one relation.

// CheckMessage is one finding.
type CheckMessage struct {
	cls       *Type
	level     int
	msg, hint Object
	id, obj   Object
}

// The levels of CheckMessage.
const (
	checkDebug    = 10
	checkInfo     = 20
	checkWarning  = 30
	checkError    = 40
	checkCritical = 50
)

const checksModule = "django.core.checks.messages"

// The classes of messages.
var (
	CheckMessageType = object.Declare("CheckMessage", checksModule)
	checkTypes       = map[int]*Type{
		checkDebug: object.Declare("Debug", checksModule, CheckMessageType), checkInfo: object.Declare("Info", checksModule, CheckMessageType),
		checkWarning: object.Declare("Warning", checksModule, CheckMessageType), checkError: object.Declare("Error", checksModule, CheckMessageType),
		checkCritical: object.Declare("Critical", checksModule, CheckMessageType),
	}
)

// Type implements object.Object.
func (m *CheckMessage) Type() *Type { return m.cls }

func newCheck(level int, o Object, id, hint, msg string) Object {
	return &CheckMessage{cls: checkTypes[level], level: level, msg: str(msg), hint: strOrNoneObj(hint), id: strOrNoneObj(id), obj: orNone(o)}
}

func errorAbout(o Object, id, hint, format string, args ...any) Object {
	return newCheck(checkError, o, id, hint, fmt.Sprintf(format, args...))
}

func warningAbout(o Object, id, hint, format string, args ...any) Object {
	return newCheck(checkWarning, o, id, hint, fmt.Sprintf(format, args...))
}

// text is str(message): "books.Book.title: (fields.E120) … \n\tHINT: …".
func (m *CheckMessage) text(t *Thread) (string, error) {
	where := "?"
	if c, ok := m.obj.(*Type); ok && optionsOf(c) != nil {
		where = optionsOf(c).Label()
	} else if !isNone(m.obj) {
		s, err := object.ToStr(t, m.obj)
		if err != nil {
			return "", err
		}
		where = s
	}
	out := where + ": "
	if s := asStr(m.id); s != "" {
		out += "(" + s + ") "
	}
	msg, err := object.ToStr(t, m.msg)
	if err != nil {
		return "", err
	}
	out += msg
	hint, err := truth(t, m.hint)
	if err != nil {
		return "", err
	}
	if hint {
		h, err := object.ToStr(t, m.hint)
		if err != nil {
			return "", err
		}
		out += "\n\tHINT: " + h
	}
	return out, nil
}

func init() {
	get := func(name string, f func(m *CheckMessage) *Object) object.GetSet {
		return object.GetSet{Name: name,
			Get: func(t *Thread, o Object) (Object, error) { return orNone(*f(o.(*CheckMessage))), nil },
			Set: func(t *Thread, o, v Object) error { *f(o.(*CheckMessage)) = v; return nil }}
	}
	build := func(t *Thread, cls *Type, level int, args []Object, kw *Kwargs) (Object, error) {
		m := &CheckMessage{cls: cls, level: level, hint: none, obj: none, id: none}
		dst := []*Object{&m.msg, &m.hint, &m.obj, &m.id}
		names := []string{"msg", "hint", "obj", "id"}
		if len(args) > len(dst) {
			return nil, object.TypeErrorf("CheckMessage.__init__() takes from 3 to 6 positional arguments but %d were given", len(args)+2)
		}
		for i, a := range args {
			*dst[i] = a
		}
		for i, n := range names {
			if v := kw.Get(n); v != nil {
				*dst[i] = v
			}
		}
		if m.msg == nil {
			return nil, object.TypeErrorf("CheckMessage.__init__() missing 1 required positional argument: 'msg'")
		}
		return m, nil
	}
	level := func(t *Thread, v Object) (int, error) { return object.AsIndex(t, v) }
	CheckMessageType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				for l, tp := range checkTypes {
					if cls.IsSubtype(tp) {
						return build(t, cls, l, args, kw)
					}
				}
				v := kw.Get("level")
				if len(args) > 0 {
					v, args = args[0], args[1:]
				}
				l, err := level(t, orNone(v))
				if err != nil {
					return nil, object.TypeErrorf("The first argument should be level.")
				}
				return build(t, cls, l, args, kw)
			},
			Init: func(*Thread, Object, []Object, *Kwargs) error { return nil },
			Str:  func(t *Thread, o Object) (string, error) { return o.(*CheckMessage).text(t) },
			Repr: func(t *Thread, o Object) (string, error) {
				m := o.(*CheckMessage)
				out := fmt.Sprintf("<%s: level=%d", m.cls.Name, m.level)
				for _, p := range []struct {
					name string
					v    Object
				}{{"msg", m.msg}, {"hint", m.hint}, {"obj", m.obj}, {"id", m.id}} {
					r, err := repr(t, p.v)
					if err != nil {
						return "", err
					}
					out += ", " + p.name + "=" + r
				}
				return out + ">", nil
			},
			RichCompare: func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
				x := a.(*CheckMessage)
				y, ok := b.(*CheckMessage)
				if op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				same := ok && y.cls.IsSubtype(x.cls) && x.level == y.level
				if same {
					for i, v := range []Object{x.msg, x.hint, x.obj, x.id} {
						eq, err := object.Equal(t, v, []Object{y.msg, y.hint, y.obj, y.id}[i])
						if err != nil {
							return nil, err
						}
						same = same && eq
					}
				}
				return object.NewBool(same == (op == object.EQ)), nil
			},
		},
		GetSets: []object.GetSet{
			get("msg", func(m *CheckMessage) *Object { return &m.msg }),
			get("hint", func(m *CheckMessage) *Object { return &m.hint }),
			get("id", func(m *CheckMessage) *Object { return &m.id }),
			get("obj", func(m *CheckMessage) *Object { return &m.obj }),
			{Name: "level", Get: func(t *Thread, o Object) (Object, error) { return object.NewInt(int64(o.(*CheckMessage).level)), nil },
				Set: func(t *Thread, o, v Object) (err error) { o.(*CheckMessage).level, err = level(t, v); return err }},
		},
		Methods: []object.Method{
			{Name: "is_serious", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				least := checkError
				v := kw.Get("level")
				if len(args) > 1 {
					v = args[1]
				}
				if v != nil {
					var err error
					if least, err = level(t, v); err != nil {
						return nil, err
					}
				}
				return object.NewBool(args[0].(*CheckMessage).level >= least), nil
			}},
			{Name: "is_silenced", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				conf, err := t.RT.Import(t, "django.conf")
				if err != nil {
					return nil, err
				}
				settings, err := object.GetAttrName(t, conf, "settings")
				if err != nil {
					return nil, err
				}
				silenced, err := object.GetAttrName(t, settings, "SILENCED_SYSTEM_CHECKS")
				if err != nil {
					return nil, err
				}
				in, err := object.Contains(t, silenced, args[0].(*CheckMessage).id)
				return object.NewBool(in), err
			}},
		},
	})
	for _, tp := range checkTypes {
		tp.Define(object.Spec{})
	}
}

// checkAllModels is check_all_models: every model's own checks, and what two of them must not share.
func checkAllModels(t *Thread, models []*Type) ([]Object, error) {
	var out []Object
	tables, indexes, constraints := newNameUses(), newNameUses(), newNameUses()
	for _, cls := range models {
		opts := optionsOf(cls)
		if opts.autoCreated != nil {
			continue
		}
		label := opts.Label()
		if opts.managed && !opts.proxy {
			tables.add(opts.dbTable, label)
		}
		check, err := attrOpt(t, cls, "check")
		if err != nil {
			return nil, err
		}
		if !isBoundMethod(check) {
			r, err := repr(t, orNone(check))
			if err != nil {
				return nil, err
			}
			out = append(out, errorAbout(cls, "models.E020", "", "The '%s.check()' class method is currently overridden by %s.", cls.Name, r))
		} else {
			r, err := object.Call(t, check, nil, nil)
			if err != nil {
				return nil, err
			}
			l, err := object.Collect(t, r)
			if err != nil {
				return nil, err
			}
			out = append(out, l...)
		}
		for _, o := range opts.indexes {
			if x, ok := native[*Index](o); ok {
				indexes.add(x.name, label)
			}
		}
		for _, o := range opts.constraints {
			if c, ok := native[constraint](o); ok {
				constraints.add(c.base().name, label)
			}
		}
	}
	for _, name := range tables.order {
		if labels := tables.labels[name]; len(labels) > 1 {
			msg := fmt.Sprintf("db_table '%s' is used by multiple models: %s.", name, strings.Join(labels, ", "))
			if hasRouters(t) {
				out = append(out, warningAbout(str(name), "models.W035", "You have configured settings.DATABASE_ROUTERS. Verify that "+strings.Join(labels, ", ")+" are correctly routed to separate databases.", "%s", msg))
			} else {
				out = append(out, errorAbout(str(name), "models.E028", "", "%s", msg))
			}
		}
	}
	twice := func(u *nameUses, kind, oneID, manyID string) {
		for _, name := range u.order {
			if len(u.labels[name]) < 2 {
				continue
			}
			labels := unique(u.labels[name])
			id, where := oneID, "for model"
			if len(labels) > 1 {
				id, where = manyID, "among models:"
			}
			out = append(out, errorAbout(none, id, "", "%s name '%s' is not unique %s %s.", kind, name, where, strings.Join(labels, ", ")))
		}
	}
	twice(indexes, "index", "models.E029", "models.E030")
	twice(constraints, "constraint", "models.E031", "models.E032")
	return out, nil
}

func isBoundMethod(o Object) bool {
	switch o.(type) {
	case *object.BoundMethod, *object.Builtin:
		return true
	}
	return false
}

// nameUses lists the models that use a name, in order of the names' first use.
type nameUses struct {
	order  []string
	labels map[string][]string
}

func newNameUses() *nameUses { return &nameUses{labels: map[string][]string{}} }

func (u *nameUses) add(name, label string) {
	if u.labels[name] == nil {
		u.order = append(u.order, name)
	}
	u.labels[name] = append(u.labels[name], label)
}

func unique(labels []string) []string {
	out := append([]string(nil), labels...)
	order.Strings(out)
	n := 0
	for i, l := range out {
		if i == 0 || l != out[n-1] {
			out[n] = l
			n++
		}
	}
	return out[:n]
}
