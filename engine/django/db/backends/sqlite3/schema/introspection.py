"""What SQLite knows of its own tables."""

import re
from collections import namedtuple

from django.db.utils import DatabaseError

TableInfo = namedtuple("TableInfo", ["name", "type"])
FieldInfo = namedtuple("FieldInfo", "name type_code display_size internal_size precision scale null_ok default collation pk has_json_constraint")

# The fields whose columns have these types.
_field_types = {
    "bool": "BooleanField", "boolean": "BooleanField", "smallint": "SmallIntegerField", "smallint unsigned": "PositiveSmallIntegerField",
    "smallinteger": "SmallIntegerField", "int": "IntegerField", "integer": "IntegerField", "bigint": "BigIntegerField",
    "integer unsigned": "PositiveIntegerField", "bigint unsigned": "PositiveBigIntegerField", "decimal": "DecimalField", "real": "FloatField",
    "text": "TextField", "char": "CharField", "varchar": "CharField", "blob": "BinaryField", "date": "DateField", "datetime": "DateTimeField",
    "time": "TimeField",
}


class FlexibleFieldLookupDict:
    """Field types by column types, whose size and case don't matter."""

    base_data_types_reverse = _field_types

    def __getitem__(self, key):
        return _field_types[key.lower().split("(", 1)[0].strip()]


def get_field_size(name):
    """The size in a column's type, None when it has none."""
    m = re.search(r"^\s*(?:var)?char\s*\(\s*(\d+)\s*\)\s*$", name)
    return int(m[1]) if m else None


def _definition(tokens, columns):
    """One column or constraint of CREATE TABLE: its name as a constraint, the columns of its UNIQUE and of its CHECK, and whether another follows."""
    constraint = name = field = None
    depth, unique, check = 0, [], []
    unique_from = check_from = None  # the depth of UNIQUE and CHECK while their columns are read
    for token in tokens:
        text, word = token[0], token["word"]
        if text.startswith(("--", "/*")):
            continue
        depth += {"(": 1, ")": -1}.get(text, 0)
        if depth < 0:
            return name, unique, check, False
        if text == "," and depth == 0:
            return name, unique, check, True
        upper = (word or "").upper()
        value = word if word is not None else token["quoted"]
        if constraint is None:
            constraint = upper == "CONSTRAINT"
            if constraint:
                continue
        if constraint:
            if name is None:
                name = value
            if upper == "UNIQUE":
                unique_from = depth
            elif unique_from is not None:
                if unique_from == depth:
                    unique_from = None if unique else unique_from
                    continue
                if value is not None:
                    unique.append(value)
        else:
            if field is None:
                field = value
            if upper == "UNIQUE":
                unique = [field]
        if upper == "CHECK":
            check_from = depth
        elif check_from is not None:
            if check_from == depth:
                check_from = None if check else check_from
            elif value in columns:
                check.append(value)
    return name, unique, check, False


class DatabaseIntrospection:
    def __init__(self, connection):
        self.connection = connection

    data_types_reverse = FlexibleFieldLookupDict()

    def get_field_type(self, data_type, description):
        field_type = self.data_types_reverse[data_type]
        if description.pk and field_type in {"BigIntegerField", "IntegerField", "SmallIntegerField"}:
            return "AutoField"  # SQLite's integer keys are all of 64 bits
        return "JSONField" if description.has_json_constraint else field_type

    def _table_sql(self, cursor, table_name):
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table_name])
        return (cursor.fetchone() or ("",))[0]

    def get_table_description(self, cursor, table_name):
        cursor.execute("PRAGMA table_xinfo(%s)" % self.connection.ops.quote_name(table_name))
        rows = cursor.fetchall()
        if not rows:
            raise DatabaseError(f"Table {table_name} does not exist (empty pragma).")
        sql = self._table_sql(cursor, table_name)
        collations = dict(re.findall(r'"([^"]+)"[^,"]*? COLLATE "?(\w+)', sql))
        json = set(re.findall(r'JSON_VALID\("([^"]+)"\)', sql))
        return [
            FieldInfo(name, kind, get_field_size(kind), None, None, None, not notnull, default, collations.get(name), bool(pk), name in json)
            for _, name, kind, notnull, default, pk, hidden in rows
            if hidden in (0, 2, 3)  # not those of virtual tables; 2 and 3 are generated columns
        ]

    def get_sequences(self, cursor, table_name, table_fields=()):
        return [{"table": table_name, "column": self.get_primary_key_column(cursor, table_name)}]

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

    def installed_models(self, tables):
        from django.apps import apps

        tables = {self.identifier_converter(table) for table in tables}
        return {m for m in apps.get_models(include_auto_created=True) if self.identifier_converter(m._meta.db_table) in tables}

    def sequence_list(self):
        from django.apps import apps

        found = []
        with self.connection.cursor() as cursor:
            for opts in (model._meta for model in apps.get_models()):
                if opts.managed and not opts.swapped:
                    found += self.get_sequences(cursor, opts.db_table, opts.local_fields)
                    # Tables between models that a program has written are those of models themselves.
                    own = [f.m2m_db_table() for f in opts.local_many_to_many if f.remote_field.through._meta.auto_created]
                    for table in own:
                        found += self.get_sequences(cursor, table)
        return found

    def get_primary_key_column(self, cursor, table_name):
        columns = self.get_primary_key_columns(cursor, table_name)
        return columns[0] if columns else None

    def get_primary_key_columns(self, cursor, table_name):
        cursor.execute("PRAGMA table_info(%s)" % self.connection.ops.quote_name(table_name))
        return [name for _, name, _, _, _, pk in sorted(cursor.fetchall(), key=lambda row: row[5]) if pk]

    def get_relations(self, cursor, table_name):
        cursor.execute("PRAGMA foreign_key_list(%s)" % self.connection.ops.quote_name(table_name))
        return {column: (other_column, other_table) for _, _, other_table, column, other_column, *_ in cursor.fetchall()}

    def _table_constraints(self, sql, columns):
        """What CREATE TABLE says of constraints, by name: those of columns and of the table, in the order in which they stand."""
        found = {}
        tokens = re.finditer(r'--[^\n]*|/\*.*?\*/|\'(?:[^\']|\'\')*\'|"(?P<quoted>[^"]*)"|(?P<word>[A-Za-z_]\w*)|\S', sql, re.S)
        for token in tokens:
            if token[0] == "(":
                break
        more = True
        while more:
            name, unique, check, more = _definition(tokens, columns)
            for names, kind in (unique, "unique"), (check, "check"):
                if names:
                    # A constraint may be unique and a check: the later one has the name.
                    key = name or "__unnamed_constraint_%d__" % (sum(k.startswith("__unnamed_constraint_") for k in found) + 1)
                    found[key] = {"unique": False, "columns": names, "primary_key": False, "foreign_key": None, "check": False, "index": False, kind: True}
        return found

    def get_constraints(self, cursor, table_name):
        """{name: what it is}, of indexes, unique constraints, checks, keys and foreign keys."""
        quote = self.connection.ops.quote_name
        sql = self._table_sql(cursor, table_name)
        cursor.execute("PRAGMA table_xinfo(%s)" % quote(table_name))
        found = self._table_constraints(sql, {row[1] for row in cursor.fetchall()})
        base = {"columns": None, "primary_key": False, "unique": False, "foreign_key": None, "check": False, "index": False}
        cursor.execute("PRAGMA index_list(%s)" % quote(table_name))
        for _, index, unique, origin, *_ in cursor.fetchall():
            cursor.execute("PRAGMA index_xinfo(%s)" % quote(index))
            columns = [(r[2], "DESC" if r[3] else "ASC") for r in cursor.fetchall() if r[5]]
            names = [c for c, _ in columns]
            if origin == "c":
                found[index] = {**base, "columns": names, "orders": [o for _, o in columns], "unique": bool(unique), "index": True, "type": "idx"}
        keys = self.get_primary_key_columns(cursor, table_name)
        if keys:
            found["__primary__"] = {**base, "columns": keys, "primary_key": True}
        for i, (column, target) in enumerate(self.get_relations(cursor, table_name).items()):
            found["fk_%d" % i] = {**base, "columns": [column], "foreign_key": (target[1], target[0])}
        return found
