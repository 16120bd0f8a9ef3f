package sqlite

// rowsOf cuts the flat list of cells of a result into rows.
func rowsOf(cells []Value, width int) [][]Value {
	rows := make([][]Value, len(cells)/width)
	for i := range rows {
		rows[i] = cells[i*width : (i+1)*width : (i+1)*width]
	}
	return rows
}

// size is what a value weighs beyond its fixed part.
func size(v Value) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case []byte:
		return len(v)
	}
	return 0
}
