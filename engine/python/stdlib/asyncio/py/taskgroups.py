from asyncio import events, exceptions, tasks

__all__ = ("TaskGroup",)


class TaskGroup:
    """Tasks that end together: the first failure cancels the rest, and all failures come out as one ExceptionGroup."""

    _state = "new"  # then entered, and exiting from the end of its block on
    _aborting = False  # the tasks have been cancelled
    _interrupted = False  # and so has the parent, which is to be told of a failure inside its block
    _loop = _parent_task = _fatal_error = _emptied = None

    def __init__(self):
        self._tasks, self._errors = set(), []

    def __repr__(self):
        said = ["<TaskGroup"]
        said += [f"{name}={len(some)}" for name, some in (("tasks", self._tasks), ("errors", self._errors)) if some]
        if self._aborting or self._state != "new":
            said.append("cancelling" if self._aborting else "entered")
        return " ".join(said) + ">"

    async def __aenter__(self):
        if self._state != "new":
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._loop = self._loop or events.get_running_loop()
        self._parent_task = tasks.current_task(self._loop)
        if not self._parent_task:
            raise RuntimeError(f"TaskGroup {self!r} cannot determine the parent task")
        self._state = "entered"
        return self

    def create_task(self, coro, *, name=None, context=None):
        refusal = (
            "has not been entered" if self._state == "new"
            else "is finished" if self._state == "exiting" and not self._tasks
            else "is shutting down" if self._aborting
            else None
        )
        if refusal:
            raise RuntimeError(f"TaskGroup {self!r} {refusal}")
        task = tasks._create_task(self._loop, coro, name, context)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    async def __aexit__(self, kind, error, tb):
        self._state = "exiting"
        self._note_fatal(error)
        cancelled = error if kind is exceptions.CancelledError else None
        if self._interrupted and not self._parent_task.uncancel():
            cancelled = None  # that was the group's own doing, and it ends here
        if kind:
            self._abort()
        while self._tasks:
            cancelled = await self._until_empty() or cancelled
        if self._fatal_error is not None:
            raise self._fatal_error
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind not in (None, exceptions.CancelledError):
            self._errors.append(error)
        errors, self._errors = self._errors, None
        if errors:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors) from None

    async def _until_empty(self):
        """Waits for the tasks; gives the cancellation that ended the waiting, if somebody else than the group has cancelled the parent."""
        self._emptied = self._loop.create_future()
        try:
            await self._emptied
        except exceptions.CancelledError as cancelled:
            if not self._aborting:
                self._abort()
                return cancelled
        finally:
            self._emptied = None

    def _note_fatal(self, error):
        """The first error that ends the program, rather than the group, goes on as it is."""
        if self._fatal_error is None and isinstance(error, (SystemExit, KeyboardInterrupt)):
            self._fatal_error = error

    def _abort(self):
        if self._aborting:
            return
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _on_task_done(self, task):
        self._tasks.discard(task)
        if not self._tasks and self._emptied and not self._emptied.done():
            self._emptied.set_result(True)
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        self._errors.append(error)
        self._note_fatal(error)
        parent = self._parent_task
        if parent.done():
            said = f"Task {task!r} has errored out but its parent task {parent} is already completed"
            self._loop.call_exception_handler(dict(message=said, exception=error, task=task))
        elif not self._aborting:
            self._abort()
            self._interrupted = True
            parent.cancel()
