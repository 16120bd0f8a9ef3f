package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file renders Markdown. HTML inside it is refused rather than dropped:
// an author who writes <b> should hear that it would not show.

type htmlText = lesson.HTML

const notHTML = "HTML is not rendered; write Markdown, and put a tag that should be read in backticks"

var renderer = goldmark.New(goldmark.WithExtensions(extension.Table))

// markdown renders a text that begins on a line of a file.
func (l *loader) markdown(file string, line int, src string) lesson.HTML {
	source := []byte(src)
	doc := renderer.Parser().Parse(text.NewReader(source))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			l.problem(file, line+breaksBefore(source, n.Lines()), notHTML)
		case *ast.RawHTML:
			l.problem(file, line+breaksBefore(source, n.Segments), notHTML)
		case *ast.FencedCodeBlock:
			if at := openFence(source, n); at > 0 {
				l.problem(file, line+at-1, "this block of code has no end; write a line of three backticks below it")
			}
		case *ast.Link:
			l.checkURL(file, line+breaksIn(source, n.Destination), string(n.Destination))
		case *ast.Image:
			l.problem(file, line+breaksIn(source, n.Destination), "pictures are not supported in lessons; describe it, or show a program")
		}
		return ast.WalkContinue, nil
	})
	var b bytes.Buffer
	if err := renderer.Renderer().Render(&b, source, doc); err != nil {
		l.problem(file, line, "this Markdown cannot be rendered: %v", err)
		return ""
	}
	out := strings.TrimSpace(b.String())
	// A single paragraph is a phrase: option texts and hints stand inside
	// elements of the page.
	if doc.ChildCount() == 1 && doc.FirstChild().Kind() == ast.KindParagraph {
		out = strings.TrimSuffix(strings.TrimPrefix(out, "<p>"), "</p>")
	}
	return lesson.HTML(out)
}

// prose renders a text that stays in paragraphs even when it has only one.
func (l *loader) prose(file string, line int, src string) lesson.HTML {
	h := l.markdown(file, line, src)
	if h != "" && !strings.HasPrefix(string(h), "<") || isPhrase(h) {
		return "<p>" + h + "</p>"
	}
	return h
}

// isPhrase says whether rendered text begins with an inline element.
func isPhrase(h lesson.HTML) bool {
	for _, tag := range []string{"<code>", "<em>", "<strong>", "<a "} {
		if strings.HasPrefix(string(h), tag) {
			return true
		}
	}
	return false
}

func (l *loader) checkURL(file string, line int, url string) {
	for _, ok := range []string{"https://", "http://", "#", "../", "./"} {
		if strings.HasPrefix(url, ok) {
			return
		}
	}
	l.problem(file, line, "the link %q must begin with https:// or #", url)
}

// breaksIn is the number of line breaks before a piece of the source.
func breaksIn(source, piece []byte) int {
	return bytes.Count(source[:max(bytes.Index(source, piece), 0)], []byte("\n"))
}

// openFence is the line, from 1, on which a block of code begins that has no end; 0 when it has one.
func openFence(source []byte, n *ast.FencedCodeBlock) int {
	lines := n.Lines()
	if lines.Len() == 0 {
		return 0
	}
	after, _, _ := bytes.Cut(source[lines.At(lines.Len()-1).Stop:], []byte("\n"))
	if mark := bytes.TrimLeft(after, " >\t"); bytes.HasPrefix(mark, []byte("```")) || bytes.HasPrefix(mark, []byte("~~~")) {
		return 0
	}
	return breaksBefore(source, lines)
}

// breaksBefore is the number of line breaks before the first of some segments.
func breaksBefore(source []byte, segments *text.Segments) int {
	if segments == nil || segments.Len() == 0 {
		return 0
	}
	start := segments.At(0).Start
	if start > len(source) {
		return 0
	}
	return bytes.Count(source[:start], []byte("\n"))
}
