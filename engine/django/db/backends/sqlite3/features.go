package sqlite3

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// featureNames are the flags of DatabaseFeatures (Django 5.2) that hold for SQLite 3.51, by Django's names; the names behind "not" are those that do not.
const featureNames = `
allow_sliced_subqueries_with_in allows_auto_pk_0 allows_group_by_lob allows_group_by_select_index allows_multiple_constraints_on_same_fields
can_alter_table_drop_column can_alter_table_rename_column can_clone_databases can_defer_constraint_checks can_introspect_check_constraints
can_introspect_default can_introspect_foreign_keys can_introspect_json_field can_release_savepoints can_return_columns_from_insert
can_return_rows_from_bulk_insert can_rollback_ddl can_use_chunked_reads delete_can_self_reference_subquery has_bulk_insert
has_case_insensitive_like has_json_object_function has_zoneinfo_database ignores_table_name_case ignores_unnecessary_order_by_in_subqueries
indexes_foreign_keys order_by_nulls_first requires_literal_defaults supports_aggregate_filter_clause supports_alter_generated_column_data_type
supports_atomic_references_rename supports_boolean_expr_in_select_clause supports_collation_on_charfield supports_collation_on_textfield
supports_column_check_constraints supports_comparing_boolean_expr supports_date_lookup_using_string supports_default_in_lead_lag
supports_explaining_query_execution supports_expression_defaults supports_expression_indexes supports_foreign_keys supports_forward_references
supports_frame_exclusion supports_frame_range_fixed_distance supports_functions_in_partial_indexes supports_ignore_conflicts
supports_index_column_ordering supports_index_on_text_field supports_json_field supports_json_negative_indexing supports_non_deterministic_collations
supports_nullable_unique_constraints supports_order_by_nulls_modifier supports_over_clause supports_paramstyle_pyformat supports_partial_indexes
supports_partially_nullable_unique_constraints supports_primitives_in_json_field supports_regex_backreferencing supports_select_difference
supports_select_for_update_with_limit supports_select_intersection supports_select_union supports_sequence_reset supports_stored_generated_columns
supports_subqueries_in_group_by supports_table_check_constraints supports_temporal_subtraction supports_transactions
supports_tuple_comparison_against_subquery supports_unlimited_charfield supports_unspecified_pk supports_update_conflicts
supports_update_conflicts_with_target supports_virtual_generated_columns update_can_self_select uses_savepoints
not
allows_group_by_selected_pks atomic_transactions can_create_inline_fk can_distinct_on_fields can_introspect_materialized_views can_rename_index
collate_as_index_expression connection_persists_old_columns for_update_after_from gis_enabled greatest_least_ignores_nulls has_json_operators
has_native_boolean_field has_native_duration_field has_native_json_field has_native_uuid_field has_real_datatype has_select_for_no_key_update
has_select_for_update has_select_for_update_nowait has_select_for_update_of has_select_for_update_skip_locked implied_column_null
interprets_empty_strings_as_nulls json_key_contains_list_matching_requires_list nulls_order_largest only_supports_unbounded_with_preceding_and_following
related_fields_match_type requires_casted_case_in_updates rounds_to_even requires_compound_order_by_subquery requires_explicit_null_ordering_when_grouping
schema_editor_uses_clientside_param_binding select_for_update_of_column supports_any_value supports_callproc_kwargs
supports_cast_with_precision supports_combined_alters supports_comments supports_comments_inline supports_covering_indexes
supports_default_keyword_in_bulk_insert supports_default_keyword_in_insert supports_deferrable_unique_constraints
supports_independent_comment_alteration supports_json_field_contains supports_logical_xor supports_nulls_distinct_unique_constraints
supports_parentheses_in_compound supports_slicing_ordering_in_compound supports_tablespaces supports_timezones supports_tuple_lookups
test_db_allows_multiple_connections truncates_names
`

// maxQueryParams is what Django takes SQLite to accept in one statement.
const maxQueryParams = 999

var featuresType = object.Declare("DatabaseFeatures", "django.db.backends.sqlite3.features").Define(object.Spec{GetSets: testFeatures})

// newFeatures makes connection.features: a flag for each feature, and the few that are numbers or texts.
func newFeatures() object.Object {
	in := object.NewInstance(featuresType, nil)
	d := in.InstDict(true)
	on := true
	for _, name := range strings.Fields(featureNames) {
		if name == "not" {
			on = false
			continue
		}
		d.SetName(name, object.NewBool(on))
	}
	d.SetName("max_query_params", object.NewInt(maxQueryParams))
	d.SetName("time_cast_precision", object.NewInt(3))
	d.SetName("bare_select_suffix", object.NewStr(""))
	d.SetName("supported_explain_formats", object.NewSet())
	collations := object.NewDict()
	for name, v := range map[string]object.Object{"ci": object.NewStr("nocase"), "cs": object.NewStr("binary"), "non_default": object.NewStr("nocase"), "virtual": object.NewStr("nocase")} {
		collations.SetName(name, v)
	}
	d.SetName("test_collations", collations)
	types := object.NewDict()
	for _, name := range strings.Fields(`AutoField BigIntegerField BinaryField BooleanField CharField IntegerField
		PositiveBigIntegerField PositiveIntegerField PositiveSmallIntegerField SmallIntegerField TimeField`) {
		types.SetName(name, object.NewStr(name))
	}
	for name, as := range map[string]string{"BigAutoField": "AutoField", "DurationField": "BigIntegerField", "GenericIPAddressField": "CharField", "SmallAutoField": "AutoField"} {
		types.SetName(name, object.NewStr(as))
	}
	d.SetName("introspected_field_types", types)
	d.SetName("minimum_database_version", object.NewTuple(object.NewInt(3), object.NewInt(31)))
	d.SetName("closed_cursor_error_class", utils.ProgrammingError)
	d.SetName("empty_fetchmany_value", object.NewList(nil))
	for _, name := range []string{"prohibits_null_characters_in_text_exception", "create_test_procedure_without_params_sql", "create_test_procedure_with_int_param_sql", "test_now_utc_template"} {
		d.SetName(name, object.None)
	}
	d.SetName("insert_test_table_with_defaults", object.NewStr(`INSERT INTO {} ("null") VALUES (1)`))
	d.SetName("create_test_table_with_composite_primary_key", object.NewStr("CREATE TABLE test_table_composite_pk (column_1 INTEGER NOT NULL, column_2 INTEGER NOT NULL, PRIMARY KEY(column_1, column_2))"))
	return in
}

// features gives the run's connection.features.
func features(t *object.Thread) object.Object {
	return t.RT.State(featuresType, func() any { return newFeatures() }).(object.Object)
}

func init() { sql.Features = features }
