import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ["InteractiveInterpreter", "InteractiveConsole", "interact", "compile_command"]


class InteractiveInterpreter:
    """Runs source text a statement at a time, in a namespace of its own."""

    def __init__(self, locals=None):
        self.locals = {"__name__": "__console__", "__doc__": None} if locals is None else locals
        self.compile = CommandCompiler()

    # Whether more lines are needed.
    def runsource(self, source, filename="<input>", symbol="single"):
        try:
            code = self.compile(source, filename, symbol)
        except (SyntaxError, ValueError, OverflowError):
            self.showsyntaxerror(filename)
            return False
        if code is not None:
            self.runcode(code)
        return code is None

    def runcode(self, code):
        try:
            exec(code, self.locals)
        except BaseException as exc:
            if isinstance(exc, SystemExit):
                raise
            self.showtraceback()

    # What is being handled, which the console keeps for its user too.
    def _keep(self):
        found = sys.exc_info()
        sys.last_type, sys.last_value, sys.last_traceback = found
        return found

    def showsyntaxerror(self, filename=None):
        kind, exc, _ = self._keep()
        if kind is SyntaxError and filename:
            exc.filename = filename
        self.write("".join(traceback.format_exception_only(exc)))

    def showtraceback(self):
        kind, exc, tb = self._keep()
        self.write("".join(traceback.format_exception(kind, exc, tb.tb_next)))

    def write(self, data):
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    def __init__(self, locals=None, filename="<console>"):
        super().__init__(locals)
        self.filename = filename
        self.resetbuffer()

    def resetbuffer(self):
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        prompts = getattr(sys, "ps1", ">>> "), getattr(sys, "ps2", "... ")
        if banner is None:
            banner = f"Python {sys.version} on {sys.platform}\n({type(self).__name__})"
        if banner:
            self.write(f"{banner}\n")
        more = False
        while True:
            try:
                line = self._line(prompts[bool(more)])
                if line is None:
                    break
                more = self.push(line)
            except KeyboardInterrupt:
                self.write("\nKeyboardInterrupt\n")
                self.resetbuffer()
                more = False
        if exitmsg is None:
            exitmsg = f"now exiting {type(self).__name__}..."
        if exitmsg != "":
            self.write(f"{exitmsg}\n")

    def _line(self, prompt):
        try:
            return self.raw_input(prompt)
        except EOFError:
            self.write("\n")

    def push(self, line):
        self.buffer.append(line)
        if self.runsource("\n".join(self.buffer), self.filename):
            return True
        self.resetbuffer()
        return False

    def raw_input(self, prompt=""):
        return input(prompt)


def interact(banner=None, readfunc=None, local=None, exitmsg=None):
    console = InteractiveConsole(local)
    if readfunc is not None:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)
