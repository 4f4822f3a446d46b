import { useCallback, type ReactNode } from "react";
import { Icon } from "../frame/icon.tsx";
import { PhotographInput } from "./photograph-input.tsx";
import type { PhotographViewName, Shot } from "../../shared/photograph/index.ts";
import "./shot-frame.css";

/** The picture itself, from its bytes. */
export function ShotPicture({ shot, word }: { shot: Shot; word: string }) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return;
      const url = URL.createObjectURL(new Blob([shot.bytes], { type: shot.mime }));
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [shot],
  );
  return <img className="shot" ref={show} alt={word} />;
}

/** A place for photographs of one view: what is asked for, those taken, one more. */
export function ShotFrame(props: {
  title: string;
  hint?: string;
  view: PhotographViewName;
  shots: readonly Shot[];
  drawing?: ReactNode;
  /** Words for the place, for the picture's watermark. */
  place?: string | null;
  onAdd: (shot: Shot) => void;
  onRemove: (id: string) => void;
}) {
  const own = props.shots.filter(({ view }) => view === props.view);
  return (
    <section className="shot-frame" data-done={own.length > 0}>
      {own.length === 0 && props.drawing && <div className="shot-drawing">{props.drawing}</div>}
      <div className="shot-words">
        <h3>{props.title}</h3>
        {props.hint && own.length === 0 && <p>{props.hint}</p>}
        <div className="shots">
          {own.map((shot, index) => (
            <figure key={shot.id}>
              <ShotPicture shot={shot} word={`${props.title} ${index + 1}`} />
              <button
                type="button"
                className="icon-button"
                aria-label={`不要第 ${index + 1} 张${props.title}`}
                onClick={() => props.onRemove(shot.id)}
              >
                <Icon name="close" size={22} />
              </button>
            </figure>
          ))}
        </div>
        <PhotographInput
          view={props.view}
          word={own.length > 0 ? "再拍一张" : "拍照"}
          place={props.place ?? null}
          onShot={props.onAdd}
        />
      </div>
    </section>
  );
}
