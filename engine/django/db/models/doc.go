// Package models is django.db.models: model classes, their fields and relations, managers and querysets. What a queryset says is
// turned into SQL by package sql, below it; connections, transactions and the schema's execution belong to package db, which gives
// this package a sql.Connection.
//
// # Where things are
//
// Files carry the names of Django's modules: base*.go is db/models/base.py (ModelBase and Model), options*.go is options.py,
// fields*.go is fields/__init__.py and its neighbours, related_*.go fields/related_descriptors.py, query*.go query.py,
// manager.go, deletion.go, constraints.go, indexes.go, signals.go, apps.go (django.apps.registry), checks.go.
//
// # Python faces
//
// A field, a manager, a queryset is an *object.Instance whose Native is the Go struct of this package; its class may be one made by
// the program. A model instance is an *object.Instance of a class made by ModelBase; its Native is its *ModelState and its values
// live in its __dict__, as in Django. A model class keeps its *Options in Type.Native.
//
// # Overridden methods
//
// Wherever Django calls a method that a program may override (get_prep_value, from_db_value, save, get_queryset, …), this package asks
// the class first. For fields the answer is a table of Go functions resolved once per class (fields_methods.go); for the rest a
// look-up along the MRO that finds either our own native method, which is then called directly, or the program's.
//
// # Async twins
//
// Django defines acount() as a coroutine function that wraps count(). So does this package: the twins are Python source (async_*.py),
// compiled once a run; the classes hold descriptors that give the run's functions (async.go).
package models
