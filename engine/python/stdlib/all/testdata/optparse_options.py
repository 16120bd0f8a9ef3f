from optparse import OptionParser, OptionGroup, OptionValueError, SUPPRESS_HELP, TitledHelpFormatter, make_option
import sys


def show(parser, argv):
    print(argv)
    try:
        values, args = parser.parse_args(argv)
        print(" ", values, args)
    except SystemExit as e:
        print("  exit", e.code)


sys.stderr = sys.stdout
parser = OptionParser(usage="usage: %prog [options] arg1 arg2", version="%prog 1.0", prog="tool",
                      description="A tool that shows what the old parser of command lines did with its options, in a long line.",
                      epilog="That is all.")
parser.add_option("-f", "--file", dest="filename", help="write report to FILE", metavar="FILE")
parser.add_option("-q", "--quiet", action="store_false", dest="verbose", default=True, help="don't print status messages to stdout")
parser.add_option("-n", "--num", type="int", default=3, help="a number [default: %default]")
parser.add_option("-x", type="float", nargs=2, metavar="X Y")
parser.add_option("-m", "--mode", choices=["fast", "slow"], default="fast", help="how")
parser.add_option("-I", action="append", dest="path", help=SUPPRESS_HELP)
parser.add_option("-v", action="count", dest="level", default=0)
parser.add_option("--name-of-it", action="append_const", const="it", dest="names")


def check(option, opt, value, parser, *args, **kwargs):
    print("  callback", opt, value, args, kwargs)
    if value == "bad":
        raise OptionValueError("bad value for " + opt)
    setattr(parser.values, option.dest, value.upper())


group = OptionGroup(parser, "Dangerous Options", "Caution: use these options at your own risk.")
group.add_option("-g", "--group", action="callback", callback=check, type="string", dest="grp", callback_args=(1,), callback_kwargs={"k": 2},
                 help="Group option.")
parser.add_option_group(group)
parser.print_help()
for argv in (
    [], ["-f", "a", "b"], ["--file=x", "-q", "y"], ["-fx"], ["-n", "0x1F"], ["-n12"], ["-n", "010"], ["-n", "z"], ["-x", "1", "2.5", "rest"],
    ["-x", "1"], ["--mode", "slow"], ["--mode=no"], ["-I", "a", "-Ib"], ["-vvv"], ["--na", "--name-of"], ["--n=4"], ["--quiet=1"], ["-z"],
    ["--", "-f"], ["-g", "good"], ["-g", "bad"], ["--version"], ["-", "x"], ["-vqn", "7", "end"], ["--bogus"],
):
    show(parser, argv)
parser.disable_interspersed_args()
show(parser, ["-v", "cmd", "-v"])
parser.set_defaults(num=9, other="x")
show(parser, [])
print(parser.has_option("-f"), parser.get_option("--file"), parser.get_option_group("-g").title)
parser.remove_option("-f")
show(parser, ["--file", "x"])
other = OptionParser(formatter=TitledHelpFormatter(), option_list=[make_option("-a", "--all", help="all of them")], add_help_option=False, prog="p")
other.print_help()
for wrong in (lambda: other.add_option("-a"), lambda: other.add_option("a"), lambda: other.add_option("--b", action="store_true", type="int"),
              lambda: other.add_option("--b", type="choice"), lambda: other.add_option("-b", wrong=1), lambda: other.add_option("-bb")):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
other.remove_option("-a")
print(repr(other.format_help()))
