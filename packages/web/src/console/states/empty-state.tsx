import type { ReactNode } from "react";
import "./states.css";

interface Props {
  drawing: ReactNode;
  /** Why this screen is empty. */
  title: string;
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
}

/** Says why a screen is empty and offers the one next step. */
export function EmptyState({ drawing, title, children, action }: Props) {
  return (
    <section className="empty-state">
      {drawing}
      <h2>{title}</h2>
      {children ? <div className="empty-words">{children}</div> : null}
      {action ? <div className="empty-action">{action}</div> : null}
    </section>
  );
}
