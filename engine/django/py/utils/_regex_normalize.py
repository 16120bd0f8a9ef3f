"""django.utils.regex_helper's way back from a regular expression to the texts that it matches: what a URL is made of again."""

# What a class of characters is represented by. None: it matches no character.
ESCAPE_MAPPINGS = {"A": None, "b": None, "B": None, "d": "0", "D": "x", "s": " ", "S": "x", "w": "x", "W": "!", "Z": None}


class Choice(list):
    """Alternatives."""


class Group(list):
    """A capturing group: its name, here always."""


class NonCapture(list):
    """A group that captures nothing."""


def next_char(input_iter):
    """Pairs of a character and whether it was escaped; an escape that matches no character is left out."""
    for ch in input_iter:
        if ch != "\\":
            yield ch, False
            continue
        ch = next(input_iter)
        representative = ESCAPE_MAPPINGS.get(ch, ch)
        if representative is not None:
            yield representative, True


def walk_to_end(ch, input_iter):
    """Consume the rest of a group, with the groups in it."""
    depth = 1 if ch == "(" else 0
    for ch, escaped in input_iter:
        if escaped:
            continue
        if ch == "(":
            depth += 1
        elif ch == ")":
            if not depth:
                return
            depth -= 1


def get_quantifier(ch, input_iter):
    """The smallest number of times that a quantifier stands for, and the character after it if that had to be read."""
    if ch in "*?+":
        try:
            after, _ = next(input_iter)
        except StopIteration:
            after = None
        if after == "?":
            after = None
        return (1 if ch == "+" else 0), after
    text = []
    while ch != "}":
        ch, _ = next(input_iter)
        text.append(ch)
    try:
        after, _ = next(input_iter)
    except StopIteration:
        after = None
    if after == "?":
        after = None
    return int("".join(text[:-1]).split(",")[0]), after


def contains(source, inst):
    """Whether there is such a thing in a sequence of sequences."""
    if isinstance(source, inst):
        return True
    return isinstance(source, NonCapture) and any(contains(elt, inst) for elt in source)


def flatten_result(source):
    """All texts that a normalized pattern stands for, and the parameters of each."""
    if source is None:
        return [""], [[]]
    if isinstance(source, Group):
        params = [] if source[1] is None else [source[1]]
        return [source[0]], [params]
    texts, params = [""], [[]]
    for item in source:
        if isinstance(item, str):
            texts = [text + item for text in texts]
        elif isinstance(item, Group):
            for text_index, text in enumerate(texts):
                texts[text_index] = text + item[0]
            if item[1]:
                params = [p + [item[1]] for p in params]
        elif isinstance(item, (Choice, NonCapture)):
            options = [flatten_result(elt) for elt in item] if isinstance(item, Choice) else [flatten_result(item)]
            flat = [pair for option in options for pair in zip(*option)]
            params = [known + names for known in params for _, names in flat]
            texts = [text + option for text in texts for option, _ in flat]
    return texts, params


def normalize(pattern):
    """The texts that a regular expression can be turned back into: pairs of a format text and the names of its parameters. Repetition is taken the fewest times
    that are allowed, any character of a set may stand for it, and groups without a name are called _0, _1, ... Alternatives and what looks ahead or
    behind are not turned back."""
    result, groups, consume_next, unnamed = [], [], True, 0
    chars = next_char(iter(pattern))
    try:
        ch, escaped = next(chars)
    except StopIteration:
        return [("", [])]
    try:
        while True:
            if escaped:
                result.append(ch)
            elif ch == ".":
                result.append(".")
            elif ch == "|":
                raise NotImplementedError("Awaiting Implementation")
            elif ch == "^":
                pass
            elif ch == "$":
                break
            elif ch == ")":
                # Only the end of a group that captures nothing comes here: the others have been walked to theirs.
                start = groups.pop()
                result = [*result[:start], NonCapture(result[start:])]
            elif ch == "[":
                ch, escaped = next(chars)
                result.append(ch)
                ch, escaped = next(chars)
                while escaped or ch != "]":
                    ch, escaped = next(chars)
            elif ch == "(":
                ch, escaped = next(chars)
                if ch != "?" or escaped:
                    name = "_%d" % unnamed
                    unnamed += 1
                    result.append(Group(("%%(%s)s" % name, name)))
                    walk_to_end(ch, chars)
                else:
                    ch, escaped = next(chars)
                    if ch in "!=<":
                        walk_to_end(ch, chars)
                    elif ch == ":":
                        groups.append(len(result))
                    elif ch != "P":
                        raise ValueError("Non-reversible reg-exp portion: '(?%s'" % ch)
                    else:
                        ch, escaped = next(chars)
                        if ch not in ("=", "<"):
                            raise ValueError("Non-reversible reg-exp portion: '(?P%s'" % ch)
                        end, name = (">" if ch == "<" else ")"), []
                        ch, escaped = next(chars)
                        while ch != end:
                            name.append(ch)
                            ch, escaped = next(chars)
                        param = "".join(name)
                        if end == ">":
                            result.append(Group(("%%(%s)s" % param, param)))
                            walk_to_end(ch, chars)
                        else:
                            result.append(Group(("%%(%s)s" % param, None)))
            elif ch in "*?+{":
                count, ch = get_quantifier(ch, chars)
                if ch:
                    consume_next = False
                if count == 0:
                    if contains(result[-1], Group):
                        # A group that may be left out: with its parameters and without.
                        result[-1] = Choice([None, result[-1]])
                    else:
                        result.pop()
                elif count > 1:
                    result.extend([result[-1]] * (count - 1))
            else:
                result.append(ch)
            if consume_next:
                ch, escaped = next(chars)
            consume_next = True
    except StopIteration:
        pass
    except NotImplementedError:
        return [("", [])]
    return list(zip(*flatten_result(result)))
