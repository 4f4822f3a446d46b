import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { Link, useParams } from "react-router";
import { ZonePackage } from "@lingzhu/domain/patrol";
import { get } from "../../shared/api/index.ts";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { count } from "../../shared/format/index.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { cardsOf, codePath, groupsWithDoors, type DoorCard } from "./cards.ts";
import "./door-card.css";

/** 门牌码: a sheet of cards to cut out and stick beside the door, or onto a notice; the code opens the household. */
export function Component() {
  const { id: roundId, zoneId } = useParams();
  const zone = useQuery({
    queryKey: ["door-cards", zoneId],
    queryFn: () => get(`/api/field/zones/${zoneId}`, ZonePackage),
  });
  return (
    <Loaded query={zone} doing="正在排门牌码">
      {(shown) => <Cards zone={shown} back={`/rounds/${roundId}?tab=zones`} />}
    </Loaded>
  );
}

function Cards({ zone, back }: { zone: ZonePackage; back: string }) {
  const groups = useMemo(() => groupsWithDoors(zone.places), [zone]);
  // Thousands of codes at once would make the page slow and nobody prints them together.
  const [group, setGroup] = useState<string | null>(groups.length > 1 ? groups[0]! : null);
  const cards = useMemo(() => cardsOf(zone.places, group, location.origin), [zone, group]);
  return (
    <Page
      title={`${zone.zone.name}门牌码`}
      note={<Link to={back}>回到分片</Link>}
      extra={
        <Button
          type="primary"
          icon={<PrinterOutlined />}
          disabled={cards.length === 0}
          onClick={() => print()}
        >
          打印 {count(cards.length)} 张
        </Button>
      }
    >
      {groups.length === 0 ? (
        <div className="panel">
          <EmptyState drawing={<LedgerDrawing />} title="这一片没有住户">
            门牌码是给住户的；地块在手机上按远近或在地图上找。
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="card-tools">
            <Select
              aria-label="楼栋"
              style={{ minWidth: 260 }}
              value={group ?? ""}
              onChange={(value) => setGroup(value || null)}
              options={[
                ...groups.map((name) => ({ value: name, label: name })),
                { value: "", label: `全片 ${groups.length} 处一起` },
              ]}
            />
            <span className="quiet">
              A4 纸，一页 15
              张，沿虚线剪开，贴在门边或告知书上。码里只有地点编号，没有姓名电话；不登录打不开。
            </span>
          </div>
          <div className="cards" role="list" aria-label="门牌码">
            {cards.map((card) => (
              <Card key={card.id} card={card} />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

function Card({ card }: { card: DoorCard }) {
  const { path, side } = useMemo(() => codePath(card.link), [card.link]);
  return (
    <article className="door-card" role="listitem">
      <svg
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={`${card.door}的二维码`}
      >
        <path d={path} />
      </svg>
      <div>
        <small>{card.group}</small>
        <strong>{card.door}</strong>
        <small>踏查扫码登记</small>
      </div>
    </article>
  );
}
