import { useNavigate } from "react-router";
import type { FootprintMap } from "@lingzhu/domain/coverage";
import type { MapLayer } from "@lingzhu/domain/place";
import { useSession } from "../../shared/session/index.ts";
import { Ground, type CoverLayer, type GroundTrack } from "../pictures/index.ts";
import { Pending } from "../states/index.ts";
import { useBaseMap } from "./picture-queries.ts";

/** The street's ground with the operator's base map under it; what is pressed opens its page. */
export function StreetGround({
  height,
  ...shown
}: {
  layer: MapLayer;
  tracks?: readonly GroundTrack[] | undefined;
  cover?: readonly CoverLayer[] | undefined;
  walls?: FootprintMap | undefined;
  height: number;
}) {
  const { street } = useSession();
  const navigate = useNavigate();
  const base = useBaseMap();
  // A map is made with its base; without an answer it is made without one.
  if (base.isPending)
    return (
      <div style={{ height }}>
        <Pending doing="正在打开地图" />
      </div>
    );
  return (
    <Ground
      {...shown}
      {...(base.data ? { base: base.data } : {})}
      height={height}
      center={street.center}
      onOpen={(kind, id) => void navigate(kind === "finding" ? `/findings/${id}` : `/places/${id}`)}
    />
  );
}
