import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { useEffect, useMemo, useRef, useState } from "react";
import { asProblem } from "../../shared/api/index.ts";
import { shotFrom, type Shot, type ShotView } from "./shots.ts";

interface Props {
  value?: Shot[];
  onChange?: (shots: Shot[]) => void;
  view: ShotView;
  /** 铲除前照片 … */
  word: string;
}

/** Photographs picked from this computer, scaled before they are sent. */
export function ShotField({ value = [], onChange, view, word }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const pick = async (files: FileList | null) => {
    setFault(null);
    try {
      const shots = [];
      for (const file of files ?? []) shots.push(await shotFrom(file, view));
      onChange?.([...value, ...shots]);
    } catch (error) {
      setFault(asProblem(error).detail);
    }
  };
  return (
    <>
      <div className="shots">
        {value.map((shot) => (
          <div key={shot.id} className="shot">
            <Thumbnail shot={shot} word={word} />
            <button
              type="button"
              className="shot-remove"
              aria-label={`去掉这张${word}`}
              onClick={() => onChange?.(value.filter(({ id }) => id !== shot.id))}
            >
              <CloseOutlined style={{ fontSize: 10 }} />
            </button>
          </div>
        ))}
        <button type="button" className="shot-add" onClick={() => input.current?.click()}>
          <PlusOutlined /> 选照片
        </button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          multiple
          style={{ display: "none" }}
          aria-label={word}
          onChange={(event) => {
            void pick(event.target.files).then(() => {
              if (input.current) input.current.value = "";
            });
          }}
        />
      </div>
      {fault ? <div className="ant-form-item-explain-error">{fault}</div> : null}
    </>
  );
}

function Thumbnail({ shot, word }: { shot: Shot; word: string }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([shot.bytes], { type: shot.mime })), [shot]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={word} />;
}
