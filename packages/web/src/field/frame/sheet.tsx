import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** A sheet from the bottom, where the thumb is. Esc, the backdrop, Back and the button all close it. */
export function Sheet(props: { title: string; aside?: ReactNode; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) props.onClose();
      }}
    >
      <div className="sheet-body">
        <header>
          <div>
            <h2>{props.title}</h2>
            {props.aside}
          </div>
          <button type="button" className="icon-button" aria-label="关闭" onClick={props.onClose}>
            <Icon name="close" />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
