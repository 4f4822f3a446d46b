import { SettingOutlined } from "@ant-design/icons";
import { Button, Slider } from "antd";
import { useMemo, useState } from "react";
import type { GroundCoverage } from "@lingzhu/domain/coverage";
import { dayOf, isDay, longDay, type Day } from "@lingzhu/domain/kernel";
import type { RoundView } from "@lingzhu/domain/patrol";
import { LostDrawing } from "../../shared/drawings/index.ts";
import { shortDay } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { FilterChips, useFilters } from "../filter/index.ts";
import { CoverLegend } from "../pictures/index.ts";
import { useMapLayer } from "../place/picture-queries.ts";
import { StreetGround } from "../place/street-ground.tsx";
import { DownloadButton } from "../shell/download-button.tsx";
import { EmptyState, Loaded, Pending, ProblemNote } from "../states/index.ts";
import { GroundSums } from "./ground-sums.tsx";
import { GroundSettings } from "./ground-settings.tsx";
import { useFootprints, useGroundCoverage, useGroundLayers } from "./ground-queries.ts";
import { PlotGroundTable } from "./plot-ground-table.tsx";
import { useTracks } from "./round-queries.ts";

/** 地面: which ground was really looked at, day by day, down to the plot. */
export function GroundTab({ round }: { round: RoundView }) {
  const [{ day: asked }] = useFilters(["day"]);
  const day = asked !== null && isDay(asked) ? asked : null;
  const ground = useGroundCoverage(round.id, day);
  return (
    <Loaded query={ground} doing="正在计算面积">
      {(data) =>
        data.plots.length + data.unmeasured.length === 0 ? (
          <div className="panel">
            <EmptyState drawing={<LostDrawing />} title="台账里还没有地块">
              登记地块并画出轮廓，组员走过以后，这里就能看到哪些地面看过、哪些没有。
            </EmptyState>
          </div>
        ) : (
          <Shown round={round} ground={data} day={day} stale={ground.isPlaceholderData} />
        )
      }
    </Loaded>
  );
}

function Shown({
  round,
  ground,
  day,
  stale,
}: {
  round: RoundView;
  ground: GroundCoverage;
  day: Day | null;
  stale: boolean;
}) {
  const [{ community }, setFilter] = useFilters(["community", "day"]);
  const able = useAbility();
  const layer = useMapLayer(round.id);
  const cover = useGroundLayers(round.id, day);
  const footprints = useFootprints();
  const [setting, setSetting] = useState(false);
  const tracks = useTracks(round.id, null, able("track.read"));
  const walked = useMemo(
    () => (tracks.data?.tracks ?? []).filter(({ recordedAt }) => !day || dayOf(recordedAt) <= day),
    [tracks.data, day],
  );
  // Buildings would hide the ground; they have their own tab.
  const bare = useMemo(() => {
    if (!layer.data) return undefined;
    const inside = ({ communityId }: { communityId: string | null }) =>
      community === null || communityId === community;
    return { ...layer.data, buildings: [], plots: layer.data.plots.filter(inside) };
  }, [layer.data, community]);
  const shownCover = useMemo(
    () =>
      cover.data?.map(({ features }) => ({
        features: features.filter(
          ({ properties }) => community === null || properties.communityId === community,
        ),
      })),
    [cover.data, community],
  );
  const chosen = ground.communities.find(({ id }) => id === community) ?? null;
  return (
    <>
      <div className="filters">
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={ground.communities.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="filters-end">
          {able("coverage.manage") ? (
            <Button icon={<SettingOutlined />} onClick={() => setSetting(true)}>
              怎样算看到
            </Button>
          ) : null}
          {able("coverage.export") ? (
            <DownloadButton
              path="/api/coverage/unseen.geojson"
              query={{ roundId: round.id, communityId: community }}
            >
              未看到的地面（GeoJSON）
            </DownloadButton>
          ) : null}
        </div>
      </div>
      <ProblemNote error={cover.error ?? tracks.error} />
      <section className="panel" aria-busy={stale || cover.stale}>
        <GroundSums sum={chosen ?? ground.total} day={ground.day} />
        {bare ? (
          <StreetGround
            layer={bare}
            tracks={walked}
            cover={shownCover ?? []}
            walls={footprints.data}
            height={420}
          />
        ) : (
          <div style={{ height: 420 }}>
            <Pending doing="正在打开地图" />
          </div>
        )}
        <div className="ground-foot">
          <CoverLegend drone={ground.total.droneM2 > 0} walls={(footprints.data?.features.length ?? 0) > 0} />
          {layer.isError ? <span className="quiet">地图没有取到，下面的表内容相同。</span> : null}
        </div>
        {ground.days.length > 1 ? (
          <DaySlider
            key={day ?? ""}
            days={ground.days}
            day={day}
            onDay={(chosenDay) => setFilter({ day: chosenDay }, { replace: true })}
          />
        ) : null}
      </section>
      <PlotGroundTable
        plots={ground.plots.filter(({ communityId }) => !community || communityId === community)}
        unmeasured={community ? [] : ground.unmeasured}
      />
      {setting ? <GroundSettings round={round} onClose={() => setSetting(false)} /> : null}
    </>
  );
}

/** A day on which somebody walked; at the right end everything so far. Keyed by the day in the address. */
function DaySlider({
  days,
  day,
  onDay,
}: {
  days: readonly Day[];
  day: Day | null;
  onDay: (day: Day | null) => void;
}) {
  const last = days.length - 1;
  const of =
    day === null
      ? last
      : Math.max(
          0,
          days.findLastIndex((one) => one <= day),
        );
  const [at, setAt] = useState(of);
  const word = at === last ? `到${longDay(days[last]!)}，最近一次踏查` : `到${longDay(days[at]!)}当天结束`;
  return (
    <div className="ground-days">
      <span>{word}</span>
      <Slider
        min={0}
        max={last}
        value={at}
        marks={{ 0: shortDay(days[0]!), [last]: shortDay(days[last]!) }}
        tooltip={{ formatter: (index) => shortDay(days[index ?? 0]!) }}
        ariaLabelForHandle="看到哪一天为止"
        ariaValueTextFormatterForHandle={(index) => longDay(days[index]!)}
        onChange={setAt}
        onChangeComplete={(index) => onDay(index === last ? null : days[index]!)}
      />
    </div>
  );
}
