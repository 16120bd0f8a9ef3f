package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// tableAlias is table_alias(name, create, filtered_relation).
func (q *Query) tableAlias(name string, create bool, fr *FilteredRelation) string {
	for i := range q.tableMap {
		e := &q.tableMap[i]
		if e.name != name {
			continue
		}
		if !create {
			q.refAlias(e.aliases[0])
			return e.aliases[0]
		}
		alias := q.aliasPrefix + itoa(len(q.tables)+1)
		e.aliases = append(e.aliases, alias)
		return alias
	}
	alias := name
	if fr != nil {
		alias = fr.Alias
	}
	q.tableMap = append(q.tableMap, tableAliases{name, []string{alias}})
	if !create {
		// Only tables named by extra(tables=…) come here: they have no entry in the alias map.
		if q.extraRefs == nil {
			q.extraRefs = map[string]int{}
		}
		q.extraRefs[alias] = 1
	}
	return alias
}

func (q *Query) refAlias(alias string) {
	if e := q.entry(alias); e != nil {
		e.refs++
	} else if q.extraRefs != nil {
		q.extraRefs[alias]++
	}
}

func (q *Query) unrefAlias(alias string) {
	if e := q.entry(alias); e != nil {
		e.refs--
	}
}

func (q *Query) refcount(alias string) int {
	if e := q.entry(alias); e != nil {
		return e.refs
	}
	return 0
}

// PromoteJoins makes joins outer ones where that may matter, and those that hang on them.
func (q *Query) PromoteJoins(aliases []string) {
	work := append([]string(nil), aliases...)
	for len(work) > 0 {
		alias := work[0]
		work = work[1:]
		e := q.entry(alias)
		if e == nil || e.table.joinType == "" {
			continue // the base table is not joined
		}
		parentOuter := false
		if p := q.joinOf(e.table.parentAlias); p != nil {
			parentOuter = p.joinType == LOUTER
		}
		if (e.table.nullable || parentOuter) && e.table.joinType != LOUTER {
			e.table = e.table.withType(LOUTER)
		next:
			for i := range q.tables {
				if x := &q.tables[i]; x.table.parentAlias == alias && x.table.isJoin() {
					for _, w := range work {
						if w == x.alias {
							continue next
						}
					}
					work = append(work, x.alias)
				}
			}
		}
	}
}

// demoteJoins makes outer joins inner ones, and those that they hang on.
func (q *Query) demoteJoins(aliases []string) {
	work := append([]string(nil), aliases...)
	for len(work) > 0 {
		e := q.entry(work[0])
		work = work[1:]
		if e == nil || e.table.joinType != LOUTER {
			continue
		}
		e.table = e.table.withType(INNER)
		if p := q.joinOf(e.table.parentAlias); p != nil && p.joinType == INNER {
			work = append(work, e.table.parentAlias)
		}
	}
}

func (q *Query) refcounts() []aliasEntry { return append([]aliasEntry(nil), q.tables...) }

// resetRefcounts is reset_refcounts: aliases unknown to the snapshot get 0.
func (q *Query) resetRefcounts(to []aliasEntry) {
next:
	for i := range q.tables {
		e := &q.tables[i]
		if i < len(to) && to[i].alias == e.alias {
			e.refs = to[i].refs
			continue
		}
		for _, x := range to {
			if x.alias == e.alias {
				e.refs = x.refs
				continue next
			}
		}
		e.refs = 0
	}
}

// usedSince lists the aliases whose reference count has grown since the snapshot.
func (q *Query) usedSince(before []aliasEntry) []string {
	var out []string
	for _, e := range q.tables {
		n := 0
		for _, x := range before {
			if x.alias == e.alias {
				n = x.refs
				break
			}
		}
		if e.refs > n {
			out = append(out, e.alias)
		}
	}
	return out
}

// changeAliases is change_aliases(change_map); order lists the keys of m in order.
func (q *Query) changeAliases(m AliasMap, order []string) {
	if len(m) == 0 {
		return
	}
	q.Where.relabelAliases(m)
	if q.groupBy == groupByList {
		q.groupByExprs = relabelAll(q.groupByExprs, m)
	}
	q.Select = relabelAll(q.Select, m)
	if len(q.annotations) > 0 {
		out := make([]annotation, len(q.annotations))
		for i, a := range q.annotations {
			out[i] = annotation{a.alias, a.expr.RelabeledClone(m)}
		}
		q.annotations, q.annotationCache = out, nil
	}
	for _, old := range order {
		i := -1
		for j := range q.tables {
			if q.tables[j].alias == old {
				i = j
			}
		}
		if i < 0 {
			continue
		}
		e := q.tables[i]
		e.table = e.table.relabeled(m)
		e.alias = m[old]
		// A renamed entry goes to the end, as a deleted and re-inserted dict key does.
		copy(q.tables[i:], q.tables[i+1:])
		q.tables[len(q.tables)-1] = e
		for k := range q.tableMap {
			tm := &q.tableMap[k]
			if tm.name != e.table.name {
				continue
			}
			for pos, a := range tm.aliases {
				if a == old {
					tm.aliases = append([]string(nil), tm.aliases...)
					tm.aliases[pos] = e.alias
					break
				}
			}
		}
	}
	for i := range q.externalAliases {
		x := &q.externalAliases[i]
		if n, ok := m[x.alias]; ok {
			x.alias, x.aliased = n, true
		}
	}
	for _, c := range q.CombinedQueries {
		sub := AliasMap{}
		var subOrder []string
		for _, old := range order {
			for _, x := range c.externalAliases {
				if x.alias == old {
					sub[old] = m[old]
					subOrder = append(subOrder, old)
				}
			}
		}
		c.changeAliases(sub, subOrder)
	}
}

func relabelAll(es []Expression, m AliasMap) []Expression {
	if len(es) == 0 {
		return es
	}
	out := make([]Expression, len(es))
	for i, e := range es {
		out[i] = e.RelabeledClone(m)
	}
	return out
}

// RelabeledClone implements Expression.
func (q *Query) RelabeledClone(m AliasMap) Expression {
	c := q.Clone()
	order := make([]string, 0, len(m))
	for k := range m {
		order = append(order, k)
	}
	c.changeAliases(m, sortedStrings(order))
	return c
}

// nextPrefix steps through A…Z, AA, AB …, starting behind prefix, as Django's prefix_gen does.
func nextPrefix(prefix string, taken []string) string {
	has := func(s string) bool {
		for _, x := range taken {
			if x == s {
				return true
			}
		}
		return false
	}
	first := prefix[0] + 1
	if p := string(first); !has(p) {
		return p
	}
	for n := 1; ; n++ {
		start := byte('A')
		if n == 1 {
			start = first
		}
		if p := prefixProduct(start, n, has); p != "" {
			return p
		}
	}
}

// prefixProduct gives the first free word of n letters from start to Z.
func prefixProduct(start byte, n int, has func(string) bool) string {
	word := make([]byte, n)
	for i := range word {
		word[i] = start
	}
	for {
		if !has(string(word)) {
			return string(word)
		}
		i := n - 1
		for ; i >= 0; i-- {
			if word[i] < 'Z' {
				word[i]++
				break
			}
			word[i] = start
		}
		if i < 0 {
			return ""
		}
	}
}

// bumpPrefix is bump_prefix(other_query, exclude): a new alias prefix where both queries use the same one.
func (q *Query) bumpPrefix(t *object.Thread, other *Query, exclude string) error {
	if q.aliasPrefix != other.aliasPrefix {
		return nil
	}
	if len(q.subqAliases) > 62 { // sys.getrecursionlimit() // 16
		return object.RecursionErrorf("Maximum recursion depth exceeded: too many subqueries.")
	}
	q.aliasPrefix = nextPrefix(q.aliasPrefix, q.subqAliases)
	q.subqAliases = unionStrings(q.subqAliases, []string{q.aliasPrefix})
	other.subqAliases = unionStrings(other.subqAliases, q.subqAliases)
	m := AliasMap{}
	order := make([]string, 0, len(q.tables))
	for pos, e := range q.tables {
		if e.alias == exclude && exclude != "" {
			continue
		}
		m[e.alias] = q.aliasPrefix + itoa(pos)
		order = append(order, e.alias)
	}
	q.changeAliases(m, order)
	return nil
}

func unionStrings(a, b []string) []string {
	if len(a) == 0 && len(b) < 2 {
		return b[:len(b):len(b)]
	}
	out := a[:len(a):len(a)]
next:
	for _, x := range b {
		for _, y := range out {
			if x == y {
				continue next
			}
		}
		out = append(out, x)
	}
	return out
}

// initialAlias is get_initial_alias(): the base table's alias with one more reference.
func (q *Query) initialAlias() string {
	if len(q.tables) > 0 {
		q.tables[0].refs++
		return q.tables[0].alias
	}
	if q.Model == nil {
		return ""
	}
	name := q.Meta().DBTable()
	alias := q.tableAlias(name, true, nil)
	q.tables = append(q.tables, aliasEntry{alias, 1, &table{name: name, alias: alias}})
	return alias
}

// InitialAlias is get_initial_alias().
func (q *Query) InitialAlias() string { return q.initialAlias() }

func (q *Query) countActiveTables() int {
	n := 0
	for _, e := range q.tables {
		if e.refs > 0 {
			n++
		}
	}
	return n
}

// join is join(join, reuse): an existing alias for the same join, or a new one. before are the joins that lead to it.
func (q *Query) join(t *object.Thread, j *table, reuse *AliasSet, before []string) (string, error) {
	last := ""
	for i := range q.tables {
		e := &q.tables[i]
		if (reuse == nil || reuse.Has(e.alias)) && e.table.isJoin() == j.isJoin() && e.table.same(t, j) {
			last = e.alias
			if j.alias != "" && e.alias == j.alias {
				break
			}
		}
	}
	if last != "" {
		q.refAlias(last)
		return last, nil
	}
	alias := q.tableAlias(j.name, true, j.filtered)
	n := *j
	if n.joinType != "" {
		n.joinType = INNER
		if p := q.joinOf(n.parentAlias); p != nil && p.joinType == LOUTER || n.nullable {
			n.joinType = LOUTER
		}
	}
	n.alias = alias
	if e := q.entry(alias); e != nil {
		e.table, e.refs = &n, 1
	} else {
		q.tables = append(q.tables, aliasEntry{alias, 1, &n})
	}
	if n.filtered != nil {
		r := ResolveArgs{AllowJoins: true}
		if reuse != nil {
			r.Reuse = reuse.clone()
			r.Reuse.Add(alias)
		}
		count := len(q.tables)
		outer := q.resolving
		q.resolving = &resolvingRelation{n.filtered.Alias, before}
		fr, err := n.filtered.ResolveExpression(t, q, r)
		q.resolving = outer
		if err != nil {
			return "", err
		}
		resolved := n
		resolved.filtered = fr.(*FilteredRelation)
		for i := range q.tables {
			if q.tables[i].alias == alias {
				q.tables[i].table = &resolved
				if count < len(q.tables) {
					// Joins made while resolving must come before this one.
					e := q.tables[i]
					copy(q.tables[i:], q.tables[i+1:])
					q.tables[len(q.tables)-1] = e
				}
				break
			}
		}
	}
	return alias, nil
}

// seenModels maps models to the aliases of their joins, for joinParentModel; nil is the starting one.
type seenModels struct {
	models  []*object.Type
	aliases []string
}

func (s *seenModels) get(m *object.Type) (string, bool) {
	for i, x := range s.models {
		if x == m {
			return s.aliases[i], true
		}
	}
	return "", false
}

func (s *seenModels) set(m *object.Type, alias string) {
	s.models, s.aliases = append(s.models, m), append(s.aliases, alias)
}

// joinParentModel is join_parent_model: it makes sure that model, a parent of opts, is joined.
func (q *Query) joinParentModel(t *object.Thread, opts Options, model *object.Type, alias string, seen *seenModels) (string, error) {
	if a, ok := seen.get(model); ok {
		return a, nil
	}
	chain := opts.BaseChain(model)
	if len(chain) == 0 {
		return alias, nil
	}
	cur := opts
	for _, m := range chain {
		if a, ok := seen.get(m); ok {
			cur, alias = Meta(m), a
			continue
		}
		if parentField(cur, m) == nil { // a proxy has no table of its own
			cur = Meta(m)
			continue
		}
		link := cur.AncestorLink(m)
		info, err := q.setupJoins(t, []string{link.Info().Name}, cur, alias, nil, true)
		if err != nil {
			return "", err
		}
		cur = Meta(m)
		alias = info.joins[len(info.joins)-1]
		seen.set(m, alias)
	}
	if alias == "" {
		alias, _ = seen.get(nil)
	}
	return alias, nil
}

func parentField(opts Options, model *object.Type) Field {
	for _, p := range opts.Parents() {
		if p.Model == model {
			return p.Field
		}
	}
	return nil
}

// joinPromoter counts how many branches of a condition need a join.
type joinPromoter struct {
	connector string // effective: exchanged by negation
	children  int
	names     []string
	votes     []int
}

func newJoinPromoter(connector string, children int, negated bool) *joinPromoter {
	p := &joinPromoter{connector: connector, children: children}
	if negated {
		if connector == AND {
			p.connector = OR
		} else {
			p.connector = AND
		}
	}
	return p
}

func (p *joinPromoter) addVotes(aliases []string) {
	if p.connector != OR { // only there votes are counted
		p.names = unionStrings(p.names, aliases)
		return
	}
next:
	for _, a := range aliases {
		for i, n := range p.names {
			if n == a {
				p.votes[i]++
				continue next
			}
		}
		p.names, p.votes = append(p.names, a), append(p.votes, 1)
	}
}

// updateJoinTypes promotes and demotes the query's joins and gives those demoted.
func (p *joinPromoter) updateJoinTypes(q *Query) []string {
	var promote, demote []string
	for i, name := range p.names {
		if p.connector == OR && p.votes[i] < p.children {
			promote = append(promote, name)
		}
		if p.connector == AND || p.connector == OR && p.votes[i] == p.children {
			demote = append(demote, name)
		}
	}
	q.PromoteJoins(promote)
	q.demoteJoins(demote)
	return demote
}
