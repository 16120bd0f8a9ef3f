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

const compilerHelpers = `
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
