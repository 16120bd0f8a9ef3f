class MigrationOptimizer:
    """Makes fewer operations that do the same."""

    def optimize(self, operations, app_label):
        while True:
            result = self._once(operations, app_label)
            if result == operations:
                return result
            operations = result

    def _once(self, operations, app_label):
        new = []
        for i, operation in enumerate(operations):
            right = True
            for j, other in enumerate(operations[i + 1:]):
                result = operation.reduce(other, app_label)
                if isinstance(result, list):
                    between = operations[i + 1:i + j + 1]
                    if right:
                        new += between + result
                    elif all(op.reduce(other, app_label) is True for op in between):
                        new += result + between
                    else:
                        new.append(operation)
                        break
                    return new + operations[i + j + 2:]
                if not result:
                    right = False
            else:
                new.append(operation)
        return new
