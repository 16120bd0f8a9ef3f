__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    return _scan(args, shortopts, longopts, False)


def gnu_getopt(args, shortopts, longopts=[]):
    return _scan(args, shortopts, longopts, True)


def _scan(args, shortopts, longopts, mixed):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    if mixed:
        import os

        if shortopts.startswith("+"):
            shortopts, mixed = shortopts[1:], False
        elif os.environ.get("POSIXLY_CORRECT"):
            mixed = False
    opts, rest = [], []
    args = list(args)
    while args:
        arg = args.pop(0)
        if arg == "--":
            rest += args
            break
        if arg.startswith("--"):
            _long(opts, arg[2:], longopts, args)
        elif arg.startswith("-") and arg != "-":
            _short(opts, arg[1:], shortopts, args)
        elif mixed:
            rest.append(arg)
        else:
            rest = [arg] + args
            break
    return opts, rest


def _long(opts, opt, longopts, args):
    opt, eq, optarg = opt.partition("=")
    optarg = optarg if eq else None
    found = [o for o in longopts if o.startswith(opt)]
    if not found:
        raise GetoptError(f"option --{opt} not recognized", opt)
    if opt in found:
        has_arg = False
    elif opt + "=" in found:
        has_arg = True
    else:
        if len(found) > 1:
            raise GetoptError(f"option --{opt} not a unique prefix", opt)
        has_arg = found[0].endswith("=")
        opt = found[0].rstrip("=")
    if has_arg and optarg is None:
        if not args:
            raise GetoptError(f"option --{opt} requires argument", opt)
        optarg = args.pop(0)
    elif not has_arg and optarg is not None:
        raise GetoptError(f"option --{opt} must not have an argument", opt)
    opts.append(("--" + opt, optarg or ""))


def _short(opts, letters, shortopts, args):
    while letters:
        opt, letters = letters[0], letters[1:]
        at = shortopts.find(opt)
        if at < 0 or opt == ":":
            raise GetoptError(f"option -{opt} not recognized", opt)
        optarg = ""
        if shortopts.startswith(":", at + 1):
            if not letters:
                if not args:
                    raise GetoptError(f"option -{opt} requires argument", opt)
                letters = args.pop(0)
            optarg, letters = letters, ""
        opts.append(("-" + opt, optarg))
