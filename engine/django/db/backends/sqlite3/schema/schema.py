"""The schema editor of SQLite: tables made, changed and dropped, or the statements for it collected."""

from django.db.models import NOT_PROVIDED, CheckConstraint, UniqueConstraint, Value

# What may change in a field without a change of its table.
_without_column = {
    "blank", "choices", "db_column", "editable", "error_messages", "help_text", "limit_choices_to", "on_delete", "related_name", "related_query_name",
    "validators", "verbose_name",
}


def _q(name):
    return '"%s"' % name.strip('"')


class DatabaseSchemaEditor:
    def __init__(self, connection, collect_sql=False, atomic=True):
        self.connection, self.collect_sql, self.atomic_migration = connection, collect_sql, atomic
        self.collected_sql = []
        self.deferred_sql = []

    def __enter__(self):
        if self.atomic_migration and not self.collect_sql:
            from django.db import transaction

            self.atomic = transaction.atomic(self.connection.alias)
            self.atomic.__enter__()
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is None:
            for sql in self.deferred_sql:
                self.execute(sql)
        if self.atomic_migration and not self.collect_sql:
            self.atomic.__exit__(exc_type, exc_value, traceback)

    def execute(self, sql, params=()):
        if self.collect_sql:
            ending = "" if sql.rstrip().endswith(";") else ";"
            self.collected_sql.append(sql + ending)
            return
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params or None)

    def quote_name(self, name):
        return _q(name)

    # Tables

    def create_model(self, model):
        create, later = _create(model, None, None)
        self.execute(create)
        self.deferred_sql.extend(later)
        for field in model._meta.local_many_to_many:
            if field.remote_field.through._meta.auto_created:
                self.create_model(field.remote_field.through)

    def delete_model(self, model, handle_autom2m=True):
        if handle_autom2m:
            for field in model._meta.local_many_to_many:
                if field.remote_field.through._meta.auto_created:
                    self.delete_model(field.remote_field.through)
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

    def add_field(self, old, new, field):
        """Adds a field of model new, which was model old before."""
        if field.many_to_many:
            if field.remote_field.through._meta.auto_created:
                self.create_model(field.remote_field.through)
            return
        if not field.column:
            return
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

    def remove_field(self, old, new, field):
        if field.many_to_many:
            if field.remote_field.through._meta.auto_created:
                self.delete_model(field.remote_field.through)
            return
        if not field.column:
            return
        if not (field.primary_key or field.unique or field.db_index or field.remote_field and field.db_constraint):
            self.execute("ALTER TABLE %s DROP COLUMN %s" % (_q(old._meta.db_table), _q(field.column)))
            return
        sources = self._kept(old)
        sources.pop(field.column, None)
        self._remake(old, new, sources, [f.name for f in self._columns(old) if f.name != field.name])

    def alter_field(self, old, new, old_field, new_field):
        if old_field.many_to_many or new_field.many_to_many:
            old_through, new_through = old_field.remote_field.through, new_field.remote_field.through
            if old_through._meta.auto_created and new_through._meta.auto_created:
                self.alter_db_table(new_through, old_through._meta.db_table, new_through._meta.db_table)
            return
        if not self._field_should_be_altered(old_field, new_field):
            return
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

    def _field_should_be_altered(self, old_field, new_field):
        def shape(field):
            _, path, args, kwargs = field.deconstruct()
            return path, args, {k: v for k, v in kwargs.items() if k not in _without_column}

        if not old_field.concrete and not new_field.concrete:
            return False
        return old_field.column != new_field.column or shape(old_field) != shape(new_field)

    def _same_column(self, old_field, new_field):
        _, old_path, _, old = old_field.deconstruct()
        _, new_path, _, new = new_field.deconstruct()
        drop = lambda kwargs: {k: v for k, v in kwargs.items() if k not in _without_column}
        return old_path == new_path and drop(old) == drop(new)

    # Indexes and constraints

    def add_index(self, model, index):
        self.execute(_index(model, index))

    def remove_index(self, model, index):
        self.execute("DROP INDEX %s" % _q(index.name))

    def rename_index(self, model, old_index, new_index):
        self.remove_index(model, old_index)
        self.add_index(model, new_index)

    def _remake_as(self, old, new):
        self._remake(old, new, self._kept(old), [f.name for f in self._columns(old)])

    def add_constraint(self, old, new, constraint):
        own = _constraint(new, constraint)
        if own is not None:
            self.execute(own)
        elif isinstance(constraint, (CheckConstraint, UniqueConstraint)):
            self._remake_as(old, new)

    def remove_constraint(self, old, new, constraint):
        if _constraint(old, constraint) is not None:
            self.execute("DROP INDEX %s" % _q(constraint.name))
        elif isinstance(constraint, (CheckConstraint, UniqueConstraint)):
            self._remake_as(old, new)

    def alter_unique_together(self, model, old_unique_together, new_unique_together):
        olds = {tuple(fields) for fields in old_unique_together}
        news = {tuple(fields) for fields in new_unique_together}
        for fields in sorted(olds - news):
            self.execute("DROP INDEX %s" % _q(_unique(model, fields)[0]))
        for fields in sorted(news - olds):
            self.execute(_unique(model, fields)[1])
