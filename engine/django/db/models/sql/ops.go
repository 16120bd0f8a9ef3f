package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What connection.ops (DatabaseOperations of the SQLite backend) says about SQL text.

// Limits of SQLite as Django's backend states them. MaxInListSize 0 means that there is none.
const (
	MaxQueryParams = 999
	MaxInListSize  = 0
)

// QuoteName is quote_name(name).
func QuoteName(name string) string {
	if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
		return name
	}
	return `"` + name + `"`
}

// operators are the look-ups that are one operator.
var operators = map[string]string{
	"exact": "= %s", "iexact": `LIKE %s ESCAPE '\'`, "contains": `LIKE %s ESCAPE '\'`, "icontains": `LIKE %s ESCAPE '\'`,
	"regex": "REGEXP %s", "iregex": "REGEXP '(?i)' || %s", "gt": "> %s", "gte": ">= %s", "lt": "< %s", "lte": "<= %s",
	"startswith": `LIKE %s ESCAPE '\'`, "endswith": `LIKE %s ESCAPE '\'`, "istartswith": `LIKE %s ESCAPE '\'`, "iendswith": `LIKE %s ESCAPE '\'`,
}

// patternOps and patternEsc serve LIKE look-ups whose pattern is an expression.
var patternOps = map[string]string{
	"contains": `LIKE '%%' || {} || '%%' ESCAPE '\'`, "icontains": `LIKE '%%' || UPPER({}) || '%%' ESCAPE '\'`,
	"startswith": `LIKE {} || '%%' ESCAPE '\'`, "istartswith": `LIKE UPPER({}) || '%%' ESCAPE '\'`,
	"endswith": `LIKE '%%' || {} ESCAPE '\'`, "iendswith": `LIKE '%%' || UPPER({}) ESCAPE '\'`,
}

const patternEsc = `REPLACE(REPLACE(REPLACE({}, '\', '\\'), '%%', '\%%'), '_', '\_')`

// BackendTables are connection.operators, pattern_ops and pattern_esc, for look-ups that programs write.
func BackendTables(name string) object.Object {
	table := operators
	switch name {
	case "pattern_esc":
		return object.NewStr(patternEsc)
	case "pattern_ops":
		table = patternOps
	}
	d := object.NewDict()
	for _, k := range order.Keys(table) {
		d.SetName(k, object.NewStr(table[k]))
	}
	return d
}

// combineExpression is combine_expression(connector, [lhs, rhs]).
func combineExpression(connector, lhs, rhs string) string {
	switch connector {
	case opPow:
		return "POWER(" + lhs + "," + rhs + ")"
	case opBitXor:
		return "BITXOR(" + lhs + "," + rhs + ")"
	}
	return lhs + " " + connector + " " + rhs
}

// combineDuration is combine_duration_expression.
func combineDuration(connector, lhs, rhs string) (string, error) {
	switch connector {
	case opAdd, opSub, opMul, opDiv:
		return "django_format_dtdelta('" + connector + "', " + lhs + ", " + rhs + ")", nil
	}
	return "", databaseError("Invalid connector for timedelta: " + connector + ".")
}

// subtractTemporals is subtract_temporals.
func subtractTemporals(internal, lhs, rhs string) string {
	if internal == "TimeField" {
		return "django_time_diff(" + lhs + ", " + rhs + ")"
	}
	return "django_timestamp_diff(" + lhs + ", " + rhs + ")"
}

// Features gives connection.features of the run. Package sqlite3 sets it in an init function.
var Features func(t *object.Thread) object.Object

// Feature is a flag of connection.features, which tests patch to see what happens on other databases.
func Feature(t *object.Thread, name string) bool {
	v, err := object.GetAttrName(t, Features(t), name)
	if err != nil {
		return false
	}
	yes, err := object.Truth(t, v)
	return yes && err == nil
}

// compileJSONPath is compile_json_path(key_transforms, include_root).
func compileJSONPath(keys []string, root bool) string {
	var b strings.Builder
	if root {
		b.WriteByte('$')
	}
	for _, k := range keys {
		if n, ok := jsonIndex(k); ok {
			b.WriteString("[" + itoa(n) + "]")
			continue
		}
		b.WriteByte('.')
		b.WriteString(jsonText(k))
	}
	return b.String()
}

// jsonIndex is int(key).
func jsonIndex(k string) (int, bool) {
	s := strings.TrimSpace(k)
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}

// jsonDatatypes is jsonfield_datatype_values in the one order that we always write.
const jsonDatatypes = "'null','false','true'"

func isJSONDatatype(o object.Object) bool {
	s, ok := object.AsStr(o)
	return ok && (s == "null" || s == "false" || s == "true")
}
