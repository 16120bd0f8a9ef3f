package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Model.check(): what one model's class says about itself.

// checksDatabase tells whether the running check was told of databases: only then features of the database matter.
func checksDatabase(t *Thread) bool { return appsOf(t).checkedDatabases }

// withDatabases runs a check with the databases that its caller named.
func withDatabases(t *Thread, databases Object, f func() ([]Object, error)) ([]Object, error) {
	named, err := truth(t, databases)
	if err != nil {
		return nil, err
	}
	a := appsOf(t)
	old := a.checkedDatabases
	a.checkedDatabases = named
	defer func() { a.checkedDatabases = old }()
	return f()
}

// checkModel is Model.check.
func checkModel(t *Thread, cls *Type) ([]Object, error) {
	opts := optionsOf(cls)
	c := &modelChecks{t: t, cls: cls, opts: opts}
	label := opts.swapped(t)
	if label != "" {
		c.swappable(label)
	}
	c.proxy()
	if err := c.managers(); err != nil {
		return nil, err
	}
	if label != "" {
		return c.out, nil
	}
	if err := c.fields(); err != nil {
		return nil, err
	}
	c.sameThrough()
	before := len(c.out)
	c.idField()
	c.fieldNames()
	c.modelName()
	c.properties()
	if len(c.out) == before {
		c.columns()
	}
	c.uniqueTogether()
	c.indexes()
	c.ordering()
	if err := c.constraints(); err != nil {
		return nil, err
	}
	if checksDatabase(t) && !isNone(opts.dbTableComment) {
		c.out = append(c.out, warningAbout(cls, "models.W046", "", "SQLite does not support comments on tables (db_table_comment)."))
	}
	c.compositeKey()
	return c.out, nil
}

// modelChecks collects what is found about one model.
type modelChecks struct {
	t    *Thread
	cls  *Type
	opts *Options
	out  []Object
}

func (c *modelChecks) err(o Object, id, hint, format string, args ...any) {
	c.out = append(c.out, errorAbout(o, id, hint, format, args...))
}

// swappable is _check_swappable: what a setting puts in the model's place has to be a model.
func (c *modelChecks) swappable(label string) {
	setting := asStr(orNone(c.opts.other.GetStr(object.Intern("swappable"))))
	app, name, _ := strings.Cut(label, ".")
	switch {
	case strings.Count(label, ".") != 1:
		c.err(nil, "models.E001", "", "'%s' is not of the form 'app_label.app_name'.", setting)
	case appsOf(c.t).GetModel(app, name) == nil:
		c.err(nil, "models.E002", "", "'%s' references '%s', which has not been installed, or is abstract.", setting, label)
	}
}

func (c *modelChecks) proxy() {
	if c.opts.proxy && (len(c.opts.localFields) > 0 || len(c.opts.localM2M) > 0) {
		c.err(nil, "models.E017", "", "Proxy model '%s' contains model fields.", c.cls.Name)
	}
}

func (c *modelChecks) managers() error {
	for _, m := range c.opts.managers() {
		l, err := callCheck(c.t, m.Self)
		if err != nil {
			return err
		}
		c.out = append(c.out, l...)
	}
	return nil
}

// callCheck is o.check(**kwargs), when o has it.
func callCheck(t *Thread, o Object) ([]Object, error) {
	check, err := attrOpt(t, o, "check")
	if err != nil || check == nil {
		return nil, err
	}
	r, err := object.Call(t, check, nil, nil)
	if err != nil {
		return nil, err
	}
	return object.Collect(t, r)
}

// fields is _check_fields. Private fields are not asked: a GenericForeignKey is asked by contenttypes' own check, a GenericRelation only when a program does.
func (c *modelChecks) fields() error {
	for _, x := range append(append([]*Field(nil), c.opts.localFields...), c.opts.localM2M...) {
		l, err := x.m(c.t).check(c.t, x)
		if err != nil {
			return err
		}
		c.out = append(c.out, l...)
	}
	return nil
}

// sameThrough is _check_m2m_through_same_relationship.
func (c *modelChecks) sameThrough() {
	type relation struct {
		to, through *Type
		fields      string
	}
	seen := map[relation]bool{}
	for _, f := range c.opts.localM2M {
		if f.rel.throughArg == nil || f.rel.through == nil || f.rel.to == nil {
			continue
		}
		r := relation{f.rel.to, f.rel.through, strings.Join(f.rel.throughFields, ",")}
		if seen[r] {
			c.err(c.cls, "models.E003", "", "The model has two identical many-to-many relations through the intermediate model '%s'.", optionsOf(f.rel.through).Label())
		}
		seen[r] = true
	}
}

func (c *modelChecks) idField() {
	for _, f := range c.opts.localFields {
		if f.Name == "id" && f != c.opts.pk && !f.PrimaryKey && c.opts.pk != nil && c.opts.pk.Name == "id" {
			c.err(c.cls, "models.E004", "", "'id' can only be used as a field name if the field also sets 'primary_key=True'.")
			return
		}
	}
}

// fieldNames is _check_field_name_clashes.
func (c *modelChecks) fieldNames() {
	used := map[string]*sql.FieldInfo{}
	find := func(f *sql.FieldInfo) *sql.FieldInfo {
		if g := used[f.Name]; g != nil {
			return g
		}
		return used[f.Attname]
	}
	use := func(f *sql.FieldInfo) {
		used[f.Name] = f
		if f.Attname != "" {
			used[f.Attname] = f
		}
	}
	label := func(f *sql.FieldInfo) string { return optionsOf(f.Model).LabelLower() }
	parents := c.opts.allParents()
	for _, p := range parents {
		for _, f := range optionsOf(p).localFields {
			if g := find(&f.FieldInfo); g != nil && g != &f.FieldInfo {
				c.err(c.cls, "models.E005", "", "The field '%s' from parent model '%s' clashes with the field '%s' from parent model '%s'.", g.Name, label(g), f.Name, label(&f.FieldInfo))
			}
			use(&f.FieldInfo)
		}
	}
	for _, p := range parents {
		for _, x := range optionsOf(p).GetFields() {
			if i := x.Info(); used[i.Name] == nil {
				used[i.Name] = i
			}
		}
	}
	for _, p := range c.opts.parents {
		if p.Field == nil {
			continue
		}
		link := p.Field.Info()
		if g := used[link.Name]; g != nil && g != link {
			c.err(c.cls, "models.E006", "", "The field '%s' clashes with the field '%s' from model '%s'.", g.Name, link.Name, label(g))
		}
	}
	for _, f := range c.opts.localFields {
		g := find(&f.FieldInfo)
		if g != nil && g != &f.FieldInfo && !(f.Name == "id" && g.Name == "id" && g.Model == c.cls) {
			c.err(f.Self, "models.E006", "", "The field '%s' clashes with the field '%s' from model '%s'.", f.Name, g.Name, label(g))
		}
		use(&f.FieldInfo)
	}
}

func (c *modelChecks) columns() {
	used := map[string]bool{}
	for _, f := range c.opts.localFields {
		if f.Column == "" {
			continue
		}
		if used[f.Column] {
			c.err(c.cls, "models.E007", "Specify a 'db_column' for the field.", "Field '%s' has column name '%s' that is used by another field.", f.Name, f.Column)
		}
		used[f.Column] = true
	}
}

func (c *modelChecks) modelName() {
	name := c.cls.Name
	if strings.HasPrefix(name, "_") || strings.HasSuffix(name, "_") {
		c.err(c.cls, "models.E023", "", "The model name '%s' cannot start or end with an underscore as it collides with the query lookup syntax.", name)
	} else if strings.Contains(name, "__") {
		c.err(c.cls, "models.E024", "", "The model name '%s' cannot contain double underscores as it collides with the query lookup syntax.", name)
	}
}

// properties is _check_property_name_related_field_accessor_clashes, and _check_single_primary_key.
func (c *modelChecks) properties() {
	for _, x := range c.opts.forwardFields() {
		i := x.Info()
		if !i.IsRelation || i.RelatedModel == nil || i.Attname == "" {
			continue
		}
		if _, ok := c.cls.Lookup(object.Intern(i.Attname)).(*object.Property); ok {
			c.err(c.cls, "models.E025", "", "The property '%s' clashes with a related field accessor.", i.Attname)
		}
	}
	n := 0
	for _, f := range c.opts.localFields {
		if f.PrimaryKey {
			n++
		}
	}
	if n > 1 {
		c.err(c.cls, "models.E026", "", "The model cannot have more than one field with 'primary_key=True'.")
	}
}

// localFields is _check_local_fields: options may only name columns of the model's own table.
func (c *modelChecks) localFields(option string, names []string) {
	for _, n := range names {
		f := c.opts.field(strings.TrimPrefix(n, "-"))
		n = strings.TrimPrefix(n, "-")
		switch {
		case f == nil:
			c.err(c.cls, "models.E012", "", "'%s' refers to the nonexistent field '%s'.", option, n)
		case f.m2m != nil:
			c.err(c.cls, "models.E013", "", "'%s' refers to a ManyToManyField '%s', but ManyToManyFields are not permitted in '%s'.", option, n, option)
		case f.composite != nil:
			c.err(c.cls, "models.E048", "", "'%s' refers to a CompositePrimaryKey '%s', but CompositePrimaryKeys are not permitted in '%s'.", option, n, option)
		case !isLocal(c.opts, f):
			c.err(c.cls, "models.E016", "This issue may be caused by multi-table inheritance.", "'%s' refers to field '%s' which is not local to model '%s'.", option, n, c.cls.Name)
		}
	}
}

func isLocal(opts *Options, f *Field) bool {
	for _, g := range opts.localFields {
		if g == f {
			return true
		}
	}
	return false
}

func (c *modelChecks) uniqueTogether() {
	if raw := c.opts.uniqueTogetherObj; !isNone(raw) && c.opts.uniqueTogetherBad != "" {
		c.err(c.cls, c.opts.uniqueTogetherBad, "", "%s", map[string]string{
			"models.E010": "'unique_together' must be a list or tuple.", "models.E011": "All 'unique_together' elements must be lists or tuples.",
		}[c.opts.uniqueTogetherBad])
		return
	}
	for _, names := range c.opts.uniqueTogether {
		c.localFields("unique_together", names)
	}
}

// references are the fields that expressions and conditions name: the first part of each path.
func (c *modelChecks) references(exprs ...Object) []string {
	var out []string
	for _, e := range exprs {
		for _, name := range sql.FieldReferences(c.t, e) {
			first, _, _ := strings.Cut(name, sql.LookupSep)
			if !contains(out, first) {
				out = append(out, first)
			}
		}
	}
	return out
}

// constraintReferences is BaseConstraint._check_references: a constraint may name columns of the model's own table and nothing behind a join.
func (c *modelChecks) constraintReferences(exprs ...Object) error {
	for _, e := range exprs {
		for _, name := range sql.FieldReferences(c.t, e) {
			joined, err := c.joins(name)
			if err != nil {
				return err
			}
			if joined {
				c.err(c.cls, "models.E041", "", "'constraints' refers to the joined field '%s'.", name)
			}
		}
	}
	var names []string
	for _, n := range c.references(exprs...) {
		// The alias pk is always there, and it is a composite key's own name.
		if n != "pk" || c.opts.pk != nil && c.opts.pk.composite != nil {
			names = append(names, n)
		}
	}
	c.localFields("constraints", names)
	return nil
}

// joins tells whether a path leaves the table: what follows the relation is neither a lookup nor a transform of its column.
func (c *modelChecks) joins(path string) (bool, error) {
	first, rest, deeper := strings.Cut(path, sql.LookupSep)
	if !deeper {
		return false, nil
	}
	f := c.opts.field(first)
	if first == "pk" {
		f = c.opts.pk
	}
	if f == nil || !f.IsRelation || f.ManyToMany || f.OneToMany {
		return false, nil
	}
	next, _, _ := strings.Cut(rest, sql.LookupSep)
	if tr, err := f.m(c.t).getTransform(c.t, f, next); err != nil || !isNone(tr) {
		return false, err
	}
	lookup, err := f.m(c.t).getLookup(c.t, f, next)
	return err == nil && isNone(lookup), err
}

// requires tells whether Meta.required_db_features names the feature: the model then says itself where it can live, and no warning is given.
func (c *modelChecks) requires(feature string) bool {
	l, err := object.Collect(c.t, c.opts.kept("required_db_features", object.NewList(nil)))
	if err != nil {
		return false
	}
	for _, o := range l {
		if s, ok := object.AsStr(o); ok && s == feature {
			return true
		}
	}
	return false
}

func (c *modelChecks) indexes() {
	var names []string
	includes, conditions := false, false
	for _, o := range c.opts.indexes {
		x, ok := native[*Index](o)
		if !ok {
			continue
		}
		if x.name != "" && (x.name[0] == '_' || x.name[0] >= '0' && x.name[0] <= '9') {
			c.err(c.cls, "models.E033", "", "The index name '%s' cannot start with an underscore or a number.", x.name)
		}
		if len(x.name) > 30 {
			c.err(c.cls, "models.E034", "", "The index name '%s' cannot be longer than 30 characters.", x.name)
		}
		includes = includes || len(x.include) > 0
		conditions = conditions || x.condition != nil
		names = append(names, x.fields...)
		names = append(names, x.include...)
		names = append(names, c.references(x.expressions...)...)
	}
	if includes && checksDatabase(c.t) && !c.requires("supports_covering_indexes") {
		c.out = append(c.out, warningAbout(c.cls, "models.W040", "Non-key columns will be ignored. Silence this warning if you don't care about it.", "SQLite does not support indexes with non-key columns."))
	}
	c.localFields("indexes", names)
}

// ordering is _check_ordering.
func (c *modelChecks) ordering() {
	o := c.opts
	if o.owrtName != "" && o.orderingObj != nil && o.hasOrdering {
		c.err(c.cls, "models.E021", "", "'ordering' and 'order_with_respect_to' cannot be used together.")
		return
	}
	if o.owrtName != "" || isNone(o.orderingObj) {
		return
	}
	_, isList := object.AsList(o.orderingObj)
	_, isTuple := object.AsTuple(o.orderingObj)
	if !isList && !isTuple {
		c.err(c.cls, "models.E014", "", "'ordering' must be a tuple or list (even if you want to order by only one field).")
		return
	}
	missing := func(name string) {
		c.err(c.cls, "models.E015", "", "'ordering' refers to the nonexistent field, related field, or lookup '%s'.", name)
	}
	var plain []string
	for _, x := range o.ordering {
		s, ok := object.AsStr(x)
		if !ok || s == "?" {
			continue
		}
		s = strings.TrimPrefix(s, "-")
		if !strings.Contains(s, sql.LookupSep) {
			plain = append(plain, s)
			continue
		}
		if !c.orderingPath(s) {
			missing(s)
		}
	}
	valid := map[string]bool{"pk": true}
	for _, f := range o.Fields() {
		valid[f.Info().Name], valid[f.Info().Attname] = true, true
	}
	for _, r := range o.RelatedObjects() {
		valid[r.(*Rel).field.RelatedQueryName()] = true
	}
	for i, s := range plain {
		if !valid[s] && !contains(plain[:i], s) {
			missing(s)
		}
	}
}

// orderingPath follows a__b__c; false when a part is neither a field nor a lookup of the last field.
func (c *modelChecks) orderingPath(path string) bool {
	model := c.cls
	var last *Field
	for _, part := range strings.Split(path, sql.LookupSep) {
		var x sql.FieldOrRel
		if model != nil {
			if part == "pk" {
				x = optionsOf(model).pk
			} else {
				x = optionsOf(model).FindField(part)
			}
		}
		if x != nil {
			last, _ = x.(*Field)
			model = x.Info().RelatedModel
			continue
		}
		if last == nil {
			return false
		}
		tr, err := last.m(c.t).getTransform(c.t, last, part)
		if err != nil {
			return false
		}
		if isNone(tr) {
			if tr, err = last.m(c.t).getLookup(c.t, last, part); err != nil || isNone(tr) {
				return false
			}
		}
	}
	return true
}

// constraints asks each constraint's check(); they only speak about named databases.
func (c *modelChecks) constraints() error {
	if !checksDatabase(c.t) {
		return nil
	}
	warn := func(given bool, feature, id, what string) {
		if given && !c.requires(feature) {
			c.out = append(c.out, warningAbout(c.cls, id, "A constraint won't be created. Silence this warning if you don't care about it.", "SQLite does not support %s.", what))
		}
	}
	for _, o := range c.opts.constraints {
		if u, ok := native[*UniqueConstraint](o); ok {
			c.localFields("constraints", append(append([]string(nil), u.fields...), u.include...))
			warn(!isNone(u.deferrable), "supports_deferrable_unique_constraints", "models.W038", "deferrable unique constraints")
			warn(len(u.include) > 0, "supports_covering_indexes", "models.W039", "unique constraints with non-key columns")
			warn(!isNone(u.nullsDistinct), "supports_nulls_distinct_unique_constraints", "models.W047", "unique constraints with nulls distinct")
			exprs := u.expressions
			if u.condition != nil {
				exprs = append([]Object{u.condition}, exprs...)
			}
			if err := c.constraintReferences(exprs...); err != nil {
				return err
			}
			continue
		}
		if k, ok := native[*CheckConstraint](o); ok {
			if sql.ContainsRawSQL(c.t, k.condition) {
				c.out = append(c.out, warningAbout(c.cls, "models.W045", "Silence this warning if you don't care about it.", "Check constraint '%s' contains RawSQL() expression and won't be validated during the model full_clean().", k.name))
			}
			if _, ok := k.condition.(*sql.Q); !ok {
				continue
			}
			if err := c.constraintReferences(k.condition); err != nil {
				return err
			}
		}
	}
	return nil
}

// compositeKey is _check_composite_pk.
func (c *modelChecks) compositeKey() {
	pk := c.opts.pk
	if pk == nil || pk.composite == nil {
		return
	}
	byColumn := map[string][]string{}
	var columns []string
	for _, name := range pk.composite.names {
		hint := ""
		f := c.opts.field(name)
		switch {
		case f == nil:
			hint = "'" + name + "' is not a valid field."
		case f.Column == "":
			hint = "'" + name + "' field has no column."
		case f.Null:
			hint = "'" + name + "' field may not set 'null=True'."
		case f.Generated:
			hint = "'" + name + "' field is a generated field."
		case !isLocal(c.opts, f):
			hint = "'" + name + "' field is not a local field."
		default:
			if byColumn[f.Column] == nil {
				columns = append(columns, f.Column)
			}
			byColumn[f.Column] = append(byColumn[f.Column], name)
		}
		if hint != "" {
			c.err(c.cls, "models.E042", hint, "'%s' cannot be included in the composite primary key.", name)
		}
	}
	for _, column := range columns {
		if names := byColumn[column]; len(names) > 1 {
			again := "'" + strings.Join(names[1:], "', '") + "'"
			c.err(c.cls, "models.E042", again+" and '"+names[0]+"' are the same fields.", "%s cannot be included in the composite primary key.", again)
		}
	}
}
