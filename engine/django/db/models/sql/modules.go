package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The Python modules that show this package's classes. django.db.models itself belongs to package models, which adds Exports to it.

var exportedExpressions = []*object.Type{CaseType, ExistsType, ExpressionType, ExpressionListType, ExpressionWrapperType, FType, FuncType, OrderByType,
	OuterRefType, RowRangeType, SubqueryType, ValueType, ValueRangeType, WhenType, WindowType, WindowFrameType}

var exportedAggregates = []*object.Type{AggregateType, AvgType, CountType, MaxType, MinType, StdDevType, SumType, VarianceType}

// Exports lists what django.db.models shows of this package, by name.
func Exports() map[string]object.Object {
	m := map[string]object.Object{"Q": QType, "FilteredRelation": FilteredRelationType, "Lookup": LookupType, "Transform": TransformType}
	for _, ts := range [][]*object.Type{exportedExpressions, exportedAggregates} {
		for _, tp := range ts {
			m[tp.Name] = tp
		}
	}
	return m
}

func namespace(name string, pkg bool, extra func(t *object.Thread, m *object.Module) error, types ...*object.Type) {
	namespaceWith(name, "", pkg, extra, types...)
}

// namespaceWith is a module of types and of some Python.
func namespaceWith(name, source string, pkg bool, extra func(t *object.Thread, m *object.Module) error, types ...*object.Type) {
	object.RegisterModule(&object.NativeModule{Name: name, Source: source, Package: pkg, Init: func(t *object.Thread, m *object.Module) error {
		for _, tp := range types {
			m.Set(tp.Name, tp)
		}
		if extra != nil {
			return extra(t, m)
		}
		return nil
	}})
}

// windowFrameExclusion is an Enum of the standard library, so its Python is here.
const windowFrameExclusion = `
from enum import Enum


class WindowFrameExclusion(Enum):
    CURRENT_ROW = "CURRENT ROW"
    GROUP = "GROUP"
    TIES = "TIES"
    NO_OTHERS = "NO OTHERS"

    def __repr__(self):
        return f"{self.__class__.__qualname__}.{self._name_}"
`

func init() {
	object.RegisterModule(&object.NativeModule{Name: exprModule, Source: windowFrameExclusion + sqliteNumericMixin, Init: func(t *object.Thread, m *object.Module) error {
		for _, tp := range []*object.Type{CombinableType, BaseExpressionType, ExpressionType, CombinedExpressionType, DurationExpressionType, TemporalSubtractionType,
			FType, ResolvedOuterRefType, OuterRefType, SlicedType, FuncType, ValueType, RawSQLType, StarType, DatabaseDefaultType, ColType, ColPairsType, RefType,
			ExpressionListType, OrderByListType, ExpressionWrapperType, NegatedExpressionType, WhenType, CaseType, SubqueryType, ExistsType, OrderByType,
			WindowType, WindowFrameType, RowRangeType, ValueRangeType, outputFieldIsNone} {
			m.Set(tp.Name, tp)
		}
		return nil
	}})
	namespace(aggregatesModule, false, nil, exportedAggregates...)
	lookups := []*object.Type{LookupType, TransformType, BuiltinLookupType, YearLookupType, PatternLookupType, InType, ExactType, IExactType, GreaterThanType,
		GreaterThanOrEqualType, LessThanType, LessThanOrEqualType, IntegerFieldExactType, IntegerGreaterThanType, IntegerGreaterThanOrEqualType, IntegerLessThanType,
		IntegerLessThanOrEqualType, ContainsType, IContainsType, StartsWithType, IStartsWithType, EndsWithType, IEndsWithType, RangeType, IsNullType, RegexType,
		IRegexType, YearExactType, YearGtType, YearGteType, YearLtType, YearLteType}
	namespaceWith(lookupsModule, lookupsHelpers, false, nil, lookups...)
	namespaceWith(relatedModule, relatedLookupsHelpers, false, nil, RelatedInType, RelatedExactType, RelatedLessThanType, RelatedGreaterThanType, RelatedGreaterThanOrEqualType, RelatedLessThanOrEqualType, RelatedIsNullType)
	namespaceWith("django.db.models.query_utils", queryUtilsHelpers, false, nil, QType, FilteredRelationType, RegisterLookupMixinType)
	namespace("django.utils.tree", false, nil, NodeType)
	namespaceWith("django.db.models.functions.mixins", mixinsSource, false, nil)
	namespaceWith("django.db.models.constants", constantsSource, false, func(t *object.Thread, m *object.Module) error {
		m.Set("LOOKUP_SEP", object.NewStr(LookupSep))
		return nil
	})
	connectors := func(t *object.Thread, m *object.Module) error {
		for _, c := range []string{AND, OR, XOR} {
			m.Set(c, object.NewStr(c))
		}
		return nil
	}
	namespaceWith(tupleModule, tupleSource, false, nil, TupleExactType, TupleGreaterThanType, TupleGreaterThanOrEqualType, TupleLessThanType, TupleLessThanOrEqualType, TupleInType, TupleIsNullType)
	namespaceWith("django.db.models.sql.datastructures", "from django.core.exceptions import EmptyResultSet\n\n\nclass MultiJoin(Exception):\n    def __init__(self, names_pos, path_with_names):\n        self.level, self.names_with_path = names_pos, path_with_names\n", false, nil, BaseTableType, JoinType)
	namespace("django.db.models.sql", true, connectors, QueryType, UpdateQueryType, DeleteQueryType, InsertQueryType, AggregateQueryType)
	namespaceWith("django.db.models.sql.query", queryHelpers, false, nil, QueryType)
	namespace("django.db.models.sql.subqueries", false, nil, UpdateQueryType, DeleteQueryType, InsertQueryType, AggregateQueryType)
	namespace("django.db.models.sql.where", false, connectors, WhereNodeType, NothingNodeType, ExtraWhereType)
	namespaceWith("django.db.models.sql.compiler", compilerHelpers, false, nil, SQLCompilerType, SQLInsertCompilerType, SQLUpdateCompilerType, SQLDeleteCompilerType, SQLAggregateCompilerType)
	namespace("django.db.models.sql.constants", false, func(t *object.Thread, m *object.Module) error {
		m.Set("INNER", object.NewStr(INNER))
		m.Set("LOUTER", object.NewStr(LOUTER))
		m.Set("GET_ITERATOR_CHUNK_SIZE", object.NewInt(100))
		for _, name := range []string{"MULTI", "SINGLE", "NO_RESULTS", "ROW_COUNT"} {
			m.Set(name, object.NewStr(strings.ToLower(strings.ReplaceAll(name, "_", " "))))
		}
		m.Set("CURSOR", object.NewStr("cursor"))
		d := object.NewDict()
		d.SetName("ASC", object.NewTuple(object.NewStr("ASC"), object.NewStr("DESC")))
		d.SetName("DESC", object.NewTuple(object.NewStr("DESC"), object.NewStr("ASC")))
		m.Set("ORDER_DIR", d)
		return nil
	})

	byModule := map[string][]*object.Type{}
	for _, tp := range functionTypes {
		byModule[tp.Module] = append(byModule[tp.Module], tp)
	}
	var names []string
	for n := range byModule {
		names = append(names, n)
	}
	order.Strings(names)
	for _, n := range names {
		namespace(n, false, nil, byModule[n]...)
	}
	var public []*object.Type
	for _, tp := range functionTypes {
		if !strings.HasSuffix(tp.Name, "Function") && tp.Name != "TruncBase" {
			public = append(public, tp)
		}
	}
	namespace("django.db.models.functions", true, nil, public...)
}

// JSONNames lists the look-ups and transforms of django.db.models.fields.json, for that module's namespace.
func JSONNames() map[string]object.Object {
	m := map[string]object.Object{"KeyTransformFactory": keyTransformFactoryType}
	for n, tp := range jsonTypes {
		m[n] = tp
	}
	m["KT"] = object.NewBuiltin("from_lookup", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("from_lookup", args, kw, 1, 1); err != nil {
			return nil, err
		}
		return keyTextFromLookup(args[0])
	})
	return m
}
