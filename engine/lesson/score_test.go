package lesson

import (
	"encoding/json"
	"os"
	"testing"
)

// TestGrade reads testdata/score.json, which the page's own grading is tested
// with too.
func TestGrade(t *testing.T) {
	data, err := os.ReadFile("testdata/score.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Lesson Lesson `json:"lesson"`
		Cases  []struct {
			Name    string            `json:"name"`
			Answers map[string]string `json:"answers"`
			Score   Score             `json:"score"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(data, &table); err != nil {
		t.Fatal(err)
	}
	for _, c := range table.Cases {
		t.Run(c.Name, func(t *testing.T) {
			got, _ := json.Marshal(table.Lesson.Grade(&table.Lesson.Test, c.Answers))
			want, _ := json.Marshal(c.Score)
			if string(got) != string(want) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}
