import { useEffect, type ReactNode } from "react";

interface Props {
  title: string;
  /** One line beside the title: what this page is of. */
  note?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}

/** Head of every page: title (also of the browser tab), a note, and what can be done here. */
export function Page({ title, note, extra, children }: Props) {
  useEffect(() => {
    document.title = `${title} · 零株`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        {note ? <div className="page-note">{note}</div> : null}
        {extra ? <div className="page-extra">{extra}</div> : null}
      </header>
      {children}
    </>
  );
}
