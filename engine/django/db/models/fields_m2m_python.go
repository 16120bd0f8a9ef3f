package models

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// What classes of a program that are many-to-many fields without deriving from ManyToManyField take over from it.

// m2mReceiver is the many-to-many field that such a method was called on, with the n arguments after it.
func m2mReceiver(method string, args []Object, kw *Kwargs, n int) (*Field, error) {
	if err := object.CheckArgs(method, args[1:], kw, n, n); err != nil {
		return nil, err
	}
	f, err := fieldOf(args[0])
	if err == nil && f.m2m == nil {
		err = object.NotImplementedErrorf("%s() of a field that does not derive from ManyToManyField is not part of this playground", method)
	}
	return f, err
}

func m2mContributeToRelated(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	f, err := m2mReceiver("contribute_to_related_class", args, kw, 2)
	if err != nil {
		return nil, err
	}
	related, ok := args[1].(*Type)
	if !ok {
		return nil, object.TypeErrorf("contribute_to_related_class() takes a model and the relation to it")
	}
	return none, f.contributeM2MToRelated(t, related)
}

func m2mTableMethod(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	f, err := m2mReceiver("_get_m2m_db_table", args, kw, 1)
	if err != nil {
		return nil, err
	}
	return str(f.m2mTable()), nil
}

// linkAttr is an attribute of one of the through model's two foreign keys.
func linkAttr(t *Thread, method string, args []Object, kw *Kwargs, reverse bool) (Object, error) {
	f, err := m2mReceiver(method, args, kw, 2)
	if err != nil {
		return nil, err
	}
	own, other, err := f.linkFields()
	if err != nil {
		return nil, err
	}
	if reverse {
		own = other
	}
	return object.GetAttrName(t, own.Self, asStr(args[2]))
}

func m2mAttr(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	return linkAttr(t, "_get_m2m_attr", args, kw, false)
}

func m2mReverseAttr(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	return linkAttr(t, "_get_m2m_reverse_attr", args, kw, true)
}

// createIntermediaryFunction is create_many_to_many_intermediary_model(field, klass).
func createIntermediaryFunction(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) == 0 {
		args = []Object{none}
	}
	f, err := m2mReceiver("create_many_to_many_intermediary_model", args, kw, 1)
	if err != nil {
		return nil, err
	}
	cls, ok := args[1].(*Type)
	if !ok || optionsOf(cls) == nil {
		return nil, object.TypeErrorf("create_many_to_many_intermediary_model() takes a field and a model")
	}
	if err := createIntermediary(t, f, cls); err != nil {
		return nil, err
	}
	return f.rel.through, nil
}
