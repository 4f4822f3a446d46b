import { Link } from "react-router";
import type { Overview } from "@lingzhu/domain/overview";
import { StateMark } from "../../shared/theme/index.ts";

type Todo = Overview["todo"][number];

const due = ({ daysLate }: Todo): string | null =>
  daysLate === null
    ? null
    : daysLate > 0
      ? `超期 ${daysLate} 天`
      : daysLate === 0
        ? "今天到期"
        : `还有 ${-daysLate} 天`;

/** 我今天要办的: each line one click from done, the latest first. */
export function TodoList({ todo, past }: { todo: readonly Todo[]; past: boolean }) {
  return (
    <section className="panel todo">
      <div className="panel-head">
        <h2>{past ? "那天要办的" : "今天要办的"}</h2>
        <span className="quiet end">{todo.length > 0 ? `${todo.length} 项` : ""}</span>
      </div>
      {todo.length === 0 ? (
        <p className="todo-none quiet">
          {past ? "那天没有到期的事。" : "都办完了。新的发现和到期的事会出现在这里。"}
        </p>
      ) : (
        <ol>
          {todo.map((item, i) => (
            <li key={`${item.kind}-${i}`}>
              <Link to={item.to}>
                <span>{item.text}</span>
                {due(item) ? (
                  <span className="todo-due" data-late={(item.daysLate ?? 0) > 0 ? "" : undefined}>
                    {(item.daysLate ?? 0) > 0 ? <StateMark tone="late" size={13} /> : null}
                    {due(item)}
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
