package sqlitetest

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

func (d db) register(f sqlite.Function) {
	d.t.Helper()
	if err := d.RegisterFunc(f); err != nil {
		d.t.Fatalf("register %s: %v", f.Name, err)
	}
}

func functions(t *testing.T) {
	d := open(t, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)")
	d.register(sqlite.Function{Name: "echo", NArg: 1, Deterministic: true, Scalar: func(args []sqlite.Value) (sqlite.Value, error) { return args[0], nil }})
	long := strings.Repeat("long 東 ", 30_000)
	for _, v := range []sqlite.Value{nil, int64(math.MinInt64), int64(300), 2.5, math.Inf(-1), "", "text", "nul\x00nul", long, []byte{}, []byte{0, 255}, []byte(long)} {
		got := d.query("SELECT echo(?), typeof(echo(?)) = typeof(?)", v, v, v).Rows[0]
		if !equal(got[0], v) || got[1] != int64(1) {
			t.Errorf("echo(%.30v) = %.30v", v, got)
		}
	}
	d.register(sqlite.Function{Name: "count_args", NArg: -1, Scalar: func(args []sqlite.Value) (sqlite.Value, error) { return len(args), nil }})
	d.register(sqlite.Function{Name: "count_args", NArg: 2, Scalar: func(args []sqlite.Value) (sqlite.Value, error) { return "two", nil }})
	d.rows(cells(int64(0), int64(1), "two", int64(3)), "SELECT count_args(), count_args(1), count_args(1, 2), count_args(1, 2, 3)")

	d.register(sqlite.Function{Name: "regexp", NArg: 2, Deterministic: true, Scalar: func(args []sqlite.Value) (sqlite.Value, error) {
		return strings.Contains(args[1].(string), args[0].(string)), nil
	}})
	d.rows(cells(int64(1), int64(0)), "SELECT 'Momo' REGEXP 'om', 'Momo' REGEXP 'x'")

	// Only a deterministic function may serve an index, and one that serves it must be allowed inside a schema.
	d.exec("CREATE INDEX i ON t (echo(a))")
	d.rows(cells(int64(2)), "SELECT a FROM t WHERE echo(a) = 2")
	d.fails(sqlite.CodeError, "non-deterministic functions prohibited in index expressions", "CREATE INDEX j ON t (count_args(a))")

	calls := 0
	d.register(sqlite.Function{Name: "fail_at", NArg: 2, Scalar: func(args []sqlite.Value) (sqlite.Value, error) {
		calls++
		if args[0] == args[1] {
			return nil, errors.New("it fails at " + string(rune('0'+args[0].(int64))))
		}
		return args[0], nil
	}})
	d.fails(sqlite.CodeError, "it fails at 2", "SELECT fail_at(a, 2) FROM t ORDER BY a")
	if calls != 2 && calls != 3 { // before or after sorting
		t.Errorf("fail_at was called %d times", calls)
	}
	d.rows([][]sqlite.Value{{int64(1)}, {int64(2)}, {int64(3)}}, "SELECT fail_at(a, 9) FROM t ORDER BY a")
	d.register(sqlite.Function{Name: "panics", NArg: 0, Scalar: func([]sqlite.Value) (sqlite.Value, error) { panic("no reason") }})
	d.fails(sqlite.CodeError, "an SQL function failed: no reason", "SELECT panics()")
	d.register(sqlite.Function{Name: "odd", NArg: 0, Scalar: func([]sqlite.Value) (sqlite.Value, error) { return struct{}{}, nil }})
	d.fails(sqlite.CodeError, "a function returned a struct {}", "SELECT odd()")
	d.fails(sqlite.CodeError, "wrong number of arguments to function panics()", "SELECT panics(1)")
	d.fails(sqlite.CodeError, "no such function: unheard_of", "SELECT unheard_of(1)")

	// A function replaces one of its name, SQLite's own too.
	d.register(sqlite.Function{Name: "echo", NArg: 1, Scalar: func(args []sqlite.Value) (sqlite.Value, error) { return "new", nil }})
	d.rows(cells("new"), "SELECT echo(1)")
	d.register(sqlite.Function{Name: "upper", NArg: 1, Scalar: func(args []sqlite.Value) (sqlite.Value, error) { return strings.ToUpper(args[0].(string)), nil }})
	d.rows(cells("ÆON"), "SELECT upper('æon')")

	scalar := func([]sqlite.Value) (sqlite.Value, error) { return nil, nil }
	for _, f := range []sqlite.Function{{Name: "", Scalar: scalar}, {Name: "f", NArg: -2, Scalar: scalar}, {Name: "f"},
		{Name: strings.Repeat("f", 300), Scalar: scalar}, {Name: "f", NArg: 5000, Scalar: scalar}} {
		if err := d.RegisterFunc(f); err == nil {
			t.Errorf("registered %.20q with %d arguments", f.Name, f.NArg)
		}
	}
	// A thousand arguments, more than fit into any buffer made for a few.
	marks := strings.Repeat(", ?", 999)
	params := slices.Repeat([]sqlite.Value{strings.Repeat("a", 100)}, 1000)
	if got := d.one("SELECT count_args(?"+marks+")", params...); got != int64(1000) {
		t.Errorf("count_args of 1000 arguments: %v", got)
	}
}

// equal compares values; slices by content.
func equal(a, b sqlite.Value) bool {
	if x, ok := a.([]byte); ok {
		y, ok := b.([]byte)
		return ok && string(x) == string(y)
	}
	return a == b
}

// A product multiplies its rows; it can be used as a window.
type product struct{ factors []int64 }

func (p *product) Step(args []sqlite.Value) error {
	n, ok := args[0].(int64)
	if !ok {
		return errors.New("product wants integers")
	}
	p.factors = append(p.factors, n)
	return nil
}

func (p *product) Inverse([]sqlite.Value) error {
	p.factors = p.factors[1:]
	return nil
}

func (p *product) Value() (sqlite.Value, error) {
	if len(p.factors) == 0 {
		return nil, nil
	}
	n := int64(1)
	for _, f := range p.factors {
		n *= f
	}
	return n, nil
}

// A plain aggregate hides the product's Inverse.
type plain struct{ p product }

func (p *plain) Step(args []sqlite.Value) error { return p.p.Step(args) }
func (p *plain) Value() (sqlite.Value, error)   { return p.p.Value() }

func aggregates(t *testing.T) {
	d := open(t, "CREATE TABLE t (g, n); INSERT INTO t VALUES ('a', 2), ('b', 3), ('a', 5), ('b', 7), ('a', 11), ('c', NULL)")
	d.register(sqlite.Function{Name: "product", NArg: 1, Aggregate: func() sqlite.Aggregate { return &product{} }})
	d.register(sqlite.Function{Name: "plain_product", NArg: 1, Aggregate: func() sqlite.Aggregate { return &plain{} }})

	for _, name := range []string{"product", "plain_product"} {
		d.rows(cells(int64(2310)), "SELECT "+name+"(n) FROM t WHERE n NOT NULL")
		d.rows([][]sqlite.Value{{"a", int64(110)}, {"b", int64(21)}}, "SELECT g, "+name+"(n) FROM t WHERE n NOT NULL GROUP BY g")
		d.rows(cells(nil), "SELECT "+name+"(n) FROM t WHERE g = 'z'")
		d.rows(cells(nil, int64(2), int64(110)), "SELECT "+name+"(n) FILTER (WHERE g = 'z'), "+name+"(n) FILTER (WHERE n = 2), "+name+"(DISTINCT n) FROM t WHERE g = 'a'")
		d.fails(sqlite.CodeError, "product wants integers", "SELECT g, "+name+"(n) FROM t GROUP BY g")
	}
	d.rows([][]sqlite.Value{{int64(2), int64(2)}, {int64(3), int64(6)}, {int64(5), int64(15)}, {int64(7), int64(35)}, {int64(11), int64(77)}},
		"SELECT n, product(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t WHERE n NOT NULL ORDER BY n")
	d.rows([][]sqlite.Value{{"a", int64(110)}, {"b", int64(21)}}, "SELECT DISTINCT g, product(n) OVER (PARTITION BY g) FROM t WHERE n NOT NULL ORDER BY g")
	d.fails(sqlite.CodeError, "product wants integers", "SELECT product(n) OVER (ORDER BY g) FROM t")
	d.fails(sqlite.CodeError, "plain_product() may not be used as a window function", "SELECT plain_product(n) OVER () FROM t")
	d.fails(sqlite.CodeError, "misuse of aggregate function product()", "SELECT n FROM t WHERE product(n) > 1")

	d.register(sqlite.Function{Name: "broken", NArg: 0, Aggregate: func() sqlite.Aggregate { return broken{} }})
	d.fails(sqlite.CodeError, "an SQL function failed: nothing here", "SELECT broken() FROM t")
}

type broken struct{}

func (broken) Step([]sqlite.Value) error    { panic("nothing here") }
func (broken) Value() (sqlite.Value, error) { return int64(1), nil }
