package sql

// The parts of Django's modules that are Python here too: small, and only programs that take queries apart ask for them.

const queryHelpers = `
from collections import Counter, namedtuple

JoinInfo = namedtuple("JoinInfo", ("final_field", "targets", "opts", "joins", "path", "transform_function"))


def get_field_names_from_opts(opts):
    if opts is None:
        return set()
    names = set()
    for field in opts.get_fields():
        names.add(field.name)
        if field.concrete:
            names.add(field.attname)
    return names


def get_children_from_q(q):
    for child in q.children:
        if hasattr(child, "children"):
            yield from get_children_from_q(child)
        else:
            yield child


def get_order_dir(field, default="ASC"):
    order = ("ASC", "DESC") if default == "ASC" else ("DESC", "ASC")
    if field[0] == "-":
        return field[1:], order[1]
    return field, order[0]


class JoinPromoter:
    """Counts how many branches of a condition need a join, and makes the joins outer or inner after that."""

    def __init__(self, connector, num_children, negated):
        self.connector = connector
        self.negated = negated
        self.effective_connector = connector
        if negated:
            self.effective_connector = "OR" if connector == "AND" else "AND"
        self.num_children = num_children
        self.votes = Counter()

    def __repr__(self):
        return f"{type(self).__qualname__}(connector={self.connector!r}, num_children={self.num_children!r}, negated={self.negated!r})"

    def add_votes(self, votes):
        self.votes.update(votes)

    def update_join_types(self, query):
        promote, demote = set(), set()
        for table, votes in self.votes.items():
            if self.effective_connector == "OR" and votes < self.num_children:
                promote.add(table)
            if self.effective_connector == "AND" or self.effective_connector == "OR" and votes == self.num_children:
                demote.add(table)
        query.promote_joins(promote)
        query.demote_joins(demote)
        return demote
`

const tupleSource = `
from django.db.models.expressions import Func
from django.db.models.fields import Field


class Tuple(Func):
    allows_composite_expressions = True
    function = ""
    output_field = Field()

    def __len__(self):
        return len(self.source_expressions)

    def __iter__(self):
        return iter(self.source_expressions)


tuple_lookups = {
    "exact": TupleExact,
    "gt": TupleGreaterThan,
    "gte": TupleGreaterThanOrEqual,
    "lt": TupleLessThan,
    "lte": TupleLessThanOrEqual,
    "in": TupleIn,
    "isnull": TupleIsNull,
}
`

const compilerHelpers = `
from collections import namedtuple

PositionRef = namedtuple("PositionRef", "ordinal refs source")


def cursor_iter(cursor, sentinel, col_count, itersize):
    try:
        for rows in iter(lambda: cursor.fetchmany(itersize), sentinel):
            yield rows if col_count is None else [r[:col_count] for r in rows]
    finally:
        cursor.close()
`

const constantsSource = `
from enum import Enum


class OnConflict(Enum):
    IGNORE = "ignore"
    UPDATE = "update"
`

const queryUtilsHelpers = `
from collections import namedtuple


def __getattr__(name):
    if name == "DeferredAttribute":
        from django.db.models import DeferredAttribute

        return DeferredAttribute
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _flattened(qualname, found):
    def flatten():
        yield from found

    generator = flatten()
    generator.__qualname__ = qualname
    return generator


def select_related_descend(field, restricted, requested, select_mask):
    if not field.remote_field or getattr(field.remote_field, "parent_link", False):
        return False
    if restricted and field.name not in requested:
        return False
    if not restricted and field.null:
        return False
    if restricted and select_mask and field.name in requested and field not in select_mask:
        from django.core.exceptions import FieldError

        raise FieldError(
            f"Field {field.model._meta.object_name}.{field.name} cannot be both deferred and traversed using select_related at the same time."
        )
    return True

PathInfo = namedtuple("PathInfo", "from_opts to_opts target_fields join_field m2m direct filtered_relation")


def subclasses(cls):
    yield cls
    for subclass in cls.__subclasses__():
        yield from subclasses(subclass)


def refs_expression(lookup_parts, annotations):
    for n in range(1, len(lookup_parts) + 1):
        level = "__".join(lookup_parts[:n])
        if annotations.get(level):
            return level, lookup_parts[n:]
    return None, ()


class class_or_instance_method:
    def __init__(self, class_method, instance_method):
        self.class_method = class_method
        self.instance_method = instance_method

    def __get__(self, instance, owner):
        if instance is None:
            return lambda *args, **kwargs: self.class_method(owner, *args, **kwargs)
        return lambda *args, **kwargs: self.instance_method(instance, *args, **kwargs)


def check_rel_lookup_compatibility(model, target_opts, field):
    def check(opts):
        return (
            model._meta.concrete_model == opts.concrete_model
            or opts.concrete_model in model._meta.all_parents
            or model in opts.all_parents
        )

    return check(target_opts) or getattr(field, "primary_key", False) and check(field.model._meta)
`

const relatedLookupsHelpers = `
def get_normalized_value(value, lhs):
    """The values of a model instance that a relation's columns are compared with."""
    from django.db.models import Model

    if isinstance(value, Model):
        if not value._is_pk_set():
            raise ValueError("Model instances passed to related filters must be saved.")
        values = []
        for source in getattr(lhs, "sources", None) or lhs.output_field.path_infos[-1].target_fields:
            while not isinstance(value, source.model) and source.remote_field:
                source = source.remote_field.model._meta.get_field(source.remote_field.field_name)
            try:
                values.append(getattr(value, source.attname))
            except AttributeError:
                return (value.pk,)
        return tuple(values)
    return value if isinstance(value, tuple) else (value,)


class RelatedLookupMixin:
    pass
`

const lookupsHelpers = `
class FieldGetDbPrepValueMixin:
    """For look-ups whose right-hand side goes through the field's get_db_prep_value()."""

    get_db_prep_lookup_value_is_iterable = False

    def get_db_prep_lookup(self, value, connection):
        field = getattr(self.lhs.output_field, "target_field", None)
        prep = getattr(field, "get_db_prep_value", None) or self.lhs.output_field.get_db_prep_value
        if not self.get_db_prep_lookup_value_is_iterable:
            value = [value]
        return "%s", [v if hasattr(v, "as_sql") else prep(v, connection, prepared=True) for v in value]


class FieldGetDbPrepValueIterableMixin(FieldGetDbPrepValueMixin):
    get_db_prep_lookup_value_is_iterable = True


class PostgresOperatorLookup(Lookup):
    postgres_operator = None


class UUIDTextMixin:
    """Takes the hyphens out of the right-hand side where the database keeps UUIDs as text."""

    def process_rhs(self, qn, connection):
        if not connection.features.has_native_uuid_field:
            from django.db.models import Value
            from django.db.models.functions import Replace

            if self.rhs_is_direct_value():
                self.rhs = Value(self.rhs)
            self.rhs = Replace(self.rhs, Value("-"), Value(""))
        return super().process_rhs(qn, connection)
`

const sqliteNumericMixin = `


class SQLiteNumericMixin:
    def as_sqlite(self, compiler, connection, **extra_context):
        from django.core.exceptions import FieldError

        sql, params = self.as_sql(compiler, connection, **extra_context)
        try:
            if self.output_field.get_internal_type() == "DecimalField":
                sql = "(CAST(%s AS NUMERIC))" % sql
        except FieldError:
            pass
        return sql, params
`

const mixinsSource = `
from decimal import Decimal

from django.db.models.fields import DecimalField, FloatField, IntegerField
from django.db.models.functions import Cast


class FixDecimalInputMixin:
    def as_postgresql(self, compiler, connection, **extra_context):
        field = DecimalField(decimal_places=20, max_digits=1000)
        clone = self.copy()
        clone.set_source_expressions([
            Cast(e, field) if isinstance(e.output_field, FloatField) else e for e in self.get_source_expressions()
        ])
        return clone.as_sql(compiler, connection, **extra_context)


class FixDurationInputMixin:
    pass


class NumericOutputFieldMixin:
    def _resolve_output_field(self):
        fields = self.get_source_fields()
        if any(isinstance(s, DecimalField) for s in fields):
            return DecimalField()
        if any(isinstance(s, IntegerField) for s in fields):
            return FloatField()
        return super()._resolve_output_field() if fields else None
`
