import string
import sys

__all__ = ["Cmd"]

PROMPT = "(Cmd) "
IDENTCHARS = string.ascii_letters + string.digits + "_"


class Cmd:
    """A line-oriented interpreter: a line "name rest" calls do_name(rest)."""

    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = "="
    lastcmd = ""
    intro = None
    doc_leader = ""
    doc_header = "Documented commands (type help <topic>):"
    misc_header = "Miscellaneous help topics:"
    undoc_header = "Undocumented commands:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey="tab", stdin=None, stdout=None):
        self.completekey, self.cmdqueue = completekey, []
        self.stdin, self.stdout = stdin, stdout
        if stdin is None:
            self.stdin = sys.stdin
        if stdout is None:
            self.stdout = sys.stdout

    def _say(self, text):
        self.stdout.write(f"{text}\n")

    def cmdloop(self, intro=None):
        self.preloop()
        self.intro = self.intro if intro is None else intro
        if self.intro:
            self._say(self.intro)
        done = False
        while not done:
            line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._ask())
            done = self.postcmd(self.onecmd(line), line)
        self.postloop()

    def _ask(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return "EOF"
        self.stdout.write(self.prompt)
        self.stdout.flush()
        return (self.stdin.readline() or "EOF").rstrip("\r\n")

    # What a program may do around the loop and around each command.
    def preloop(self):
        pass

    def postloop(self):
        pass

    def precmd(self, line):
        return line

    def postcmd(self, stop, line):
        return stop

    # The command's name, the rest of the line, and the line with "?" and "!" written out.
    def parseline(self, line):
        line = line.strip()
        word = {"?": "help", "!": "shell"}.get(line[:1])
        if not line or word == "shell" and not hasattr(self, "do_shell"):
            return None, None, line
        if word:
            line = f"{word} {line[1:]}"
        rest = line.lstrip(self.identchars)
        return line[: len(line) - len(rest)], rest.strip(), line

    def onecmd(self, line):
        name, arg, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if name is not None:
            self.lastcmd = line if line != "EOF" else ""
            command = getattr(self, f"do_{name}", None)
            if name and command:
                return command(arg)
        return self.default(line)

    def emptyline(self):
        return self.onecmd(self.lastcmd) if self.lastcmd else None

    def default(self, line):
        self._say(f"*** Unknown syntax: {line}")

    def completedefault(self, *ignored):
        return []

    def get_names(self):
        return dir(self.__class__)

    def _names(self, prefix, start=""):
        return [name.removeprefix(prefix) for name in self.get_names() if name.startswith(prefix + start)]

    def completenames(self, text, *ignored):
        return self._names("do_", text)

    def complete_help(self, *args):
        return list({*self.completenames(*args), *self._names("help_", args[0])})

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            show = getattr(self, f"help_{arg}", None)
            if show:
                show()
                return
            doc = getattr(getattr(self, f"do_{arg}", None), "__doc__", None)
            self._say(doc or self.nohelp % (arg,))
            return
        topics, commands = set(self._names("help_")), sorted(set(self._names("do_")))
        known = [name for name in commands if name in topics or getattr(self, f"do_{name}").__doc__]
        self._say(self.doc_leader)
        self.print_topics(self.doc_header, known, 15, 80)
        self.print_topics(self.misc_header, sorted(topics.difference(commands)), 15, 80)
        self.print_topics(self.undoc_header, [name for name in commands if name not in known], 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        if not cmds:
            return
        self._say(header)
        if self.ruler:
            self._say(self.ruler * len(header))
        self.columnize(cmds, maxcol - 1)
        self._say("")

    def columnize(self, list, displaywidth=80):
        if not list:
            return self._say("<empty>")
        odd = [str(i) for i, text in enumerate(list) if not isinstance(text, str)]
        if odd:
            raise TypeError(f"list[i] not a string for i in {', '.join(odd)}")
        size = len(list)
        # As few rows as fit, filled downwards.
        for rows in range(1, size + 1):
            columns = [list[i:i + rows] for i in range(0, size, rows)]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        else:
            rows, columns, widths = size, [list], [0]
        for row in range(rows):
            texts = [column[row] if row < len(column) else "" for column in columns]
            while texts and not texts[-1]:
                del texts[-1]
            self._say("  ".join(text.ljust(width) for text, width in zip(texts, widths)))
