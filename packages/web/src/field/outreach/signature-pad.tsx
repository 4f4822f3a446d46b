import { useEffect, useRef, useState } from "react";
import { sha256 } from "../../shared/photograph/index.ts";
import type { Shot } from "../../shared/photograph/index.ts";
import { Button } from "../frame/button.tsx";
import { useField } from "../frame/field-context.ts";
import { say } from "../frame/toast.tsx";

/** Drawn at twice this size: sharp on paper, some ten kilobytes as PNG. */
const WIDTH = 320;
const HEIGHT = 170;
const SCALE = 2;
const LINE = 3;

/** White paper: a PNG without ground would be black in some viewers. */
function blank(canvas: HTMLCanvasElement | null): void {
  const pen = canvas?.getContext("2d");
  if (!pen) return;
  pen.setTransform(SCALE, 0, 0, SCALE, 0, 0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

/** 手写签名: what a finger writes becomes a PNG picture. Whoever would rather sign on paper photographs the sheet. */
export function SignaturePad({ onSigned }: { onSigned: (shot: Shot) => void }) {
  const { newId } = useField();
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<[number, number] | null>(null);
  const [written, setWritten] = useState(false);

  const clear = () => {
    blank(canvas.current);
    setWritten(false);
  };
  useEffect(() => {
    blank(canvas.current);
    canvas.current?.scrollIntoView({ block: "center" });
  }, []);

  const at = (event: React.PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * WIDTH,
      ((event.clientY - box.top) / box.height) * HEIGHT,
    ];
  };
  const write = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || !last.current) return;
    const to = at(event);
    pen.strokeStyle = "#111";
    pen.lineWidth = LINE;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(...last.current);
    pen.lineTo(...to);
    pen.stroke();
    last.current = to;
    setWritten(true);
  };

  async function take() {
    const blob = await new Promise<Blob | null>((resolve) => {
      if (canvas.current) canvas.current.toBlob(resolve, "image/png");
      else resolve(null);
    });
    if (!blob) return say("签名没有存上，请再写一次");
    const bytes = await blob.arrayBuffer();
    onSigned({ id: newId(), view: "signature", mime: "image/png", bytes, sha256: await sha256(bytes) });
  }

  return (
    <div className="signature">
      <canvas
        ref={canvas}
        width={WIDTH * SCALE}
        height={HEIGHT * SCALE}
        aria-label="签名处，用手指写；也可以改用下面的拍照"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = at(event);
          write(event);
        }}
        onPointerMove={write}
        onPointerUp={() => (last.current = null)}
        onPointerCancel={() => (last.current = null)}
      />
      <div className="signature-buttons">
        <Button disabled={!written} onClick={clear}>
          重写
        </Button>
        <Button disabled={!written} onClick={() => void take()}>
          签好了
        </Button>
      </div>
    </div>
  );
}
