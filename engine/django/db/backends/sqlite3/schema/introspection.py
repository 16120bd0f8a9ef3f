"""What SQLite knows of its own tables."""

from collections import namedtuple

TableInfo = namedtuple("TableInfo", ["name", "type"])


class DatabaseIntrospection:
    def __init__(self, connection):
        self.connection = connection

    def identifier_converter(self, name):
        return name

    def get_table_list(self, cursor):
        cursor.execute("SELECT name, type FROM sqlite_master WHERE type in ('table', 'view') AND NOT name='sqlite_sequence' ORDER BY name")
        return [TableInfo(name, kind[0]) for name, kind in cursor.fetchall()]

    def table_names(self, cursor=None, include_views=False):
        if cursor is None:
            with self.connection.cursor() as cursor:
                return self.table_names(cursor, include_views)
        return sorted(info.name for info in self.get_table_list(cursor) if include_views or info.type == "t")

    def django_table_names(self, only_existing=False, include_views=True):
        from django.apps import apps

        tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy}
        if only_existing:
            tables &= set(self.table_names(include_views=include_views))
        return sorted(tables)

    def get_primary_key_column(self, cursor, table_name):
        columns = self.get_primary_key_columns(cursor, table_name)
        return columns[0] if columns else None

    def get_primary_key_columns(self, cursor, table_name):
        cursor.execute("PRAGMA table_info(%s)" % self.connection.ops.quote_name(table_name))
        return [name for _, name, _, _, _, pk in sorted(cursor.fetchall(), key=lambda row: row[5]) if pk]

    def get_relations(self, cursor, table_name):
        cursor.execute("PRAGMA foreign_key_list(%s)" % self.connection.ops.quote_name(table_name))
        return {column: (other_column, other_table) for _, _, other_table, column, other_column, *_ in cursor.fetchall()}

    def get_constraints(self, cursor, table_name):
        """{name: what it is}, of indexes, unique constraints, keys and foreign keys."""
        quote = self.connection.ops.quote_name
        found = {}
        base = {"columns": None, "primary_key": False, "unique": False, "foreign_key": None, "check": False, "index": False}
        cursor.execute("PRAGMA index_list(%s)" % quote(table_name))
        for row in cursor.fetchall():
            index, unique = row[1], row[2]
            cursor.execute("PRAGMA index_xinfo(%s)" % quote(index))
            columns = [(r[2], "DESC" if r[3] else "ASC") for r in cursor.fetchall() if r[5]]
            found[index] = {**base, "columns": [c for c, _ in columns], "orders": [o for _, o in columns], "unique": bool(unique), "index": True, "type": "idx"}
        keys = self.get_primary_key_columns(cursor, table_name)
        if keys:
            found["__primary__"] = {**base, "columns": keys, "primary_key": True}
        for i, (column, target) in enumerate(self.get_relations(cursor, table_name).items()):
            found["fk_%d" % i] = {**base, "columns": [column], "foreign_key": (target[1], target[0])}
        return found
