# Methods of tasks that are easier said in Python; the native task calls them with itself in front.


def _task_get_stack(task, limit):
    coro = task.get_coro()
    frames = []
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        tb = task._exception.__traceback__
        while tb is not None and (limit is None or len(frames) < limit):
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    import linecache
    import traceback

    entries = []
    for f in task.get_stack(limit=limit):
        name, line = f.f_code.co_filename, f.f_lineno
        entries.append((name, line, f.f_code.co_name, linecache.getline(name, line, f.f_globals)))
    exc = task._exception
    if not entries:
        print(f"No stack for {task!r}", file=file)
    else:
        print(f"{'Stack' if exc is None else 'Traceback'} for {task!r} (most recent call last):", file=file)
    traceback.print_list(entries, file=file)
    if exc is not None:
        for text in traceback.format_exception_only(exc.__class__, exc):
            print(text, file=file, end="")
