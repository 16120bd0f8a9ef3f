import cmd, io
class T(cmd.Cmd):
    intro = 'Welcome'; prompt = '> '; use_rawinput = 0
    def do_add(self, arg):
        "add a b: adds"
        print(sum(map(int, arg.split())), file=self.stdout)
    def do_quit(self, arg): return True
    def do_shell(self, arg): self.stdout.write('sh ' + arg + '\n')
    def help_topic(self): self.stdout.write('topic help\n')
    def postloop(self): self.stdout.write('bye\n')
out = io.StringIO()
T(stdin=io.StringIO('add 1 2\n\nfoo bar\nhelp\nhelp add\nhelp quit\nhelp topic\n?add\n!ls -l\n  \nEOF\nquit\n'), stdout=out).cmdloop()
print(out.getvalue())
t = T(stdout=out); print(t.parseline('add 1 2'), t.parseline(''), t.parseline('!x'), t.parseline('?'), t.onecmd('quit'), t.completenames('a'), t.lastcmd)
out2 = io.StringIO(); t.stdout = out2; t.columnize(['item%d' % i for i in range(30)]); t.columnize([]); t.columnize(['one']); print(out2.getvalue())
class Q(cmd.Cmd):
    def do_EOF(self, a): print('eof'); return True
q = Q(); q.cmdqueue = ['x', 'EOF']; q.cmdloop('hi')
