package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// OpsType is the class of connection.ops: the few methods that programs call from an as_sql of their own.
var OpsType = object.Declare("DatabaseOperations", "django.db.backends.sqlite3.operations")

type opsObject struct{}

func (opsObject) Type() *object.Type { return OpsType }

// Ops is connection.ops.
var Ops object.Object = opsObject{}

func init() {
	text := func(name string, n int, f func(a []string) string) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs(name, args[1:], kw, n, n); err != nil {
				return nil, err
			}
			a := make([]string, n)
			for i, o := range args[1:] {
				s, ok := object.AsStr(o)
				if !ok {
					return nil, object.TypeErrorf("%s() argument %d must be str, not %s", name, i+1, object.TypeName(o))
				}
				a[i] = s
			}
			return object.NewStr(f(a)), nil
		}}
	}
	OpsType.Define(object.Spec{
		Methods: []object.Method{
			text("quote_name", 1, func(a []string) string { return QuoteName(a[0]) }),
			text("prep_for_like_query", 1, func(a []string) string {
				return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(a[0])
			}),
			{Name: "max_in_list_size", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, nil
			}},
			{Name: "bulk_batch_size", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("bulk_batch_size", args[1:], kw, 2, 2); err != nil {
					return nil, err
				}
				fields, err := object.Len(t, args[1])
				if err != nil {
					return nil, err
				}
				objs, err := object.Len(t, args[2])
				return object.NewInt(int64(BulkBatchSize(fields, objs))), err
			}},
			{Name: "check_expression_support", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(args) > 1 {
					if a, ok := args[1].(*Aggregate); ok {
						return object.None, a.checkSupport(t)
					}
				}
				return object.None, nil
			}},
			{Name: "combine_expression", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("combine_expression", args[1:], kw, 2, 2); err != nil {
					return nil, err
				}
				op, _ := object.AsStr(args[1])
				parts, err := object.Collect(t, args[2])
				if err != nil {
					return nil, err
				}
				var ss []string
				for _, p := range parts {
					s, _ := object.AsStr(p)
					ss = append(ss, s)
				}
				if len(ss) == 2 {
					return object.NewStr(combineExpression(op, ss[0], ss[1])), nil
				}
				return object.NewStr(strings.Join(ss, " "+op+" ")), nil
			}},
		},
		Attrs: attrs("explain_prefix", "EXPLAIN QUERY PLAN", "compiler_module", "django.db.models.sql.compiler"),
	})
}
