"""What programs seldom ask of a connection and its operations: found here when the connection itself has no such attribute."""

from contextlib import contextmanager

from django.db.utils import NotSupportedError


class DatabaseWrapper:
    queries_limit = 9000
    errors_occurred = False
    health_check_enabled = False
    health_check_done = True
    close_at = None
    execute_hooks = ()

    @property
    def allow_thread_sharing(self):
        return self.__dict__.get("_thread_sharing_count", 0) > 0

    def inc_thread_sharing(self):
        self._thread_sharing_count = self.__dict__.get("_thread_sharing_count", 0) + 1

    def dec_thread_sharing(self):
        count = self.__dict__.get("_thread_sharing_count", 0)
        if count <= 0:
            raise RuntimeError("Cannot decrement the thread sharing count below zero.")
        self._thread_sharing_count = count - 1

    def validate_thread_sharing(self):
        """Each thread has a connection of its own here, and may use another's: SQLite sees one statement at a time."""

    def get_database_version(self):
        import sqlite3

        return tuple(int(n) for n in sqlite3.sqlite_version.split("."))

    def check_database_version_supported(self):
        minimum, version = self.features.minimum_database_version, self.get_database_version()
        if minimum is not None and version < minimum:
            minimum, version = (".".join(map(str, v)) for v in (minimum, version))
            raise NotSupportedError(f"{self.display_name} {minimum} or later is required (found {version}).")

    def init_connection_state(self):
        self.check_database_version_supported()

    def check_settings(self):
        if self.settings_dict["TIME_ZONE"] is not None:
            from django.conf import settings

            if not settings.USE_TZ:
                from django.core.exceptions import ImproperlyConfigured

                raise ImproperlyConfigured(f"Connection '{self.alias}' cannot set TIME_ZONE because USE_TZ is False.")

    def chunked_cursor(self):
        return self.cursor()

    def prepare_database(self):
        pass

    def ensure_timezone(self):
        return False

    def close_if_unusable_or_obsolete(self):
        pass

    def close_if_health_check_failed(self):
        pass

    @contextmanager
    def _nodb_cursor(self):
        with self.cursor() as cursor:
            yield cursor

    # What the wrapper is made of.

    @property
    def data_types(self):
        """{kind of field: type of its column}."""
        return {kind: column for column, kinds in _columns.items() for kind in kinds.split()}

    @property
    def data_types_suffix(self):
        return dict.fromkeys((kind for kind in self.data_types if kind.endswith("AutoField")), "AUTOINCREMENT")

    @property
    def data_type_check_constraints(self):
        checks = {kind: '"%(column)s" >= 0' for kind in self.data_types if kind.startswith("Positive")}
        return {**checks, "JSONField": '(JSON_VALID("%(column)s") OR "%(column)s" IS NULL)'}

    @property
    def Database(self):
        import sqlite3

        return sqlite3

    @property
    def SchemaEditorClass(self):
        from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

        return DatabaseSchemaEditor

    features_class = property(lambda self: type(self.features))
    ops_class = property(lambda self: type(self.ops))
    introspection_class = property(lambda self: type(self.introspection))
    creation_class = property(lambda self: type(self.creation))

    @property
    def wrap_database_errors(self):
        from contextlib import nullcontext

        return nullcontext()

    def get_connection_params(self):
        from django.core.exceptions import ImproperlyConfigured

        name = self.settings_dict.get("NAME")
        if not name:
            raise ImproperlyConfigured("settings.DATABASES is improperly configured. Please supply the NAME value.")
        params = {"database": name, "check_same_thread": False, "uri": True}
        params.update(self.settings_dict.get("OPTIONS") or {})
        return params


_columns = {
    "integer": "AutoField BigAutoField SmallAutoField IntegerField", "bigint": "BigIntegerField DurationField", "smallint": "SmallIntegerField",
    "integer unsigned": "PositiveIntegerField", "bigint unsigned": "PositiveBigIntegerField", "smallint unsigned": "PositiveSmallIntegerField",
    "varchar(%(max_length)s)": "CharField SlugField FileField FilePathField", "text": "TextField JSONField", "char(32)": "UUIDField",
    "char(39)": "GenericIPAddressField", "char(15)": "IPAddressField", "bool": "BooleanField", "real": "FloatField", "decimal": "DecimalField",
    "date": "DateField", "datetime": "DateTimeField", "time": "TimeField", "BLOB": "BinaryField",
}


class DatabaseOperations:
    set_operators = {"union": "UNION", "intersection": "INTERSECT", "difference": "EXCEPT"}
    UNBOUNDED_PRECEDING = "UNBOUNDED PRECEDING"
    UNBOUNDED_FOLLOWING = "UNBOUNDED FOLLOWING"
    CURRENT_ROW = "CURRENT ROW"
    PRECEDING = "PRECEDING"
    FOLLOWING = "FOLLOWING"
    explain_prefix = "EXPLAIN QUERY PLAN"
    jsonfield_datatype_values = frozenset(["null", "false", "true"])

    def check_expression_support(self, expression):
        from django.core.exceptions import FieldError
        from django.db import models

        if isinstance(expression, (models.Sum, models.Avg, models.Variance, models.StdDev)):
            for source in expression.get_source_expressions():
                try:
                    field = source.output_field
                except (AttributeError, FieldError):
                    continue
                if isinstance(field, (models.DateField, models.DateTimeField, models.TimeField)):
                    raise NotSupportedError(
                        "You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields in sqlite3 since date/time is saved as text."
                    )
        if isinstance(expression, models.Aggregate) and expression.distinct and len(expression.source_expressions) > 1:
            raise NotSupportedError("SQLite doesn't support DISTINCT on aggregate functions accepting multiple arguments.")

    def last_executed_query(self, cursor, sql, params):
        if not params:
            return sql
        if isinstance(params, (list, tuple)):
            return self._last_executed_query(sql, tuple(params))
        return sql % {name: self._last_executed_query("%s", (value,)) for name, value in params.items()}

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if tables and allow_cascade:
            tables = self._with_references(tables)
        word, table_name = style.SQL_KEYWORD, style.SQL_FIELD
        statements = [f"{word('DELETE')} {word('FROM')} {table_name(self.quote_name(table))};" for table in tables]
        if reset_sequences:
            statements += self.sequence_reset_by_name_sql(style, [{"table": table} for table in tables])
        return statements

    def _with_references(self, tables):
        """The tables, and all whose rows refer to theirs."""
        found, queue = set(), list(tables)
        while queue:
            table = queue.pop()
            if table in found:
                continue
            found.add(table)
            with self.connection.cursor() as cursor:
                for other in self.connection.introspection.table_names(cursor):
                    relations = self.connection.introspection.get_relations(cursor, other)
                    if any(relation[1] == table for relation in relations.values()):
                        queue.append(other)
        return found

    def execute_sql_flush(self, sql_list):
        from django.db import transaction

        conn = self.connection
        with transaction.atomic(conn.alias, savepoint=conn.features.can_rollback_ddl), conn.cursor() as cursor:
            for statement in sql_list:
                cursor.execute(statement)

    def sequence_reset_by_name_sql(self, style, sequences):
        if not sequences:
            return []
        word, quoted = style.SQL_KEYWORD, self.quote_name
        names = ", ".join(f"'{sequence['table']}'" for sequence in sequences)
        return [
            f"{word('UPDATE')} {style.SQL_TABLE(quoted('sqlite_sequence'))} {word('SET')} {style.SQL_FIELD(quoted('seq'))} = 0 "
            f"{word('WHERE')} {style.SQL_FIELD(quoted('name'))} {word('IN')} ({names});"
        ]

    def sequence_reset_sql(self, style, model_list):
        return []

    compiler_module = "django.db.models.sql.compiler"

    def compiler(self, compiler_name):
        from django.db.models.sql import compiler

        return getattr(compiler, compiler_name)

    def prepare_sql_script(self, sql):
        """The statements of a text, without comments."""
        return list(_statements(sql))

    def autoinc_sql(self, table, column):
        return None

    def cache_key_culling_sql(self):
        return f"SELECT {self.quote_name('cache_key')} FROM %s ORDER BY {self.quote_name('cache_key')} LIMIT 1 OFFSET %%s"

    def for_update_sql(self, nowait=False, skip_locked=False, of=(), no_key=False):
        return ""

    def force_group_by(self):
        return []

    def modify_insert_params(self, placeholder, params):
        return params

    def prep_for_iexact_query(self, x):
        return x

    def insert_statement(self, on_conflict=None):
        from django.db.models.constants import OnConflict

        return "INSERT OR IGNORE INTO" if on_conflict == OnConflict.IGNORE else "INSERT INTO"

    def bulk_insert_sql(self, fields, placeholder_rows):
        return "VALUES %s" % ", ".join("(%s)" % ", ".join(row) for row in placeholder_rows)

    def return_insert_columns(self, fields):
        q = self.quote_name
        names = ", ".join(q(field.model._meta.db_table) + "." + q(field.column) for field in fields or ())
        return names and "RETURNING " + names, ()

    def fetch_returned_insert_columns(self, cursor, returning_params):
        return cursor.fetchone()

    def prepare_join_on_clause(self, local_table, local_column, foreign_table, foreign_column):
        from django.db.models.expressions import Col

        return Col(local_table.alias, local_column), Col(foreign_table.alias, foreign_column)

    def subtract_temporals(self, internal_type, lhs, rhs):
        name = {"TimeField": "django_time_diff"}.get(internal_type, "django_timestamp_diff")
        sides = ", ".join(text for text, _ in (lhs, rhs))
        return f"{name}({sides})", tuple(param for _, params in (lhs, rhs) for param in params)

    @staticmethod
    def _year(value, iso_year):
        """The first day of a year and of the next one."""
        import datetime

        begin = (lambda year: datetime.date.fromisocalendar(year, 1, 1)) if iso_year else (lambda year: datetime.date(year, 1, 1))
        return begin(value), begin(value + 1)

    def year_lookup_bounds_for_date_field(self, value, iso_year=False):
        import datetime

        start, end = self._year(value, iso_year)
        return [self.adapt_datefield_value(day) for day in (start, end - datetime.timedelta(days=1))]

    def year_lookup_bounds_for_datetime_field(self, value, iso_year=False):
        import datetime

        from django.conf import settings
        from django.utils import timezone

        start, end = (datetime.datetime(day.year, day.month, day.day) for day in self._year(value, iso_year))
        bounds = [start, end - datetime.datetime.resolution]
        if settings.USE_TZ:
            bounds = [timezone.make_aware(moment, timezone.get_current_timezone()) for moment in bounds]
        return [self.adapt_datetimefield_value(moment) for moment in bounds]

    # What comes from the database, as Python's own.

    def convert_durationfield_value(self, value, expression, connection):
        import datetime

        return None if value is None else datetime.timedelta(microseconds=value)

    @staticmethod
    def _parsed(kind, value):
        from django.utils import dateparse

        return getattr(dateparse, "parse_" + kind)(value) if isinstance(value, str) else value

    def convert_datetimefield_value(self, value, expression, connection):
        from django.conf import settings
        from django.utils import timezone

        moment = self._parsed("datetime", value)
        naive = moment is not None and timezone.is_naive(moment)
        return timezone.make_aware(moment, self.connection.timezone) if naive and settings.USE_TZ else moment

    def convert_datefield_value(self, value, expression, connection):
        return self._parsed("date", value)

    def convert_timefield_value(self, value, expression, connection):
        return self._parsed("time", value)

    def convert_uuidfield_value(self, value, expression, connection):
        import uuid

        return uuid.UUID(value) if value is not None else None

    def convert_booleanfield_value(self, value, expression, connection):
        return {0: False, 1: True}.get(value, value)

    def explain_query_prefix(self, format=None, **options):
        if format:
            raise ValueError(f"{format.upper()} is not a recognized format. {self.connection.display_name} does not support any formats.")
        if options:
            raise ValueError(f"Unknown options: {', '.join(sorted(options))}")
        return self.explain_prefix

    def tablespace_sql(self, tablespace, inline=False):
        return ""

    def adapt_unknown_value(self, value):
        from datetime import date, datetime, time
        from decimal import Decimal

        if isinstance(value, datetime):
            return self.adapt_datetimefield_value(value)
        if isinstance(value, date):
            return self.adapt_datefield_value(value)
        if isinstance(value, time):
            return self.adapt_timefield_value(value)
        if isinstance(value, Decimal):
            return self.adapt_decimalfield_value(value)
        return value

    def adapt_decimalfield_value(self, value, max_digits=None, decimal_places=None):
        return value

    def adapt_ipaddressfield_value(self, value):
        return value or None

    def window_frame_value(self, value):
        if isinstance(value, int):
            if value == 0:
                return self.CURRENT_ROW
            return f"{abs(value)} {self.PRECEDING if value < 0 else self.FOLLOWING}"

    def window_frame_rows_start_end(self, start=None, end=None):
        if isinstance(start, int) and isinstance(end, int) and start > end:
            raise ValueError("start cannot be greater than end.")
        start = self.UNBOUNDED_PRECEDING if start is None else self.window_frame_value(start)
        return start, self.UNBOUNDED_FOLLOWING if end is None else self.window_frame_value(end)

    def window_frame_range_start_end(self, start=None, end=None):
        if (start is not None and not isinstance(start, int)) or (isinstance(start, int) and start > 0):
            raise ValueError(f"start argument must be a negative integer, zero, or None, but got '{start}'.")
        if (end is not None and not isinstance(end, int)) or (isinstance(end, int) and end < 0):
            raise ValueError(f"end argument must be a positive integer, zero, or None, but got '{end}'.")
        return self.window_frame_rows_start_end(start, end)


def _statements(sql):
    """The statements of a text: a semicolon ends one unless it stands in a string, a quoted name, a comment or a trigger's body."""
    import re

    token = re.compile(r"--[^\n]*\n?|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\w+|;|\s+|.", re.S)
    parts, depth, trigger = [], 0, False
    for part in token.findall(sql):
        if part.startswith(("--", "/*")):
            parts.append("\n" if part.startswith("--") else "")
            continue
        word = part.upper()
        if word == "TRIGGER" and "".join(parts).split()[:1] == ["CREATE"]:
            trigger = True
        elif trigger and word in ("BEGIN", "CASE"):
            depth += 1
        elif trigger and word == "END":
            depth -= 1
        parts.append(part)
        if part == ";" and depth == 0:
            statement = "".join(parts).strip()
            parts, trigger = [], False
            if statement != ";":
                yield statement
    statement = "".join(parts).strip()
    if statement:
        yield statement
