package models

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Options is a model's _meta.
type Options struct {
	declaredInTest bool
	apps           *Apps

	model                                  *Type
	objectName, modelName, appLabel        string
	verboseName                            string
	verboseNameObj, verboseNamePluralObj   Object
	dbTable                                string
	dbTableComment                         Object
	ordering                               []Object
	orderingObj                            Object
	uniqueTogether                         [][]string
	uniqueTogetherObj                      Object // as given
	uniqueTogetherBad                      string // the check's id when it is no list of lists
	indexes                                []Object
	constraints                            []Object
	abstract, managed, proxy, selectOnSave bool
	autoCreated                            *Type
	getLatestBy                            Object
	orderWithRespectTo                     *Field
	orderGeneric                           *GenericForeignKey // instead of orderWithRespectTo
	owrtName                               string
	defaultRelatedName                     string
	baseManagerName, defaultManagerName    string
	permissions                            Object
	original                               *object.Dict // class Meta's attributes as they were given
	other                                  *object.Dict // Meta attributes that are only kept
	hasOrdering, hasLatest                 bool         // given by Meta itself

	pk            *Field
	autoField     *Field
	localFields   []*Field
	localM2M      []*Field
	privateFields []sql.FieldOrRel
	swappable     bool // a setting may put another model in this one's place
	localManagers []*Manager
	concreteModel *Type
	proxyForModel *Type
	parents       []sql.ParentLink

	c optionsCache
}

// optionsCache is what is derived from the above and from other models; version tells when it is stale.
type optionsCache struct {
	version    int
	plans      sql.Plans
	forward    []sql.FieldOrRel // _get_fields(reverse=False)
	fields     []sql.Field
	concrete   []sql.Field
	concreteF  []*Field
	m2m        []*Field
	all        []sql.FieldOrRel // get_fields()
	related    []sql.Rel
	relatedAll []*Rel // hidden ones too
	byName     map[string]sql.FieldOrRel
	reverse    map[string]sql.FieldOrRel
	managers   []*Manager
	base       *Manager
	plan       *fromDBPlan
	dbRet      []*Field
}

// OptionsType is django.db.models.options.Options.
var OptionsType = object.Declare("Options", "django.db.models.options")

// Type implements object.Object.
func (*Options) Type() *Type { return OptionsType }

var _ sql.Options = (*Options)(nil)

// optionsOf gives a model class's _meta, nil when cls is no model.
func optionsOf(cls *Type) *Options {
	if cls == nil {
		return nil
	}
	o, _ := cls.Native.(*Options)
	return o
}

// metaOf gives the _meta of a model instance, nil when o is none.
func metaOf(o Object) *Options { return optionsOf(o.Type()) }

// DeclaredInTest tells whether a model was declared while a test ran: Django makes tables before the tests, so it has none.
func DeclaredInTest(cls *Type) bool { return optionsOf(cls).declaredInTest }

// OptionsOf is optionsOf for other packages.
func OptionsOf(cls *Type) *Options { return optionsOf(cls) }

// metaNames are the attributes that class Meta may have.
var metaNames = []string{
	"verbose_name", "verbose_name_plural", "db_table", "db_table_comment", "ordering", "unique_together", "permissions", "get_latest_by",
	"order_with_respect_to", "app_label", "db_tablespace", "abstract", "managed", "proxy", "swappable", "auto_created", "apps",
	"default_permissions", "select_on_save", "default_related_name", "required_db_features", "required_db_vendor", "base_manager_name",
	"default_manager_name", "indexes", "constraints",
}

// newOptions is Options(meta, app_label) and contribute_to_class.
func newOptions(t *Thread, cls *Type, meta Object, appLabel string) (*Options, error) {
	o := &Options{apps: appsOf(t), model: cls, objectName: cls.Name, modelName: strings.ToLower(cls.Name), appLabel: appLabel, managed: true,
		other: object.NewDict()}
	o.verboseName = camelToSpaces(cls.Name)
	o.concreteModel = cls
	cls.Native = o
	cls.SetClassAttr("_meta", o)
	given := map[string]bool{}
	if !isNone(meta) {
		for _, name := range metaNames {
			v, err := attrOpt(t, meta, name)
			if err != nil {
				return nil, err
			}
			if v == nil {
				continue
			}
			given[name] = true
			if o.original == nil {
				o.original = object.NewDict()
			}
			o.original.SetName(name, v)
			if err := o.set(t, name, v); err != nil {
				return nil, err
			}
		}
		if mt, ok := meta.(*Type); ok {
			var bad []string
			for _, k := range mt.Dict.Keys() {
				if n := asStr(k); !strings.HasPrefix(n, "_") && !contains(metaNames, n) {
					bad = append(bad, n)
				}
			}
			if len(bad) > 0 {
				return nil, object.TypeErrorf("'class Meta' got invalid attribute(s): %s", strings.Join(bad, ","))
			}
		}
	}
	if a, ok := o.other.GetStr(object.Intern("apps")).(*Apps); ok {
		o.apps = a
	}
	o.hasOrdering, o.hasLatest = given["ordering"], given["get_latest_by"]
	if isNone(o.verboseNamePluralObj) {
		o.verboseNamePluralObj = str(o.verboseName + "s")
	}
	if o.dbTable == "" {
		o.dbTable = o.appLabel + "_" + o.modelName
	}
	return o, nil
}

func contains(ss []string, s string) bool {
	for _, x := range ss {
		if x == s {
			return true
		}
	}
	return false
}

// camelToSpaces is camel_case_to_spaces: "OrderItem" becomes "order item".
func camelToSpaces(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if i > 0 && unicode.IsUpper(r) {
			prev := rs[i-1]
			nextLower := i+1 < len(rs) && unicode.IsLower(rs[i+1])
			if unicode.IsLower(prev) || unicode.IsDigit(prev) || (unicode.IsUpper(prev) || prev == '_') && nextLower {
				b.WriteByte(' ')
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimSpace(b.String())
}

// set is the assignment of one attribute of Meta.
func (o *Options) set(t *Thread, name string, v Object) (err error) {
	switch name {
	case "verbose_name":
		o.verboseNameObj = v
		o.verboseName, err = object.ToStr(t, v)
	case "verbose_name_plural":
		if v != none {
			o.verboseNamePluralObj = v
		}
	case "db_table":
		o.dbTable = asStr(v)
	case "db_table_comment":
		o.dbTableComment = v
	case "ordering":
		o.orderingObj, o.ordering = v, nil
		if v != none {
			o.ordering, _ = object.Collect(t, v) // a check says what is wrong with anything else
		}
	case "unique_together":
		o.uniqueTogetherObj = v
		o.uniqueTogether, err = normalizeTogether(t, v)
		if err != nil {
			o.uniqueTogetherBad, err = badTogether(v), nil
		}
	case "get_latest_by":
		o.getLatestBy = v
	case "order_with_respect_to":
		o.owrtName = asStr(v)
	case "app_label":
		if s := asStr(v); s != "" {
			o.appLabel = s
		}
	case "abstract":
		o.abstract, err = truth(t, v)
	case "managed":
		o.managed, err = truth(t, v)
	case "proxy":
		o.proxy, err = truth(t, v)
	case "select_on_save":
		o.selectOnSave, err = truth(t, v)
	case "auto_created":
		o.autoCreated, _ = v.(*Type)
	case "default_related_name":
		o.defaultRelatedName = asStr(v)
	case "base_manager_name":
		o.baseManagerName = asStr(v)
	case "default_manager_name":
		o.defaultManagerName = asStr(v)
	case "indexes":
		o.indexes, err = object.Collect(t, v)
		if err == nil {
			o.indexes, err = formatNames(t, o, o.indexes)
		}
	case "constraints":
		o.constraints, err = object.Collect(t, v)
		if err == nil {
			o.constraints, err = formatNames(t, o, o.constraints)
		}
	case "permissions":
		o.permissions = v
	default:
		o.other.SetName(name, v)
		o.swappable = o.swappable || name == "swappable"
	}
	return err
}

// normalizeTogether accepts one tuple of names or several.
func normalizeTogether(t *Thread, v Object) ([][]string, error) {
	if _, ok := object.AsStr(v); ok {
		return nil, object.TypeErrorf("a list or tuple is needed")
	}
	items, err := object.Collect(t, v)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	if _, ok := object.AsStr(items[0]); ok {
		one, err := stringList(t, v)
		return [][]string{one}, err
	}
	var out [][]string
	for _, it := range items {
		names, err := stringList(t, it)
		if err != nil {
			return nil, err
		}
		out = append(out, names)
	}
	return out, nil
}

// badTogether names the check that complains about an option that is no list of lists of names.
func badTogether(v Object) string {
	_, isList := object.AsList(v)
	_, isTuple := object.AsTuple(v)
	if isList || isTuple {
		return "models.E011"
	}
	return "models.E010"
}

// swapped is _meta.swapped: the label of the model that the setting puts in this one's place, "" when there is none.
func (o *Options) swapped(t *Thread) string {
	name := asStr(orNone(o.other.GetStr(object.Intern("swappable"))))
	if name == "" {
		return ""
	}
	v, err := settingOf(t, name)
	if label := asStr(orNone(v)); err == nil && label != "" && !strings.EqualFold(label, o.Label()) {
		return label
	}
	return ""
}

// settingOf is getattr(settings, name, None).
func settingOf(t *Thread, name string) (Object, error) {
	conf, err := t.RT.Import(t, "django.conf")
	if err != nil {
		return nil, err
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return nil, err
	}
	return attrOpt(t, settings, name)
}

// Swapped tells whether a setting names another model in a model's place, which then has no table.
func Swapped(t *Thread, cls *Type) bool {
	o := optionsOf(cls)
	return o.swappable && o.swapped(t) != ""
}

// addField is Options.add_field.
func (o *Options) addField(t *Thread, f *Field, private bool) error {
	insert := func(list []*Field) []*Field {
		i := sort.Search(len(list), func(i int) bool { return f.before(list[i]) })
		list = append(list, nil)
		copy(list[i+1:], list[i:])
		list[i] = f
		return list
	}
	switch {
	case private:
		f.Private = true
		o.privateFields = append(o.privateFields, f)
	case f.m2m != nil:
		o.localM2M = insert(o.localM2M)
	default:
		o.localFields = insert(o.localFields)
		if o.pk == nil && f.PrimaryKey {
			o.pk = f
			f.serialize = false
		}
	}
	o.apps.clearCache()
	return nil
}

// cache gives the derived data, made anew when a model or relation has come since.
func (o *Options) cache() *optionsCache {
	if o.c.version != o.apps.version {
		o.c = optionsCache{version: o.apps.version, managers: nil}
	}
	return &o.c
}

// ownForward is _get_fields(reverse=False, include_parents=False).
func (o *Options) ownForward() []sql.FieldOrRel {
	out := make([]sql.FieldOrRel, 0, len(o.localFields)+len(o.localM2M)+len(o.privateFields))
	for _, f := range o.localFields {
		out = append(out, f)
	}
	for _, f := range o.localM2M {
		out = append(out, f)
	}
	return append(out, o.privateFields...)
}

// collect is _get_fields.
func (o *Options) collect(forward, reverse, hidden, topmost bool, seen map[*Type]bool) []sql.FieldOrRel {
	if seen == nil {
		seen = map[*Type]bool{}
	}
	seen[o.model] = true
	var out []sql.FieldOrRel
	for _, p := range o.parents {
		if seen[p.Model] {
			continue
		}
		for _, x := range optionsOf(p.Model).collect(forward, reverse, hidden, false, seen) {
			// The link that a child's table makes to its parent is no relation of the child itself.
			if r, ok := x.(*Rel); ok && r.parentLink && r.to != o.concreteModel {
				continue
			}
			out = append(out, x)
		}
	}
	if reverse && !o.proxy {
		for _, f := range o.apps.relationTree(o.concreteModel) {
			if hidden || !f.rel.hidden() {
				out = append(out, f.rel)
			}
		}
	}
	if forward {
		for _, f := range o.localFields {
			out = append(out, f)
		}
		for _, f := range o.localM2M {
			out = append(out, f)
		}
		if topmost {
			out = append(out, o.privateFields...)
		}
	}
	return out
}

// withoutParents is get_fields(include_parents=False): the fields of the model's own table, which a proxy has from its concrete model.
func (o *Options) withoutParents(hidden bool) []sql.FieldOrRel {
	var out []sql.FieldOrRel
	for _, f := range o.apps.relationTree(o.concreteModel) {
		if hidden || !f.rel.hidden() {
			out = append(out, f.rel)
		}
	}
	if o.proxy {
		c := optionsOf(o.concreteModel)
		out = append(out, c.ownForward()[:len(c.localFields)+len(c.localM2M)]...)
	}
	return append(out, o.ownForward()...)
}

func (o *Options) forwardFields() []sql.FieldOrRel {
	c := o.cache()
	if c.forward == nil {
		c.forward = o.collect(true, false, false, true, nil)
	}
	return c.forward
}

// Fields implements sql.Options: _meta.fields.
func (o *Options) Fields() []sql.Field {
	c := o.cache()
	if c.fields == nil {
		for _, x := range o.forwardFields() {
			f, ok := x.(*Field)
			if !ok || f.m2m != nil || f.fk != nil && f.fk.generic != nil {
				continue
			}
			c.fields = append(c.fields, f)
		}
	}
	return c.fields
}

// ConcreteFields implements sql.Options.
func (o *Options) ConcreteFields() []sql.Field {
	c := o.cache()
	if c.concrete == nil {
		for _, f := range o.Fields() {
			if f.Info().Concrete {
				c.concrete = append(c.concrete, f)
				c.concreteF = append(c.concreteF, f.(*Field))
			}
		}
	}
	return c.concrete
}

// Plans implements sql.Options.
func (o *Options) Plans() *sql.Plans { return &o.cache().plans }

func (o *Options) concreteFields() []*Field {
	o.ConcreteFields()
	return o.c.concreteF
}

func (o *Options) localConcreteFields() []*Field {
	out := make([]*Field, 0, len(o.localFields))
	for _, f := range o.localFields {
		if f.Concrete {
			out = append(out, f)
		}
	}
	return out
}

// dbReturningFields is db_returning_fields.
func (o *Options) dbReturningFields(t *Thread) []*Field {
	c := o.cache()
	if c.dbRet == nil {
		c.dbRet = []*Field{}
		// Those of this table alone; a proxy has its concrete model's.
		for _, f := range optionsOf(o.concreteModel).localFields {
			if f.returning(t) {
				c.dbRet = append(c.dbRet, f)
			}
		}
	}
	return c.dbRet
}

// returning is field.db_returning.
func (f *Field) returning(t *Thread) bool {
	if name := object.Intern("db_returning"); userAttr(f.Self.Class, name) != nil {
		v, err := object.GetAttr(t, f.Self, name)
		b, terr := truth(t, v)
		return err == nil && terr == nil && b
	}
	return f.DBReturning || f.Generated && f.generated != nil && f.generated.persist || f.Self.Class.IsSubtype(AutoFieldType)
}

func (o *Options) manyToMany() []*Field {
	c := o.cache()
	if c.m2m == nil {
		c.m2m = []*Field{}
		for _, x := range o.forwardFields() {
			if f, ok := x.(*Field); ok && f.IsRelation && f.ManyToMany {
				c.m2m = append(c.m2m, f)
			}
		}
	}
	return c.m2m
}

// GetFields implements sql.Options: get_fields().
func (o *Options) GetFields() []sql.FieldOrRel {
	c := o.cache()
	if c.all == nil {
		c.all = o.collect(true, true, false, true, nil)
	}
	return c.all
}

// RelatedObjects implements sql.Options: related_objects.
func (o *Options) RelatedObjects() []sql.Rel {
	c := o.cache()
	if c.related == nil {
		c.related = []sql.Rel{}
		for _, x := range o.collect(false, true, false, true, nil) {
			if r, ok := x.(*Rel); ok && (!r.hidden() || r.field.ManyToMany) {
				c.related = append(c.related, r)
			}
		}
	}
	return c.related
}

// allRelated is _get_fields(forward=False, include_hidden=True): what deletion looks at.
func (o *Options) allRelated() []*Rel {
	c := o.cache()
	if c.relatedAll == nil {
		c.relatedAll = []*Rel{}
		for _, x := range o.collect(false, true, true, true, nil) {
			if r, ok := x.(*Rel); ok {
				c.relatedAll = append(c.relatedAll, r)
			}
		}
	}
	return c.relatedAll
}

// FindField implements sql.Options.
func (o *Options) FindField(name string) sql.FieldOrRel {
	c := o.cache()
	if c.byName == nil {
		c.byName = map[string]sql.FieldOrRel{}
		for _, x := range o.forwardFields() {
			i := x.Info()
			c.byName[i.Name] = x
			if i.Attname != "" {
				c.byName[i.Attname] = x
			}
		}
	}
	if f, ok := c.byName[name]; ok {
		return f
	}
	if c.reverse == nil {
		c.reverse = map[string]sql.FieldOrRel{}
		for _, r := range o.allRelated() {
			c.reverse[r.Info().Name] = r
		}
	}
	if f, ok := c.reverse[name]; ok {
		return f
	}
	return nil
}

// GetField implements sql.Options.
func (o *Options) GetField(t *Thread, name string) (sql.FieldOrRel, error) {
	if f := o.FindField(name); f != nil {
		if _, reverse := f.(*Rel); !reverse || !o.apps.loading {
			return f, nil
		}
		return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'. The app cache isn't ready yet, so if this is an "+
			"auto-created related field, it won't be available yet.", o.objectName, name)
	}
	return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", o.objectName, name)
}

// field is FindField for forward fields with a Go part of this package.
func (o *Options) field(name string) *Field {
	f, _ := o.FindField(name).(*Field)
	return f
}

// The plain accessors of sql.Options.
func (o *Options) Model() *Type         { return o.model }
func (o *Options) ConcreteModel() *Type { return o.concreteModel }
func (o *Options) AppLabel() string     { return o.appLabel }
func (o *Options) ModelName() string    { return o.modelName }
func (o *Options) ObjectName() string   { return o.objectName }
func (o *Options) Label() string        { return o.appLabel + "." + o.objectName }
func (o *Options) LabelLower() string   { return o.appLabel + "." + o.modelName }
func (o *Options) DBTable() string      { return o.dbTable }
func (o *Options) Managed() bool        { return o.managed }
func (o *Options) Ordering() []Object   { return o.ordering }

// PK implements sql.Options.
func (o *Options) PK() sql.Field {
	if o.pk == nil {
		return nil
	}
	return o.pk
}

// inKey tells whether a field is the primary key, or part of a composite one.
func (o *Options) inKey(f *Field) bool {
	if f.PrimaryKey {
		return true
	}
	return o.pk != nil && o.pk.composite != nil && (contains(o.pk.composite.names, f.Name) || contains(o.pk.composite.names, f.Attname))
}

// PKFields implements sql.Options.
func (o *Options) PKFields() []sql.Field {
	if o.pk != nil && o.pk.composite != nil {
		return o.pk.composite.fields(o.pk)
	}
	if o.pk == nil {
		return nil
	}
	return []sql.Field{o.pk}
}

// Parents implements sql.Options.
func (o *Options) Parents() []sql.ParentLink { return o.parents }

func (o *Options) parentLink(m *Type) (*Field, bool) {
	for _, p := range o.parents {
		if p.Model == m {
			f, _ := p.Field.(*Field)
			return f, true
		}
	}
	return nil, false
}

func (o *Options) setParent(m *Type, f *Field) {
	var link sql.Field
	if f != nil {
		link = f
	}
	for i := range o.parents {
		if o.parents[i].Model == m {
			o.parents[i].Field = link
			return
		}
	}
	o.parents = append(o.parents, sql.ParentLink{Model: m, Field: link})
}

// BaseChain implements sql.Options.
func (o *Options) BaseChain(model *Type) []*Type {
	if _, ok := o.parentLink(model); ok {
		return []*Type{model}
	}
	for _, p := range o.parents {
		if rest := optionsOf(p.Model).BaseChain(model); rest != nil {
			return append([]*Type{p.Model}, rest...)
		}
	}
	return nil
}

// AncestorLink implements sql.Options.
func (o *Options) AncestorLink(ancestor *Type) sql.Field {
	if f, ok := o.parentLink(ancestor); ok {
		if f == nil {
			return nil
		}
		return f
	}
	for _, p := range o.parents {
		if link := optionsOf(p.Model).AncestorLink(ancestor); link != nil {
			if p.Field != nil {
				return p.Field
			}
			return link
		}
	}
	return nil
}

// GetPathToParent implements sql.Options.
func (o *Options) GetPathToParent(parent *Type) ([]sql.PathInfo, error) {
	if o.model == parent {
		return nil, nil
	}
	var path []sql.PathInfo
	opts := o
	for _, m := range o.BaseChain(parent) {
		if m == o.concreteModel {
			opts = optionsOf(m)
			continue
		}
		link, _ := opts.parentLink(m)
		if link == nil {
			opts = optionsOf(m)
			continue
		}
		target, err := link.target(nil)
		if err != nil {
			return nil, err
		}
		opts = optionsOf(m)
		path = append(path, sql.PathInfo{FromOpts: optionsOf(link.Model), ToOpts: opts, TargetFields: []sql.Field{target}, JoinField: link, Direct: true})
	}
	return path, nil
}

// GetPathFromParent implements sql.Options.
func (o *Options) GetPathFromParent(parent *Type) ([]sql.PathInfo, error) {
	if o.model == parent {
		return nil, nil
	}
	model := o.concreteModel
	chain := optionsOf(model).BaseChain(parent)
	up := make([]*Type, 0, len(chain)+1)
	for i := len(chain) - 1; i >= 0; i-- {
		up = append(up, chain[i])
	}
	up = append(up, model)
	var path []sql.PathInfo
	for i := 0; i+1 < len(up); i++ {
		link, ok := optionsOf(up[i+1]).AncestorLink(up[i]).(*Field)
		if !ok {
			continue
		}
		p, err := link.ReversePathInfos(nil)
		if err != nil {
			return nil, err
		}
		path = append(path, p...)
	}
	return path, nil
}

// allParents is all_parents: every ancestor model, the direct ones first.
func (o *Options) allParents() []*Type {
	var out []*Type
	add := func(m *Type) {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	for _, p := range o.parents {
		add(p.Model)
	}
	for _, p := range o.parents {
		for _, a := range optionsOf(p.Model).allParents() {
			add(a)
		}
	}
	return out
}
