class MigrationOptimizer:
    """Makes fewer operations that do the same."""

    def optimize(self, operations, app_label):
        if app_label is None:
            raise TypeError("app_label must be a str.")
        self._iterations = 0
        while True:
            result = self.optimize_inner(operations, app_label)
            self._iterations += 1
            if result == operations:
                return result
            operations = result

    def optimize_inner(self, operations, app_label):
        new = []
        for i, operation in enumerate(operations):
            right = True  # whether what it is reduced to may stand where the other was
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
