import { Image } from "antd";
import { useState } from "react";
import "./story.css";

interface Props {
  factId: string;
  word: string;
  /** False while the record is here and the picture is still on the phone. */
  arrived?: boolean;
  width?: number;
}

/** A photograph by its fact; opens large. A picture that has not come, or may not be seen, says so in its place. */
export function Photograph({ factId, word, arrived = true, width = 120 }: Props) {
  const [failed, setFailed] = useState(false);
  const height = Math.round(width * 0.75);
  if (!arrived || failed)
    return (
      <div className="photograph-away" style={{ width, height }}>
        {arrived ? "照片打不开" : "照片还在手机上，联网后补传"}
        <span className="quiet">{word}</span>
      </div>
    );
  return (
    <figure className="photograph" style={{ width }}>
      <Image
        src={`/api/photographs/${factId}`}
        alt={word}
        width={width}
        height={height}
        style={{ objectFit: "cover", borderRadius: 4 }}
        preview={{ mask: "看大图" } as never}
        onError={() => setFailed(true)}
      />
      <figcaption>{word}</figcaption>
    </figure>
  );
}
