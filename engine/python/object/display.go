package object

// What the interpreter prints by itself goes through the program's sys.stdout and sys.stderr, which it may have replaced.

// WriteSys writes to sys.stdout (fd 1) or sys.stderr (2).
func (t *Thread) WriteSys(fd int, text string) error {
	if sys, ok := t.RT.Modules.GetName("sys").(*Module); ok {
		name := [...]string{1: "stdout", 2: "stderr"}[fd]
		if out := sys.Dict.GetName(name); out != nil && out != None {
			_, err := CallMethod(t, out, "write", NewStr(text))
			return err
		}
	}
	return t.Write(fd, text)
}

// Display is sys.displayhook as it is at first: what the interactive interpreter does with the value of an expression.
func (t *Thread) Display(v Object) error {
	if v == None {
		return nil
	}
	s, err := Repr(t, v)
	if err != nil {
		return err
	}
	t.RT.Builtins.SetName("_", v)
	return t.WriteSys(1, s+"\n")
}
