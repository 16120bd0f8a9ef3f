package sqlite3

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The features that name tests of Django's own suite. creation.py marks the tests by them.

// expectedFailures are the tests of Django's own suite that fail with its SQLite backend: django_format_dtdelta() gives a text with a time for dates.
const expectedFailures = "expressions.tests.FTimeDeltaTests.test_mixed_comparisons1"

// testSkips are the tests of Django's own suite that its SQLite backend has skipped, with its reasons.
var testSkips = []struct{ reason, tests string }{
	{"SQLite stores values rounded to 15 significant digits.", "model_fields.test_decimalfield.DecimalFieldTests.test_fetch_from_db_without_float_rounding"},
	{"SQLite naively remakes the table on field alteration.", `schema.tests.SchemaTests.test_unique_no_unnecessary_fk_drops
		schema.tests.SchemaTests.test_unique_and_reverse_m2m schema.tests.SchemaTests.test_alter_field_default_doesnt_perform_queries
		schema.tests.SchemaTests.test_rename_column_renames_deferred_sql_references`},
	{"SQLite doesn't support negative precision for ROUND().", `db_functions.math.test_round.RoundTests.test_null_with_negative_precision
		db_functions.math.test_round.RoundTests.test_decimal_with_negative_precision
		db_functions.math.test_round.RoundTests.test_float_with_negative_precision
		db_functions.math.test_round.RoundTests.test_integer_with_negative_precision`},
	{"The actual query cannot be determined on SQLite", "backends.base.test_base.ExecuteWrapperTests.test_wrapper_debug"},
	{"the sqlite backend's close() method is a no-op when using an in-memory database", `servers.test_liveserverthread.LiveServerThreadTest.test_closes_connections
		servers.tests.LiveServerTestCloseConnectionTest.test_closes_connections`},
	{"For SQLite in-memory tests, closing the connection destroys the database.", `test_utils.tests.AssertNumQueriesUponConnectionTests.` +
		`test_ignores_connection_configuration_queries`},
}

var testFeatures = []object.GetSet{
	{Name: "django_test_expected_failures", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return nameSet(t, expectedFailures) }},
	{Name: "django_test_skips", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
		skips := object.NewDict()
		for _, s := range testSkips {
			names, err := nameSet(t, s.tests)
			if err != nil {
				return nil, err
			}
			skips.SetName(s.reason, names)
		}
		return skips, nil
	}},
}

func nameSet(t *object.Thread, names string) (object.Object, error) {
	set := object.NewSet()
	for _, n := range strings.Fields(names) {
		if err := set.Add(t, object.NewStr(n)); err != nil {
			return nil, err
		}
	}
	return set, nil
}
