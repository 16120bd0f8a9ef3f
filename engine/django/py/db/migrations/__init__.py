"""Migrations: what makemigrations would write for the models of the run, the SQL of what was written, and migrations run on the database of the run."""

from django.db.migrations.migration import Migration, swappable_dependency
from django.db.migrations.operations import (
    AddConstraint, AddField, AddIndex, AlterField, AlterIndexTogether, AlterModelManagers, AlterModelOptions, AlterModelTable, AlterModelTableComment,
    AlterOrderWithRespectTo, AlterUniqueTogether, CreateModel, DeleteModel, RemoveConstraint, RemoveField, RemoveIndex, RenameField, RenameIndex,
    RenameModel, RunPython, RunSQL, SeparateDatabaseAndState,
)

__all__ = [
    "Migration", "swappable_dependency", "AddConstraint", "AddField", "AddIndex", "AlterField", "AlterIndexTogether", "AlterModelManagers", "AlterModelOptions",
    "AlterModelTable", "AlterModelTableComment", "AlterOrderWithRespectTo", "AlterUniqueTogether", "CreateModel", "DeleteModel", "RemoveConstraint",
    "RemoveField", "RemoveIndex", "RenameField", "RenameIndex", "RenameModel", "RunPython", "RunSQL", "SeparateDatabaseAndState",
]
