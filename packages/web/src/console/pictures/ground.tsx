import { lazy, Suspense } from "react";
import { Pending } from "../states/index.ts";
import type { GroundProps } from "./ground-map.tsx";

/** The map weighs a megabyte: it is fetched only where one is drawn. */
const GroundMapPicture = lazy(() => import("./ground-map.tsx"));

export function Ground(props: GroundProps) {
  return (
    <Suspense
      fallback={
        <div style={{ height: props.height }}>
          <Pending doing="正在打开地图" />
        </div>
      }
    >
      <GroundMapPicture {...props} />
    </Suspense>
  );
}
