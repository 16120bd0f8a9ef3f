// A program with something of everything that moving functions could break: stacks that grow, the garbage collector at work, goroutines, panics that are
// recovered, closures, interfaces, maps and reflection.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
)

type tree struct {
	left, right *tree
	label       string
}

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{grow(depth - 1), grow(depth - 1), strings.Repeat("x", depth)}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

func deep(n int, pad [16]int) int {
	if n == 0 {
		runtime.GC()
		return pad[0]
	}
	pad[n%16]++
	return 1 + deep(n-1, pad)
}

type failure struct{ code int }

func (f failure) Error() string { return fmt.Sprint("code ", f.code) }

func divide(a, b int) (n int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	if a < 0 {
		panic(failure{a})
	}
	return a / b, nil
}

func worker(in <-chan int, out chan<- string) {
	for n := range in {
		runtime.GC()
		out <- fmt.Sprintf("%03d:%d", n, grow(n%8).count())
	}
	close(out)
}

func main() {
	in, out := make(chan int), make(chan string)
	go worker(in, out)
	go func() {
		for n := range 20 {
			in <- n
		}
		close(in)
	}()
	var lines []string
	for s := range out {
		lines = append(lines, s)
	}
	sort.Sort(sort.Reverse(sort.StringSlice(lines)))
	fmt.Println(lines)
	fmt.Println(deep(3000, [16]int{7}))
	for _, b := range []int{2, 0} {
		fmt.Println(divide(7, b))
	}
	fmt.Println(divide(-3, 1))
	counts := map[string][]float64{}
	for i := range 3000 {
		key := fmt.Sprint(i % 7)
		counts[key] = append(counts[key], float64(i)/3)
	}
	fmt.Printf("%v %.3f %+v %T\n", len(counts), counts["3"][100], struct {
		A any
		B *int
	}{A: failure{1}}, counts)
	if len(os.Args) > 5 {
		panic("never")
	}
}
