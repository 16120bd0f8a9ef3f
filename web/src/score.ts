// Grading a test, the same sum as engine/lesson's Grade: it is done here too
// because a test must work where WebAssembly does not.

export interface Graded { id: string; level: string; teaches: string; topic: string; right: string }
export interface LevelScore { level: string; right: number; total: number }
export interface Review { step: string; questions: string[]; topics: string[] }
export interface Score { right: number; total: number; by_level: LevelScore[]; review: Review[]; advice: number }

const LEVELS = ["easy", "medium", "hard"];

/**
 * grade scores answers, a record from question ID to option ID. A question
 * that is not answered counts as missed. Steps gives the order of the review;
 * froms the shares from which each advice is given, best first.
 */
export function grade(questions: Graded[], answers: Record<string, string>, steps: string[], froms: number[]): Score {
  const levels = new Map(LEVELS.map((level) => [level, { level, right: 0, total: 0 }]));
  const missed = new Map<string, Review>();
  let right = 0;
  for (const q of questions) {
    const level = levels.get(q.level);
    if (!level) continue;
    level.total++;
    if (q.right && answers[q.id] === q.right) {
      level.right++;
      right++;
      continue;
    }
    const review = missed.get(q.teaches) ?? { step: q.teaches, questions: [], topics: [] };
    missed.set(q.teaches, review);
    review.questions.push(q.id);
    review.topics.push(q.topic);
  }
  const total = questions.length;
  const share = total > 0 ? right / total : 0;
  return {
    right, total,
    by_level: [...levels.values()].filter((l) => l.total > 0),
    review: steps.flatMap((id) => missed.get(id) ?? []),
    advice: total > 0 ? froms.findIndex((from) => share >= from) : -1,
  };
}
