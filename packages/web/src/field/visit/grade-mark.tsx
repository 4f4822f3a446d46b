import { grades, type Grade } from "@lingzhu/domain/presence";

/** A grade as a letter in a shape of its own: full, half, open, dashed. */
export function GradeMark({ grade }: { grade: Grade }) {
  return (
    <span className="grade-mark" data-grade={grade} title={grades[grade]}>
      {grade}
    </span>
  );
}
