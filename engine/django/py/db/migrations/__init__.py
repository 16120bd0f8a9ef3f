"""Migrations, shown: what makemigrations would write for the models of the run, and the SQL of what was written."""

from django.db.migrations.migration import Migration, swappable_dependency
from django.db.migrations.operations import (
    AddConstraint, AddField, AddIndex, AlterField, AlterModelManagers, AlterModelOptions, AlterModelTable, AlterModelTableComment,
    AlterOrderWithRespectTo, AlterUniqueTogether, CreateModel, DeleteModel, RemoveConstraint, RemoveField, RemoveIndex, RenameField, RenameIndex,
    RenameModel, RunPython, RunSQL, SeparateDatabaseAndState,
)

__all__ = [
    "Migration", "swappable_dependency", "AddConstraint", "AddField", "AddIndex", "AlterField", "AlterModelManagers", "AlterModelOptions",
    "AlterModelTable", "AlterModelTableComment", "AlterOrderWithRespectTo", "AlterUniqueTogether", "CreateModel", "DeleteModel", "RemoveConstraint",
    "RemoveField", "RemoveIndex", "RenameField", "RenameIndex", "RenameModel", "RunPython", "RunSQL", "SeparateDatabaseAndState",
]
