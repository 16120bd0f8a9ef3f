package models

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The async twins. Django writes them in Python (`async def acount(self): return await sync_to_async(self.count)()`), and a
// program can tell: type(qs.acount()) is coroutine, its name is QuerySet.acount, a forgotten one is "never
// awaited". So they are Python here too (async_twins.py). Functions belong to a run but classes declared in Go to all
// runs; hence the class holds a descriptor that gives the run's function, bound to the instance like any function.

//go:embed async_twins.py
var asyncSource string

const asyncModule = "django.db.models._async"

// asyncMethod is that descriptor.
type asyncMethod struct {
	class, name string // in the module: class QuerySet, function acount
}

var asyncMethodType = object.Declare("async_method", "django.db.models")

func (*asyncMethod) Type() *Type { return asyncMethodType }

type twinsKey struct{}

// twin gives the run's function.
func twin(t *Thread, class, name string) (Object, error) {
	cache := t.RT.State(twinsKey{}, func() any { return map[asyncMethod]Object{} }).(map[asyncMethod]Object)
	k := asyncMethod{class, name}
	if f := cache[k]; f != nil {
		return f, nil
	}
	m, err := t.RT.Import(t, asyncModule)
	if err != nil {
		return nil, err
	}
	c, err := object.GetAttrName(t, m, class)
	if err != nil {
		return nil, err
	}
	f, err := object.GetAttrName(t, c, name)
	if err != nil {
		return nil, err
	}
	cache[k] = f
	return f, nil
}

// callTwin calls one.
func callTwin(t *Thread, class, name string, args ...Object) (Object, error) {
	f, err := twin(t, class, name)
	if err != nil {
		return nil, err
	}
	return object.Call(t, f, args, nil)
}

// addTwins makes class attributes for the async methods of a class.
func addTwins(tp *Type, class string, names ...string) {
	for _, n := range names {
		tp.Dict.SetName(n, &asyncMethod{class, n})
	}
}

func init() {
	asyncMethodType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			m := self.(*asyncMethod)
			f, err := twin(t, m.class, m.name)
			if err != nil || obj == nil {
				return f, err
			}
			return &object.BoundMethod{Func: f, Self: obj}, nil
		},
	}})
	object.RegisterModule(&object.NativeModule{Name: asyncModule, Source: asyncSource})

	addTwins(QuerySetType, "QuerySet", "aiterator", "aaggregate", "acount", "aget", "acreate", "abulk_create", "abulk_update", "aget_or_create",
		"aupdate_or_create", "aearliest", "alatest", "afirst", "alast", "ain_bulk", "adelete", "aupdate", "aexists", "acontains", "aexplain")
	addTwins(ModelType, "Model", "asave", "adelete", "arefresh_from_db")
	addTwins(relatedManagerType, "RelatedManager", "aadd", "acreate", "aget_or_create", "aupdate_or_create", "aremove", "aclear", "aset")
	addTwins(manyRelatedManagerType, "ManyRelatedManager", "aadd", "acreate", "aget_or_create", "aupdate_or_create", "aremove", "aclear", "aset")
}
