import { SearchOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { PlaceKind } from "@lingzhu/domain/place";
import { placeKinds } from "@lingzhu/domain/place";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { count } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { SavedFilters } from "../filter/index.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import {
  filterOfSearch,
  placeQuery,
  searchOfFilter,
  type Inside,
  type LedgerFilter,
} from "./ledger-filter.ts";
import { useAdditions } from "./addition-queries.ts";
import { LedgerTree } from "./ledger-tree.tsx";
import { NewPlace } from "./new-place.tsx";
import { useCommunities, usePlace } from "./place-queries.ts";
import { PlaceTable } from "./place-table.tsx";
import "./ledger.css";

const FILTERS = ["in", "kind", "text", "key"] as const;
const kindChips: readonly PlaceKind[] = ["household", "plot", "building", "compound"];

/** 台账: browse the tree, or search it; the filter is in the address. */
export function Component() {
  const able = useAbility();
  const communities = useCommunities();
  return (
    <Page
      title="台账"
      extra={
        <>
          <Link to="/ledger/retired">
            <Button>注销地点</Button>
          </Link>
          <Link to="/base-map">
            <Button>街道底图</Button>
          </Link>
          {able("addition.read") ? <AdditionsLink /> : null}
          {able("ledger.import") ? (
            <Link to="/ledger/imports">
              <Button type="primary">导入台账</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <Loaded query={communities}>
        {(list) =>
          list.length === 0 ? (
            <div className="panel">
              <EmptyState
                drawing={<LedgerDrawing />}
                title="台账还是空的"
                action={
                  able("ledger.import") ? (
                    <Link to="/ledger/imports">
                      <Button type="primary">导入台账</Button>
                    </Link>
                  ) : null
                }
              >
                把社区现有的户籍或房屋表（XLSX 或 CSV）导进来，就能算出哪些户、哪些地块还没看过。
              </EmptyState>
            </div>
          ) : (
            <Browse communities={list} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** How many places added in the field wait to be confirmed. */
function AdditionsLink() {
  const additions = useAdditions({ state: "awaiting" });
  const n = additions.data?.counts.awaiting;
  return <Link to="/ledger/additions">{n ? `待确认地点 ${count(n)}` : "待确认地点"}</Link>;
}

function Browse({ communities }: { communities: Parameters<typeof LedgerTree>[0]["communities"] }) {
  const [search, setSearch] = useSearchParams();
  const filter = filterOfSearch(search);
  const inside = usePlace(filter.inside);
  const change = (next: Partial<LedgerFilter>) => setSearch(searchOfFilter({ ...filter, ...next }));

  const place = filter.inside ? inside.data?.place : undefined;
  const below = inside.data?.ancestors.filter((ancestor) => ancestor.kind !== "street") ?? [];
  const into: Inside | null = place
    ? {
        id: place.id,
        kind: place.kind,
        names: [...below.map((ancestor) => ancestor.name), place.name],
        communityId: place.kind === "community" ? place.id : place.communityId,
      }
    : null;
  return (
    <div className="ledger">
      <nav className="panel ledger-tree" aria-label="台账目录">
        <LedgerTree
          communities={communities}
          selected={filter.inside}
          onSelect={(id) => change({ inside: id, text: "", kind: null, onlyKey: false })}
        />
      </nav>
      <section className="panel">
        <div className="ledger-tools" role="search">
          <SearchField key={filter.text} text={filter.text} onSearch={(text) => change({ text })} />
          {kindChips.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={filter.kind === kind}
              onClick={() => change({ kind: filter.kind === kind ? null : kind })}
            >
              {placeKinds[kind]}
            </button>
          ))}
          <button
            type="button"
            className="chip"
            aria-pressed={filter.onlyKey}
            onClick={() => change({ onlyKey: !filter.onlyKey })}
          >
            重点
          </button>
          <span className="push" />
          <NewPlace inside={place ?? null} communities={communities} />
          <div className="ledger-saved">
            <SavedFilters list="ledger" names={FILTERS} />
          </div>
        </div>
        {filter.inside ? (
          <Loaded query={inside} doing="正在打开">
            {({ place: shown }) => (
              <>
                <div className="ledger-trail">
                  <Button type="link" size="small" onClick={() => change({ inside: null })}>
                    全部
                  </Button>
                  {below.map((ancestor) => (
                    <span key={ancestor.id}>
                      /
                      <Button type="link" size="small" onClick={() => change({ inside: ancestor.id })}>
                        {ancestor.name}
                      </Button>
                    </span>
                  ))}
                  / <strong style={{ margin: "0 8px" }}>{shown.name}</strong>
                  <Link to={`/places/${shown.id}`}>打开这一页</Link>
                </div>
                <PlaceTable query={placeQuery(filter, into)} onEnter={(id) => change({ inside: id })} />
              </>
            )}
          </Loaded>
        ) : (
          <PlaceTable query={placeQuery(filter, null)} onEnter={(id) => change({ inside: id, kind: null })} />
        )}
      </section>
    </div>
  );
}

/** Keyed by the address, so that going back also puts the words back. */
function SearchField({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  return (
    <Input.Search
      style={{ width: 320 }}
      enterButton={<Button aria-label="查找" icon={<SearchOutlined />} />}
      placeholder="地址中的几个词，如 花园 12号楼 502"
      aria-label="查找地点"
      allowClear
      maxLength={60}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(words) => onSearch(words.trim())}
    />
  );
}
