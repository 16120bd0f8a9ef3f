package sqlite3

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// featureNames are the flags of DatabaseFeatures that hold for SQLite, by Django's names; the names behind "not" are those that do not.
const featureNames = `
allows_auto_pk_0 allow_sliced_subqueries_with_in allows_group_by_lob allows_group_by_select_index can_defer_constraint_checks
can_introspect_check_constraints can_introspect_default can_introspect_foreign_keys can_return_columns_from_insert
can_return_rows_from_bulk_insert can_rollback_ddl delete_can_self_reference_subquery has_bulk_insert has_case_insensitive_like
has_json_object_function has_real_datatype has_zoneinfo_database ignores_table_name_case order_by_nulls_first requires_literal_defaults
requires_compound_order_by_subquery supports_1000_query_parameters supports_aggregate_filter_clause supports_atomic_references_rename
supports_boolean_expr_in_select_clause supports_collation_on_charfield supports_collation_on_textfield supports_column_check_constraints
supports_comparing_boolean_expr supports_date_lookup_using_string
supports_default_in_lead_lag supports_expression_defaults supports_expression_indexes supports_foreign_keys supports_forward_references
supports_frame_exclusion supports_frame_range_fixed_distance supports_functions_in_partial_indexes supports_ignore_conflicts
supports_index_column_ordering supports_index_on_text_field supports_indexes supports_json_field supports_microsecond_precision
supports_non_deterministic_collations supports_nullable_unique_constraints supports_order_by_nulls_modifier supports_over_clause
 supports_partial_indexes supports_partially_nullable_unique_constraints supports_pragma_foreign_key_check
supports_primitives_in_json_field supports_regex_backreferencing supports_select_difference supports_select_for_update_with_limit
supports_select_intersection supports_select_union supports_stored_generated_columns supports_subqueries_in_group_by
supports_table_check_constraints supports_temporal_subtraction supports_transactions
supports_tuple_comparison_against_subquery supports_unlimited_charfield supports_unspecified_pk supports_update_conflicts
supports_update_conflicts_with_target supports_virtual_generated_columns update_can_self_select uses_savepoints can_use_chunked_reads
not
allows_group_by_selected_pks atomic_transactions
 can_distinct_on_fields can_introspect_materialized_views connection_persists_old_columns
 for_update_after_from gis_enabled has_json_operators has_native_duration_field has_native_json_field
has_native_uuid_field has_select_for_no_key_update has_select_for_update has_select_for_update_nowait has_select_for_update_of
has_select_for_update_skip_locked implied_column_null interprets_empty_strings_as_nulls
json_key_contains_list_matching_requires_list nulls_order_largest only_supports_unbounded_with_preceding_and_following
 related_fields_match_type requires_casted_case_in_updates
requires_explicit_null_ordering_when_grouping
select_for_update_of_column supports_aggregate_order_by_clause supports_any_value supports_cast_with_precision
supports_combined_alters supports_comments supports_comments_inline supports_covering_indexes supports_deferrable_unique_constraints
supports_default_keyword_in_bulk_insert supports_default_keyword_in_insert supports_explaining_query_execution
supports_json_field_contains supports_logical_xor supports_nulls_distinct_unique_constraints supports_paramstyle_pyformat
supports_parentheses_in_compound supports_sequence_reset supports_tuple_lookups supports_slicing_ordering_in_compound supports_tablespaces supports_timezones
 test_db_allows_multiple_connections truncates_names uppercases_column_names
`

// maxQueryParams is what Django takes SQLite to accept in one statement.
const maxQueryParams = 999

var featuresType = object.Declare("DatabaseFeatures", "django.db.backends.sqlite3.features").Define(object.Spec{})

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
	d.SetName("introspected_field_types", object.NewDict())
	return in
}
