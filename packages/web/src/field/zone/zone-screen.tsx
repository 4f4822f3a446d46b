import { lazy, Suspense, useMemo, useState } from "react";
import { plantStages, type FieldPlace } from "@lingzhu/domain/patrol";
import { count, shareOf, shortDay } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { goBack, goTo, inZone } from "../frame/navigation.ts";
import { AnswerState, Empty } from "../frame/notice.tsx";
import { Screen } from "../frame/screen.tsx";
import { useStandpoint } from "../position/standpoint.ts";
import { usePosition } from "../position/watch.ts";
import { useRevisitPlaces } from "../today/field-day.ts";
import { TrackStrip } from "../track/track-strip.tsx";
import { VisitSheet } from "../visit/visit-sheet.tsx";
import { Buildings } from "./buildings.tsx";
import { usualLook, zoneViews, type ZoneLook, type ZoneView } from "./look.ts";
import { NearList } from "./near-list.tsx";
import {
  counts,
  groupsFrom,
  groupsOf,
  matches,
  passes,
  placeFilters,
  seenOf,
  type PlaceFilter,
} from "./places.ts";
import { useZone } from "./zone-package.ts";
import "./zone.css";

/** The map and its library come when first looked at. */
const ZoneMap = lazy(() => import("../map/zone-map.tsx"));

/**
 * 片: its places as façades, nearest first, or on the map; a tap opens the sheet that records. List and map show the
 * same filter and the same chosen place, and both live in the address.
 */
export function ZoneScreen(props: {
  zoneId: string;
  placeId: string | null;
  corrects: string | null;
  look?: ZoneLook | undefined;
}) {
  const { zoneId } = props;
  const look = props.look ?? usualLook;
  const { answer, places, visits } = useZone(zoneId);
  const revisits = useRevisitPlaces();
  const position = usePosition();
  const standpoint = useStandpoint(position);
  const [chosen, setChosen] = useState(props.placeId);

  const figures = useMemo(() => counts(places, revisits), [places, revisits]);
  const shown = useMemo(
    () => places.filter((place) => passes(place, look.only, revisits) && matches(place, look.typed)),
    [places, revisits, look.only, look.typed],
  );
  const groups = useMemo(() => groupsFrom(groupsOf(shown), standpoint.from), [shown, standpoint.from]);
  const zone = answer.value;
  const change = (part: Partial<ZoneLook>) =>
    goTo({ name: "zone", zoneId, placeId: null, corrects: null, look: { ...look, ...part } }, "replace");
  const open = (place: FieldPlace) => {
    setChosen(place.id);
    goTo(inZone(zoneId, place.id));
  };
  const place = places.find(({ id }) => id === props.placeId);

  return (
    <Screen title={zone?.zone.name ?? "片"} back={{ name: "today" }}>
      <AnswerState answer={answer} noun="片内名单" />
      {zone && (
        <>
          <p className="zone-round">
            {zone.round.name} · {plantStages[zone.round.stage]}期
            <small>{shortDay(zone.round.end)} 截止</small>
          </p>
          <Progress seen={seenOf(places)} total={places.length} />
          <div className="zone-tools">
            <label className="search">
              <Icon name="search" />
              <span className="spoken">按门牌、小区、楼栋或拼音首字母查找</span>
              <input
                type="search"
                inputMode="search"
                enterKeyHint="search"
                autoCapitalize="none"
                autoComplete="off"
                placeholder="门牌、楼栋、拼音"
                value={look.typed}
                onChange={(event) => change({ typed: event.target.value })}
              />
            </label>
            <Button aria-label="扫码" onClick={() => goTo({ name: "scan" })}>
              <Icon name="code" />
            </Button>
            <label className="zone-only">
              <span>只看</span>
              <select
                value={look.only}
                onChange={(event) => change({ only: event.target.value as PlaceFilter })}
              >
                {(Object.entries(placeFilters) as [PlaceFilter, string][]).map(([filter, word]) => (
                  <option key={filter} value={filter}>
                    {word} {figures[filter]}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <TrackStrip zoneId={zoneId} roundId={zone.round.id} zoneName={zone.zone.name} />
          <div className="tabs" role="group" aria-label="排列">
            {(Object.entries(zoneViews) as [ZoneView, string][]).map(([view, word]) => (
              <button
                key={view}
                type="button"
                aria-pressed={look.view === view}
                onClick={() => change({ view })}
              >
                {word}
              </button>
            ))}
          </div>
          {shown.length === 0 ? (
            <NothingShown
              look={look}
              total={places.length}
              onAll={() => change({ only: "all", typed: "" })}
            />
          ) : look.view === "buildings" ? (
            <Buildings
              groups={groups}
              here={standpoint.from}
              isNarrowed={look.typed !== "" || look.only !== "all"}
              chosen={chosen}
              onOpen={open}
              onUnit={(group, doors) =>
                goTo({ name: "record", form: "notices", placeId: doors[0]!.id, zoneId })
              }
            />
          ) : look.view === "near" ? (
            <NearList
              places={groups.flatMap((group) => group.places)}
              position={position}
              standpoint={standpoint}
              chosen={chosen}
              onOpen={open}
            />
          ) : (
            <Suspense fallback={<p className="answer-state">正在打开地图…</p>}>
              <ZoneMap
                places={shown}
                position={position}
                chosen={chosen}
                onChoose={setChosen}
                onOpen={open}
              />
            </Suspense>
          )}
          <Button onClick={() => goTo({ name: "record", form: "place-addition", placeId: chosen, zoneId })}>
            <Icon name="add" />
            名单里没有的住户或地块，补登
          </Button>
        </>
      )}
      {zone && place && (
        <VisitSheet
          key={`${place.id}/${props.corrects ?? ""}`}
          zone={zone.zone}
          roundId={zone.round.id}
          place={place}
          own={visits.filter(({ fact }) => fact.placeId === place.id)}
          corrects={props.corrects}
          onClose={() => goBack(inZone(zoneId))}
        />
      )}
    </Screen>
  );
}

export function Progress({ seen, total }: { seen: number; total: number }) {
  const left = total - seen;
  return (
    <div className="progress">
      <div className="progress-track" aria-hidden="true">
        <i style={{ inlineSize: `${total === 0 ? 0 : (seen / total) * 100}%` }} />
      </div>
      <span>已查 {shareOf(seen, total, "处")}</span>
      <span className="progress-left">{left > 0 ? `还有 ${count(left)} 处` : "全部查完"}</span>
    </div>
  );
}

const nothingOf: Record<PlaceFilter, string> = {
  all: "名单由街道在划片时确定。如果不对，请告诉社区书记或街道禁毒办。",
  unseen: "这个片每一处都有人去过了。",
  no_one_in: "没有敲门无人、要再去的户。",
  blocked: "没有拒绝入户或到不了的地点。",
  key: "这个片没有列为重点的地点。",
  due: "这个片的告知书都送到了，该签的承诺书也签了。",
  revisit: "这个片没有等回访的发现。",
};

function NothingShown(props: { look: ZoneLook; total: number; onAll: () => void }) {
  const { only, typed } = props.look;
  if (props.total === 0) return <Empty title="这个片里还没有地点">{nothingOf.all}</Empty>;
  return (
    <Empty
      title={typed === "" ? `没有「${placeFilters[only]}」的地点` : `没有找到「${typed}」`}
      action={<Button onClick={props.onAll}>看全部 {props.total} 处</Button>}
    >
      {typed === ""
        ? nothingOf[only]
        : only === "all"
          ? "可以只输门牌数字，例如 301，或楼栋的拼音首字母；也可能这一户在别的片里。"
          : `现在只在「${placeFilters[only]}」里找，可以改看全部。`}
    </Empty>
  );
}
