import { Alert, Button } from "antd";
import { asProblem } from "../../shared/api/index.ts";
import { LostDrawing, NothingDrawing, OfflineDrawing } from "../../shared/drawings/index.ts";
import { EmptyState } from "./empty-state.tsx";

/** A whole page or panel that could not be shown: what happened, what is safe, what to do. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = asProblem(error);
  const drawing = problem.passing ? (
    <OfflineDrawing />
  ) : problem.status === 404 ? (
    <LostDrawing />
  ) : (
    <NothingDrawing />
  );
  return (
    <div role="alert">
      <EmptyState
        drawing={drawing}
        title={problem.title}
        action={
          onRetry && problem.status !== 403 && problem.status !== 404 ? (
            <Button onClick={onRetry}>再试一次</Button>
          ) : null
        }
      >
        {problem.detail}
      </EmptyState>
    </div>
  );
}

/** A refusal above a form; what was typed stays below it. Null shows nothing. */
export function ProblemNote({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <Alert
      className="refusal-note"
      type={problem.passing ? "warning" : "error"}
      showIcon
      role="alert"
      title={problem.title}
      description={problem.detail}
    />
  );
}
