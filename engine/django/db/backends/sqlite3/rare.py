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

        with transaction.atomic(using=self.connection.alias, savepoint=self.connection.features.can_rollback_ddl):
            with self.connection.cursor() as cursor:
                for sql in sql_list:
                    cursor.execute(sql)

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
