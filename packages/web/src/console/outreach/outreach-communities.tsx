import { Link } from "react-router";
import type { OutreachCounts, OutreachSummary } from "@lingzhu/domain/outreach";
import { count, shareOf } from "../../shared/format/index.ts";
import { servedOf, servedParts, signedParts, type Part } from "./outreach-parts.ts";

/** Notices and commitments by community, most still to do first; every number opens its list. */
export function OutreachCommunities({ summary }: { summary: OutreachSummary }) {
  const { total, communities } = summary;
  const inOrder = communities.toSorted(
    (a, b) =>
      b.households - servedOf(b) - (a.households - servedOf(a)) ||
      b.keyPlaces - b.signed - (a.keyPlaces - a.signed),
  );
  return (
    <section className="panel outreach">
      <table>
        <thead>
          <tr>
            <th scope="col">社区</th>
            <th scope="col" colSpan={2}>
              告知书已送达
            </th>
            <th scope="col" className="number">
              还没有
            </th>
            <th scope="col" colSpan={2}>
              重点部位已签承诺书
            </th>
            <th scope="col" className="number">
              还没有
            </th>
          </tr>
        </thead>
        <tbody>
          {communities.length > 1 ? (
            <Row name={<strong>全街道</strong>} counts={total} community={null} />
          ) : null}
          {inOrder.map((one) => (
            <Row
              key={one.id}
              name={<Link to={`/places/${one.id}`}>{one.name}</Link>}
              counts={one}
              community={one.id}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  name,
  counts,
  community,
}: {
  name: React.ReactNode;
  counts: OutreachCounts;
  community: string | null;
}) {
  const list = (show: string) => `?show=${show}${community ? `&community=${community}` : ""}`;
  const unserved = counts.households - servedOf(counts);
  const unsigned = counts.keyPlaces - counts.signed;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="outreach-bar">
        <Bar parts={servedParts(counts)} unit="户" />
      </td>
      <td className="number">
        <Link to={list("served")}>{shareOf(servedOf(counts), counts.households, "户")}</Link>
      </td>
      <td className="number">
        {unserved > 0 ? <Link to={list("unserved")}>{count(unserved)} 户</Link> : "都有了"}
      </td>
      <td className="outreach-bar">
        <Bar parts={signedParts(counts)} unit="处" />
      </td>
      <td className="number">
        {counts.keyPlaces === 0 ? (
          <span className="quiet">没有重点部位</span>
        ) : (
          <Link to={list("signed")}>{shareOf(counts.signed, counts.keyPlaces, "处")}</Link>
        )}
      </td>
      <td className="number">
        {unsigned > 0 ? (
          <Link to={list("unsigned")}>{count(unsigned)} 处</Link>
        ) : counts.keyPlaces > 0 ? (
          "都签了"
        ) : (
          "—"
        )}
      </td>
    </tr>
  );
}

function Bar({ parts, unit }: { parts: readonly Part[]; unit: string }) {
  const spoken = parts.map(({ word, n }) => `${word} ${count(n)} ${unit}`).join("，");
  return (
    <div className="counts-bar" style={{ height: 14 }} role="img" aria-label={spoken || "没有"}>
      {parts.map(({ key, tone, word, n }) => (
        <span
          key={key}
          className={`tone-area tone-${tone}`}
          style={{ flexGrow: n }}
          title={`${word} ${count(n)} ${unit}`}
        />
      ))}
    </div>
  );
}
