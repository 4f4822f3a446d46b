import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Icon } from "../frame/icon.tsx";
import { goTo } from "../frame/navigation.ts";
import { Screen } from "../frame/screen.tsx";
import { screenOfCode } from "./code-text.ts";
import { openReader, type ReadCode } from "./read-code.ts";
import "./scan.css";

/** Between two looks at the camera's picture (ms). */
const LOOK_EVERY = 250;

type Eye = "opening" | "looking" | "denied" | "absent" | "no-reader";
const words: Record<Eye, string> = {
  opening: "正在打开相机…",
  looking: "把门牌卡、告知书或踏查单上的二维码放进框里，认出后自动打开。",
  denied: "没有允许使用相机。可以在浏览器设置里允许，或在下面拍一张来认。",
  absent: "这个地址下浏览器不让网页用相机，可以在下面拍一张来认。",
  "no-reader": "识别程序还没有读到本机，要有一次信号。也可以回到片里按门牌查找。",
};

/** 扫码: a card's or notice's QR code opens its household; a zone sheet's its zone. */
export function ScanScreen() {
  const video = useRef<HTMLVideoElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const reader = useRef<Promise<ReadCode>>(undefined);
  const [eye, setEye] = useState<Eye>("opening");
  const [said, setSaid] = useState<string | null>(null);

  const take = useEffectEvent((text: string | null, isPhotograph = false): boolean => {
    const screen = text === null ? null : screenOfCode(text);
    if (screen) {
      navigator.vibrate?.(30);
      goTo(screen, "replace");
      return true;
    }
    if (text !== null) setSaid("这不是零株的二维码，请对准门牌卡、告知书或踏查单上的那一个。");
    else if (isPhotograph) setSaid("照片里没有认出二维码，请靠近些、放正些再拍一张。");
    return false;
  });

  useEffect(() => {
    let left = false;
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    reader.current = openReader();
    const look = async (read: ReadCode) => {
      const element = video.current;
      if (left || !element) return;
      if (element.videoWidth > 0 && take(await read(element, element.videoWidth, element.videoHeight)))
        return;
      timer = setTimeout(() => void look(read), LOOK_EVERY);
    };
    void (async () => {
      const read = await reader.current!.catch(() => null);
      if (left) return;
      if (!read) return setEye("no-reader");
      if (!navigator.mediaDevices?.getUserMedia) return setEye("absent");
      stream = await navigator.mediaDevices
        .getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } })
        .catch(() => null);
      if (!stream) return setEye("denied");
      if (left || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      setEye("looking");
      await look(read);
    })();
    return () => {
      left = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);

  async function readPhotograph(file: File | undefined) {
    if (!file) return;
    setSaid(null);
    const read = await reader.current?.catch(() => null);
    const picture = await createImageBitmap(file).catch(() => null);
    if (!read) setEye("no-reader");
    else take(picture && (await read(picture, picture.width, picture.height)), true);
    picture?.close();
    if (input.current) input.current.value = "";
  }

  return (
    <Screen title="扫码" back={{ name: "today" }}>
      <div className="scan-frame" data-eye={eye}>
        <video ref={video} muted playsInline aria-label="相机画面" />
        {eye === "looking" && <i aria-hidden="true" />}
      </div>
      <p role="status">{said ?? words[eye]}</p>
      <div className="stack">
        <button type="button" className="button plain" onClick={() => input.current?.click()}>
          <Icon name="camera" size={22} />
          拍一张来认
        </button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          aria-label="拍一张来认"
          onChange={(event) => void readPhotograph(event.target.files?.[0])}
        />
      </div>
    </Screen>
  );
}
