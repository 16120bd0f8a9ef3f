class MigrationOptimizer:
    """Makes fewer operations that do the same."""

    def optimize(self, operations, app_label):
        shorter = self._once(operations, app_label)
        while shorter != operations:
            operations, shorter = shorter, self._once(shorter, app_label)
        return shorter

    def _once(self, operations, app_label):
        """The operations with the first two that can be one made so."""
        for first, operation in enumerate(operations):
            passes = True  # whether all between could as well come before the operation
            for second in range(first + 1, len(operations)):
                other, between = operations[second], operations[first + 1:second]
                result = operation.reduce(other, app_label)
                if not isinstance(result, list):
                    passes = passes and bool(result)
                elif passes:
                    return [*operations[:first], *between, *result, *operations[second + 1:]]
                elif all(one.reduce(other, app_label) is True for one in between):
                    return [*operations[:first], *result, *between, *operations[second + 1:]]
                else:
                    break
        return [*operations]
