import { Button } from "antd";
import { Fragment, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { longDay } from "@lingzhu/domain/kernel";
import { placeStates } from "@lingzhu/domain/patrol";
import {
  additionStates,
  placeKinds,
  plotKinds,
  type AdditionState,
  type PlaceDetail,
  type TimelineEntry,
} from "@lingzhu/domain/place";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { StateMark, toneOfPlaceState } from "../../shared/theme/index.ts";
import { usePlace } from "../ledger/place-queries.ts";
import { ChainPicture, FacadePicture, GroundLegend, momentsOf, TimeLine } from "../pictures/index.ts";
import { useAsOf } from "../ribbon/as-of.ts";
import { RetractDialog } from "../conflict/retract-record.tsx";
import { ApproveDialog } from "../presence/approve-visit.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { RetirementButton } from "./retirement.tsx";
import { RevealPeople } from "./reveal-people.tsx";
import { useChain, useFacade, useTimeline } from "./picture-queries.ts";
import "./place.css";

const additionNotes: Record<AdditionState, string> = {
  awaiting: "踏查中补登，已计入应查，等街道禁毒办确认。",
  confirmed: "",
  merged: "这里的记录都算在并入的地点上，本处不再计入应查。",
  rejected: "不予登记，本处和它的记录不计入应查。",
  withdrawn: "补登人已撤回，本处和它的记录不计入应查。",
};

/** 地点: one page with everything that ever happened at a place. */
export function Component() {
  const { id = "" } = useParams();
  const place = usePlace(id);
  const data = place.data?.place;
  return (
    <Page
      title={
        data ? (data.kind === "household" ? data.path.split(" ").slice(-2).join(" ") : data.name) : "地点"
      }
      note={place.data ? <Path detail={place.data} /> : null}
    >
      <Loaded query={place}>{(detail) => <Shown key={id} detail={detail} />}</Loaded>
    </Page>
  );
}

function Path({ detail }: { detail: PlaceDetail }) {
  return (
    <nav className="place-path" aria-label="所在">
      {detail.ancestors
        .filter(({ kind }) => kind !== "street")
        .map((ancestor) => (
          <Fragment key={ancestor.id}>
            <Link to={`/places/${ancestor.id}`}>{ancestor.name}</Link>
            <span aria-hidden="true">›</span>
          </Fragment>
        ))}
      <span>{placeKinds[detail.place.kind]}</span>
    </nav>
  );
}

function Shown({ detail }: { detail: PlaceDetail }) {
  const { place } = detail;
  const able = useAbility();
  return (
    <div className="place-columns">
      <div>
        {place.addition && place.addition !== "confirmed" ? <AdditionNote state={place.addition} /> : null}
        {place.kind === "building" ||
        place.kind === "unit" ||
        (place.kind === "compound" && detail.contains.buildings === 0) ? (
          <Doors placeId={place.id} word={place.kind === "compound" ? "院落" : "楼面"} />
        ) : null}
        {detail.rounds.length > 0 ? <Rounds detail={detail} /> : null}
        <Story placeId={place.id} showPlace={place.kind !== "household" && place.kind !== "plot"} />
      </div>
      <div>
        <Facts detail={detail} />
        {able("duty.read") ? <Chain placeId={place.id} /> : null}
      </div>
    </div>
  );
}

/** A place added in the field says where it stands, and where that is settled. */
function AdditionNote({ state }: { state: AdditionState }) {
  const able = useAbility();
  const to = state === "awaiting" ? "/ledger/additions" : `/ledger/additions?state=${state}`;
  return (
    <p className="place-addition">
      <strong>{additionStates[state]}</strong>
      <span>{additionNotes[state]}</span>
      {able("addition.read") ? <Link to={to}>{able("addition.decide") ? "去审核" : "查看审核"}</Link> : null}
    </p>
  );
}

function Doors({ placeId, word }: { placeId: string; word: string }) {
  const facade = useFacade(placeId, null);
  const navigate = useNavigate();
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{word}</h2>
        <span className="quiet">当前轮次</span>
        <span className="end">
          <GroundLegend />
        </span>
      </div>
      <div className="panel-body">
        <Loaded query={facade}>
          {(data) => <FacadePicture facade={data} onOpen={(id) => void navigate(`/places/${id}`)} />}
        </Loaded>
      </div>
    </section>
  );
}

function Rounds({ detail }: { detail: PlaceDetail }) {
  const now = useNow();
  return (
    <section className="panel">
      <h2>各轮踏查</h2>
      <ul className="place-rounds">
        {detail.rounds.map((round) => (
          <li key={round.roundId}>
            <Link to={`/rounds/${round.roundId}`}>{round.name}</Link>
            <span>
              <StateMark tone={toneOfPlaceState[round.state]} /> {placeStates[round.state]}
            </span>
            <span className="quiet number">去过 {round.visits} 次</span>
            <span className="quiet number">
              {round.lastVisitAt === null ? "—" : momentWords(round.lastVisitAt, now)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Story({ placeId, showPlace }: { placeId: string; showPlace: boolean }) {
  const timeline = useTimeline(placeId);
  const now = useNow();
  const [asked, setAsked] = useState<{ act: "approve" | "retract"; entry: TimelineEntry } | null>(null);
  const actionsOf = ({ may, ...entry }: TimelineEntry) =>
    may.length === 0
      ? null
      : may.map((act) => (
          <Button
            key={act}
            size="small"
            type={act === "approve" ? "default" : "link"}
            onClick={() => setAsked({ act, entry: { may, ...entry } })}
          >
            {act === "approve" ? "认定到户" : "撤回"}
          </Button>
        ));
  const whatOf = ({ by, at, placePath, text }: TimelineEntry) =>
    `${by ?? ""} ${momentWords(at, now)}在 ${placePath}：${text}。`;
  const close = () => setAsked(null);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>时间线</h2>
        <span className="quiet">新的在上</span>
      </div>
      <div className="panel-body">
        <Loaded query={timeline}>
          {(entries) =>
            entries.length === 0 ? (
              <p className="quiet" style={{ margin: 0 }}>
                这里还没有发生过什么。第一次踏查后，每一次到访、照片和发现都会记在这里。
              </p>
            ) : (
              <TimeLine moments={momentsOf(entries, showPlace, actionsOf)} now={now} />
            )
          }
        </Loaded>
      </div>
      {asked?.act === "approve" ? (
        <ApproveDialog visitId={asked.entry.id} what={whatOf(asked.entry)} type="approve" onClose={close} />
      ) : null}
      {asked?.act === "retract" ? (
        <RetractDialog factId={asked.entry.id} what={whatOf(asked.entry)} onClose={close} />
      ) : null}
    </section>
  );
}

function Facts({ detail }: { detail: PlaceDetail }) {
  const { place, contains } = detail;
  const now = useNow();
  const holds = [
    contains.buildings > 0 ? `${count(contains.buildings)} 栋楼` : null,
    contains.households > 0 ? `${count(contains.households)} 户` : null,
    contains.plots > 0 ? `${count(contains.plots)} 块地` : null,
  ].filter(Boolean);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>
          {placeKinds[place.kind]}
          {place.isKey ? <span className="place-key">重点部位</span> : null}
          {place.retiredAt === null ? null : <span className="place-retired">已注销</span>}
        </h2>
        <span className="end">{place.kind === "street" ? null : <RetirementButton place={place} />}</span>
      </div>
      <dl className="place-facts panel-body">
        {holds.length > 0 ? (
          <>
            <dt>含有</dt>
            <dd>
              <Link to={`/ledger?in=${place.id}`}>{holds.join("，")}</Link>
            </dd>
          </>
        ) : null}
        {place.household ? (
          <>
            <dt>门牌</dt>
            <dd>
              {place.household.door}
              {place.household.floor === null ? "" : `，${place.household.floor} 层`}
            </dd>
            <dt>常住</dt>
            <dd>{place.household.residents === null ? "未登记" : `${place.household.residents} 人`}</dd>
            <RevealPeople placeId={place.id} head={place.household.head} phone={place.household.phone} />
          </>
        ) : null}
        {place.plot ? (
          <>
            <dt>种类</dt>
            <dd>{plotKinds[place.plot.plotKind]}</dd>
            <dt>面积</dt>
            <dd>{place.plot.areaM2 === null ? "未量" : `${count(Math.round(place.plot.areaM2))} 平方米`}</dd>
          </>
        ) : null}
        <dt>位置</dt>
        <dd>
          {place.lon === null || place.lat === null
            ? "没有登记"
            : `${place.lon.toFixed(5)}，${place.lat.toFixed(5)}`}
        </dd>
        {place.retiredAt !== null ? (
          <>
            <dt>注销</dt>
            <dd>{momentWords(place.retiredAt, now)}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function Chain({ placeId }: { placeId: string }) {
  const day = useAsOf();
  const chain = useChain(placeId, day);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>责任链</h2>
        <span className="quiet end">{day ? longDay(day) : "今天"}</span>
      </div>
      <div className="panel-body">
        <Loaded query={chain}>{(links) => <ChainPicture links={links} />}</Loaded>
      </div>
    </section>
  );
}
