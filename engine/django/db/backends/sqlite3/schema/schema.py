"""The schema editor of SQLite: tables made, changed and dropped, or the statements for it collected."""

import copy
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db.models import NOT_PROVIDED, CheckConstraint, Model, UniqueConstraint, Value
from django.db.utils import NotSupportedError

# What may change in a field without a change of its table.
_without_column = {
    "blank", "choices", "db_column", "editable", "error_messages", "help_text", "limit_choices_to", "on_delete", "related_name", "related_query_name",
    "validators", "verbose_name",
}


def _q(name):
    return '"%s"' % name.strip('"')


@contextmanager
def constraint_checks_disabled(connection):
    """A block in which foreign keys are not looked at, where that can be done."""
    disabled = connection.disable_constraint_checking()
    try:
        yield
    finally:
        if disabled:
            connection.enable_constraint_checking()


class Statement(str):
    """A statement that knows which table and which of its columns it is about."""

    def __new__(cls, sql, model, columns=()):
        self = str.__new__(cls, sql)
        self.table, self.columns = model._meta.db_table, tuple(columns)
        return self

    def __repr__(self):
        return "<Statement %s>" % str.__repr__(self)

    def references_table(self, table):
        return table == self.table

    def references_column(self, table, column):
        return table == self.table and column in self.columns

    references_index = references_table


def _mentioned(model, sql):
    """The columns of model that a statement names."""
    return [f.column for f in model._meta.local_concrete_fields if f.column and _q(f.column) in sql.partition(" ON ")[2]]


def _statement(model, sql):
    return Statement(sql, model, _mentioned(model, sql))


def _index_sql(model, index):
    return _statement(model, _index(model, index))


def _drop_index_sql(model, index):
    return Statement("DROP INDEX %s" % _q(index.name), model)


def _constraint_sql(model, constraint):
    own = _constraint(model, constraint)
    if own is None and isinstance(constraint, UniqueConstraint):
        columns = ", ".join(_q(model._meta.get_field(name).column) for name in constraint.fields)
        own = "CREATE UNIQUE INDEX %s ON %s (%s)" % (_q(constraint.name), _q(model._meta.db_table), columns)
    if own is None:
        own = "ALTER TABLE %s ADD %s" % (_q(model._meta.db_table), _inline(model, constraint))
    return _statement(model, own)


def _drop_constraint_sql(model, constraint):
    if isinstance(constraint, UniqueConstraint):
        return Statement("DROP INDEX %s" % _q(constraint.name), model)
    return Statement("ALTER TABLE %s DROP CONSTRAINT %s" % (_q(model._meta.db_table), _q(constraint.name)), model)


def _own_table(field):
    """The model between two others that a many-to-many field has made, None when the program has written one."""
    between = field.remote_field.through
    return between if between._meta.auto_created else None


class DatabaseSchemaEditor:
    sql_create_table = "CREATE TABLE %(table)s (%(definition)s)"
    sql_rename_table = "ALTER TABLE %(old_table)s RENAME TO %(new_table)s"
    sql_delete_table = "DROP TABLE %(table)s"
    sql_create_column = "ALTER TABLE %(table)s ADD COLUMN %(column)s %(definition)s"
    sql_delete_column = "ALTER TABLE %(table)s DROP COLUMN %(column)s"
    sql_rename_column = "ALTER TABLE %(table)s RENAME COLUMN %(old_column)s TO %(new_column)s"
    sql_alter_column = "ALTER TABLE %(table)s %(changes)s"
    sql_alter_column_type = "ALTER COLUMN %(column)s TYPE %(type)s%(collation)s"
    sql_alter_column_null = "ALTER COLUMN %(column)s DROP NOT NULL"
    sql_alter_column_not_null = "ALTER COLUMN %(column)s SET NOT NULL"
    sql_alter_column_default = "ALTER COLUMN %(column)s SET DEFAULT %(default)s"
    sql_alter_column_no_default = "ALTER COLUMN %(column)s DROP DEFAULT"
    sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s) DEFERRABLE INITIALLY DEFERRED"
    sql_create_column_inline_fk = sql_create_inline_fk
    sql_create_fk = None
    sql_create_unique = "CREATE UNIQUE INDEX %(name)s ON %(table)s (%(columns)s)%(nulls_distinct)s"
    sql_delete_unique = "DROP INDEX %(name)s"
    sql_create_index = "CREATE INDEX %(name)s ON %(table)s (%(columns)s)%(include)s%(extra)s%(condition)s"
    sql_delete_index = "DROP INDEX %(name)s"
    sql_unique_constraint = "UNIQUE (%(columns)s)%(deferrable)s"
    sql_check_constraint = "CHECK (%(check)s)"
    sql_constraint = "CONSTRAINT %(name)s %(constraint)s"

    def __init__(self, connection, collect_sql=False, atomic=True):
        self.connection, self.collect_sql, self.atomic_migration = connection, collect_sql, atomic
        self.collected_sql = []
        self.deferred_sql = []

    def __enter__(self):
        if self.collect_sql:
            return self
        if not self.connection.disable_constraint_checking():
            raise NotSupportedError(
                "SQLite schema editor cannot be used while foreign key constraint checks are enabled. Make sure to disable them before entering a "
                "transaction.atomic() context because SQLite does not support disabling them in the middle of a multi-statement transaction."
            )
        if self.atomic_migration:
            from django.db import transaction

            self.atomic = transaction.atomic(self.connection.alias)
            self.atomic.__enter__()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if self.collect_sql:
            if exc_type is None:
                for sql in self.deferred_sql:
                    self.execute(sql)
            return
        try:
            try:
                if exc_type is None:
                    self.connection.check_constraints()
                    for sql in self.deferred_sql:
                        self.execute(sql)
            finally:
                if self.atomic_migration:
                    self.atomic.__exit__(exc_type, exc_value, traceback)
        finally:
            self.connection.enable_constraint_checking()

    def execute(self, sql, params=()):
        if self.collect_sql:
            ending = "" if sql.rstrip().endswith(";") else ";"
            self.collected_sql.append(sql + ending)
            return
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params or None)

    def quote_name(self, name):
        return _q(name)

    def quote_value(self, value):
        """A value as text of SQL. It is not safe against injection: only for default values and the like."""
        import datetime
        from decimal import Decimal

        if value is None:
            return "NULL"
        if isinstance(value, (bool, int, float, Decimal)):
            return str(int(value)) if isinstance(value, bool) else str(value)
        if isinstance(value, str):
            return "'%s'" % value.replace("'", "''")
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            return "'%s'" % value
        if isinstance(value, (bytes, bytearray, memoryview)):
            return "X'%s'" % value.hex()
        raise ValueError("Cannot quote parameter value %r of type %s" % (value, type(value)))

    prepare_default = quote_value

    def _remodel(self, model, create=None, delete=None, alter=None):
        """The model that a table is made anew for: model with one field more, fewer or another. It lives in a registry of its own."""
        opts = model._meta
        old_field, new_field = alter or (None, None)
        gone = delete or old_field
        fields = {f.name: copy.deepcopy(f) for f in opts.local_fields if gone is None or f.name != gone.name}
        added = create or new_field
        if added is not None:
            if added.primary_key:
                for field in [f for f in fields.values() if f.primary_key]:
                    if field.auto_created:
                        del fields[field.name]
                    else:
                        field.primary_key = False
            fields[added.name] = copy.deepcopy(added)
        renamed = {old_field.name: new_field.name} if alter else {}

        def moved(index):
            _, args, kwargs = index.deconstruct()
            if "fields" in kwargs:
                kwargs["fields"] = [n[:len(n) - len(n.lstrip("-"))] + renamed.get(n.lstrip("-"), n.lstrip("-")) for n in kwargs["fields"]]
            return index.__class__(*args, **kwargs)

        options = {
            "app_label": opts.app_label, "db_table": opts.db_table, "apps": Apps(), "constraints": list(opts.constraints),
            "unique_together": [[renamed.get(n, n) for n in names] for names in opts.unique_together],
            "indexes": [moved(index) for index in opts.indexes if delete is None or delete.name not in index.fields],
        }
        return type(model.__name__, (Model,), {**fields, "Meta": type("Meta", (), options), "__module__": model.__module__})

    # Tables

    def create_model(self, model):
        if not self.collect_sql:
            _give_way(self.connection, model)
        create, later = _create(model, None, None)
        self.execute(create)
        self.deferred_sql.extend(later)
        for between in filter(None, map(_own_table, model._meta.local_many_to_many)):
            self.create_model(between)

    def delete_model(self, model, handle_autom2m=True):
        for between in filter(None, map(_own_table, model._meta.local_many_to_many if handle_autom2m else ())):
            self.delete_model(between)
        self.execute("DROP TABLE %s" % _q(model._meta.db_table))
        # What was to follow the table's making is no longer to be done.
        self.deferred_sql = [sql for sql in self.deferred_sql if " ON %s " % _q(model._meta.db_table) not in sql]

    def alter_db_table(self, model, old_db_table, new_db_table):
        if old_db_table != new_db_table:
            self.execute("ALTER TABLE %s RENAME TO %s" % (_q(old_db_table), _q(new_db_table)))

    def alter_db_table_comment(self, model, old_db_table_comment, new_db_table_comment):
        pass

    def _remake(self, old, new, sources, order):
        """SQLite changes few things of a table: a new one is made, filled from the old one and put in its place."""
        table = old._meta.db_table
        create, later = _create(new, "new__" + table.strip('"'), order)
        self.execute(create)
        columns = {f.column for f in self._columns(new)}
        sources = {column: source for column, source in sources.items() if column in columns}
        self.execute(
            "INSERT INTO %s (%s) SELECT %s FROM %s"
            % (_q("new__" + table), ", ".join(_q(c) for c in sources), ", ".join(sources.values()), _q(table))
        )
        self.deferred_sql = [sql for sql in self.deferred_sql if " ON %s " % _q(table) not in sql]
        self.execute("DROP TABLE %s" % _q(table))
        self.execute("ALTER TABLE %s RENAME TO %s" % (_q("new__" + table), _q(table)))
        for sql in later:
            self.execute(sql.replace(" ON %s " % _q(new._meta.db_table), " ON %s " % _q(table)))

    @staticmethod
    def _columns(model):
        return [f for f in model._meta.local_concrete_fields if f.column]

    def _kept(self, model):
        return {f.column: _q(f.column) for f in self._columns(model) if not f.generated}

    # Fields

    def effective_default(self, field):
        """The value that existing rows get in a new column."""
        if field.has_default():
            default = field.get_default()
        elif not field.null and field.blank and field.empty_strings_allowed:
            default = b"" if field.get_internal_type() == "BinaryField" else ""
        elif getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            from django.utils import timezone

            default = timezone.now()
            kind = field.get_internal_type()
            if kind == "DateField":
                default = default.date()
            elif kind == "TimeField":
                default = default.time()
        else:
            default = None
        return field.get_db_prep_save(default, self.connection)

    def add_field(self, model, field):
        if field.many_to_many:
            if between := _own_table(field):
                self.create_model(between)
            return
        if not field.column:
            return
        old, new = model, self._remodel(model, create=field)
        expression_default = field.db_default is not NOT_PROVIDED and not isinstance(field.db_default, Value)
        stored = field.generated and field.db_persist
        default = None if field.generated else self.effective_default(field)
        if not (field.primary_key or field.unique or not field.null and not field.generated or default is not None or expression_default or stored):
            self.execute("ALTER TABLE %s ADD COLUMN %s" % (_q(new._meta.db_table), _definition(new, field.name)))
            self.deferred_sql.extend(_indexes(new, field.name))
            return
        sources = self._kept(old)
        if field.generated:
            pass
        elif field.db_default is not NOT_PROVIDED and not field.has_default():
            sources[field.column] = _expression(new, field.db_default)
        else:
            sources[field.column] = _quote_value(new, default)
        self._remake(old, new, sources, [f.name for f in self._columns(old)] + [field.name])

    def remove_field(self, model, field):
        if field.many_to_many:
            if between := _own_table(field):
                self.delete_model(between)
            return
        if not field.column:
            return
        if not (field.primary_key or field.unique or field.db_index or field.remote_field and field.db_constraint):
            self.execute("ALTER TABLE %s DROP COLUMN %s" % (_q(model._meta.db_table), _q(field.column)))
            return
        old, new = model, self._remodel(model, delete=field)
        sources = self._kept(old)
        sources.pop(field.column, None)
        self._remake(old, new, sources, [f.name for f in self._columns(old) if f.name != field.name])

    def alter_field(self, model, old_field, new_field, strict=False):
        if not self._field_should_be_altered(old_field, new_field):
            return
        through = [f.remote_field.through for f in (old_field, new_field) if f.many_to_many]
        if len(through) == 2 and all(m._meta.auto_created for m in through):
            return self._alter_many_to_many(model, old_field, new_field, strict)
        if len(through) == 2 and not any(m._meta.auto_created for m in through):
            return
        if through:
            raise ValueError(
                "Cannot alter field %s into field %s - they are not compatible types (you cannot alter to or from M2M fields, or add or remove "
                "through= on M2M fields)" % (old_field, new_field)
            )
        old, new = model, self._remodel(model, alter=(old_field, new_field))
        renamed = old_field.column != new_field.column
        if renamed and self._same_column(old_field, new_field) and not (old_field.remote_field and old_field.db_constraint):
            self.execute("ALTER TABLE %s RENAME COLUMN %s TO %s" % (_q(new._meta.db_table), _q(old_field.column), _q(new_field.column)))
            return
        sources = self._kept(old)
        sources.pop(old_field.column, None)
        if not new_field.generated:
            source = _q(old_field.column)
            if old_field.null and not new_field.null:
                if new_field.db_default is not NOT_PROVIDED and not new_field.has_default():
                    default = _expression(new, new_field.db_default)
                else:
                    default = _quote_value(new, self.effective_default(new_field))
                source = "coalesce(%s, %s)" % (source, default)
            sources[new_field.column] = source
        self._remake(old, new, sources, [f.name for f in self._columns(old) if f.name != old_field.name] + [new_field.name])
        if new_field.unique and old_field.db_parameters(self.connection)["type"] != new_field.db_parameters(self.connection)["type"]:
            self._remake_those_that_point_at(model, new_field)

    def _remake_those_that_point_at(self, model, field):
        """The columns of keys have the type of what they point at."""
        def with_keys():
            for relation in model._meta.related_objects:
                if relation.many_to_many:
                    yield field.primary_key and relation.through
                else:
                    yield relation.field_name == field.name and relation.related_model
            yield from (many.remote_field.through for many in model._meta.many_to_many if field.primary_key)

        between = {f.remote_field.through for f in model._meta.many_to_many} | {r.through for r in model._meta.related_objects if r.many_to_many}
        for other in dict.fromkeys(with_keys()):
            if other and other is not model and (other not in between or other._meta.auto_created):
                self._remake_as(other, other)

    def _alter_many_to_many(self, model, old_field, new_field, strict):
        """The table between two models: remade where it keeps its name, else another one that takes over the rows."""
        old, new = old_field.remote_field.through, new_field.remote_field.through
        ends = (old_field.m2m_reverse_field_name(), new_field.m2m_reverse_field_name()), (old_field.m2m_field_name(), new_field.m2m_field_name())
        if old._meta.db_table == new._meta.db_table:
            remodeled, sources = old, self._kept(old)
            for before, after in ends:
                before, after = old._meta.get_field(before), new._meta.get_field(after)
                remodeled = self._remodel(remodeled, alter=(before, after))
                sources[after.column] = sources.pop(before.column)
            self._remake(old, remodeled, sources, [f.name for f in self._columns(remodeled)])
            return
        self.create_model(new)
        self.execute(
            "INSERT INTO %s (%s) SELECT %s FROM %s" % (
                _q(new._meta.db_table), ", ".join(("id", new_field.m2m_column_name(), new_field.m2m_reverse_name())),
                ", ".join(("id", old_field.m2m_column_name(), old_field.m2m_reverse_name())), _q(old._meta.db_table),
            )
        )
        self.delete_model(old)

    def _field_should_be_altered(self, old_field, new_field):
        def shape(field):
            _, path, args, kwargs = field.deconstruct()
            return path, args, {k: v for k, v in kwargs.items() if k not in _without_column}

        if not old_field.concrete and not new_field.concrete and not old_field.many_to_many:
            return False
        return old_field.column != new_field.column or shape(old_field) != shape(new_field)

    def _same_column(self, old_field, new_field):
        _, old_path, _, old = old_field.deconstruct()
        _, new_path, _, new = new_field.deconstruct()
        drop = lambda kwargs: {k: v for k, v in kwargs.items() if k not in _without_column}
        return old_path == new_path and drop(old) == drop(new)

    # Indexes and constraints

    def add_index(self, model, index):
        self.execute(index.create_sql(model, self))

    def remove_index(self, model, index):
        self.execute(index.remove_sql(model, self))

    def rename_index(self, model, old_index, new_index):
        self.remove_index(model, old_index)
        self.add_index(model, new_index)

    def _remake_as(self, old, new):
        self._remake(old, new, self._kept(old), [f.name for f in self._columns(old)])

    def add_constraint(self, model, constraint):
        own = _constraint(model, constraint)
        if own is not None:
            self.execute(own)
        elif isinstance(constraint, (CheckConstraint, UniqueConstraint)):
            self._remake_as(model, model)

    def remove_constraint(self, model, constraint):
        if _constraint(model, constraint) is not None:
            self.execute("DROP INDEX %s" % _q(constraint.name))
        elif isinstance(constraint, (CheckConstraint, UniqueConstraint)):
            self._remake_as(model, model)

    def alter_unique_together(self, model, old_unique_together, new_unique_together):
        before, after = ({*map(tuple, groups)} for groups in (old_unique_together, new_unique_together))
        for names in sorted(before - after):
            self.execute("DROP INDEX %s" % _q(_unique(model, names)[0]))
        for names in sorted(after - before):
            self.execute(_unique(model, names)[1])
