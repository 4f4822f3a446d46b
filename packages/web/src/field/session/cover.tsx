import { useEffect, useRef, type ReactNode } from "react";
import "./session.css";

/**
 * A whole page in front of everything: who are you, and your PIN. Over somebody's work it is a modal dialog, so that
 * nothing below it can be reached, not even a sheet that was open.
 */
export function Cover({ over, label, children }: { over: boolean; label: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  if (!over) return <main className="sign-in">{children}</main>;
  return (
    <dialog ref={dialog} className="cover" aria-label={label} onCancel={(event) => event.preventDefault()}>
      <div className="sign-in">{children}</div>
    </dialog>
  );
}
