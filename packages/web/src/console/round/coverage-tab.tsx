import { useNavigate } from "react-router";
import { Button } from "antd";
import { Link } from "react-router";
import { sharePercent } from "@lingzhu/domain/kernel";
import type { RoundView } from "@lingzhu/domain/patrol";
import { count, shareOf } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { useFilters } from "../filter/index.ts";
import {
  addCounts,
  CountsBar,
  CountsLegend,
  FacadePicture,
  GroundLegend,
  notSeen,
} from "../pictures/index.ts";
import { byStillToDo } from "../pictures/counts.ts";
import { useFacade } from "../place/picture-queries.ts";
import { DownloadButton } from "../shell/download-button.tsx";
import { Loaded } from "../states/index.ts";
import { DoorsBelieved } from "./doors-believed.tsx";
import { RoundProgressPanel } from "./round-progress.tsx";
import { useBuildings, useCoverage } from "./round-queries.ts";

/** 覆盖: street, community, building, door; each number opens what it counts. */
export function CoverageTab({ round }: { round: RoundView }) {
  const coverage = useCoverage(round.id);
  const [{ community, building }, setFilter] = useFilters(["community", "building", "tab", "state", "kind"]);
  return (
    <Loaded query={coverage} doing="正在统计">
      {(data) => {
        const sorted = byStillToDo(data.communities);
        const chosen = community ?? sorted[0]?.id ?? null;
        return (
          <>
            <div className="coverage-top">
              <div className="coverage-sums">
                {(
                  [
                    ["户", data.households, "household"],
                    ["块地", data.plots, "plot"],
                  ] as const
                ).map(([unit, counts, kind]) => (
                  <section key={kind} className="panel coverage-sum">
                    <div className="coverage-sum-head">
                      <strong>
                        {counts.total === 0
                          ? `没有登记的${kind === "household" ? "户" : "地块"}`
                          : shareOf(counts.seen, counts.total, unit)}
                      </strong>
                      {counts.total === 0 ? (
                        <Link className="end" to="/ledger">
                          去台账登记
                        </Link>
                      ) : (
                        <Link className="end" to={`?tab=unseen&kind=${kind}`}>
                          {notSeen(counts) === 0
                            ? "全部查清"
                            : `还有 ${count(notSeen(counts))} ${unit}没有查清`}
                        </Link>
                      )}
                    </div>
                    {counts.total === 0 ? null : <CountsBar counts={counts} unit={unit} />}
                    <CountsLegend
                      counts={counts}
                      link={(state, words) =>
                        state === "seen" ? (
                          words
                        ) : (
                          <Link to={`?tab=unseen&kind=${kind}&state=${state}`}>{words}</Link>
                        )
                      }
                    />
                    {kind === "household" ? <DoorsBelieved roundId={round.id} /> : null}
                  </section>
                ))}
              </div>
              <RoundProgressPanel roundId={round.id} height={164} />
            </div>
            {data.outsideZones > 0 ? (
              <p className="coverage-outside">
                有 {count(data.outsideZones)} 处没有分到任何片，没有人会去。
                <Link to="?tab=zones">去划片</Link>
              </p>
            ) : null}
            <div className="coverage-columns">
              <section className="panel">
                <div className="panel-head">
                  <h2>社区</h2>
                  <span className="quiet end">剩得多的在前</span>
                </div>
                <ul className="coverage-list">
                  {sorted.map((one) => {
                    const counts = addCounts(one.households, one.plots);
                    return (
                      <li key={one.id}>
                        <button
                          type="button"
                          aria-pressed={one.id === chosen}
                          onClick={() => setFilter({ community: one.id, building: null })}
                        >
                          <span className="coverage-name">{one.name}</span>
                          <span className="number">{sharePercent(counts.seen, counts.total) ?? "—"}</span>
                          <CountsBar counts={counts} unit="处" height={10} />
                          <span className="quiet number">
                            {notSeen(counts) === 0 ? "全部查到" : `剩 ${count(notSeen(counts))}`}
                          </span>
                        </button>
                      </li>
                    );
                  })}
                </ul>
              </section>
              {chosen ? (
                <Buildings
                  roundId={round.id}
                  communityId={chosen}
                  building={building}
                  onBuilding={(id) => setFilter({ community: chosen, building: id })}
                />
              ) : null}
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function Buildings({
  roundId,
  communityId,
  building,
  onBuilding,
}: {
  roundId: string;
  communityId: string;
  building: string | null;
  onBuilding: (id: string) => void;
}) {
  const buildings = useBuildings(roundId, communityId);
  const exports = useAbility()("coverage.export");
  const list = [...(buildings.data ?? [])].sort((a, b) => notSeen(b.counts) - notSeen(a.counts));
  const chosen = list.find(({ placeId }) => placeId === building) ?? list[0] ?? null;
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <h2>楼栋和自然村</h2>
          <span className="end coverage-links">
            <Link to={`?tab=unseen&community=${communityId}`}>未查清单</Link>
            {exports ? (
              <DownloadButton
                size="small"
                type="text"
                aria-label="导出楼栋覆盖情况 XLSX"
                path="/api/coverage/buildings.xlsx"
                query={{ roundId, communityId }}
              />
            ) : null}
          </span>
        </div>
        <Loaded query={buildings}>
          {() =>
            list.length === 0 ? (
              <p className="quiet coverage-none">这个社区还没有登记住户。</p>
            ) : (
              <ul className="coverage-list">
                {list.map((one) => (
                  <li key={one.placeId}>
                    <button
                      type="button"
                      aria-pressed={one.placeId === chosen?.placeId}
                      onClick={() => onBuilding(one.placeId)}
                    >
                      <span className="coverage-name">
                        {one.kind === "building" ? one.name : `${one.name}（院落）`}
                        {one.kind === "building" ? <span className="quiet"> {one.compound}</span> : null}
                      </span>
                      <span className="number">
                        {count(one.counts.seen)}/{count(one.counts.total)}
                      </span>
                      <CountsBar counts={one.counts} unit="户" height={10} />
                      <span className="quiet number">
                        {notSeen(one.counts) === 0 ? "全部查到" : `剩 ${count(notSeen(one.counts))}`}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {chosen ? (
        <Doors
          roundId={roundId}
          placeId={chosen.placeId}
          name={`${chosen.compound === chosen.name ? "" : `${chosen.compound} `}${chosen.name}`}
        />
      ) : null}
    </>
  );
}

function Doors({ roundId, placeId, name }: { roundId: string; placeId: string; name: string }) {
  const facade = useFacade(placeId, roundId);
  const navigate = useNavigate();
  return (
    <section className="panel coverage-doors">
      <div className="panel-head">
        <h2>{name}</h2>
        <Link className="end" to={`/places/${placeId}`}>
          <Button size="small">打开</Button>
        </Link>
      </div>
      <div className="panel-body">
        <Loaded query={facade}>
          {(data) => <FacadePicture facade={data} onOpen={(id) => void navigate(`/places/${id}`)} />}
        </Loaded>
        <div style={{ marginTop: 10 }}>
          <GroundLegend />
        </div>
      </div>
    </section>
  );
}
