import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Segmented, Select } from "antd";
import { useMemo } from "react";
import { Link } from "react-router";
import { z } from "zod";
import { dutyKindNames, dutyKinds, type DutyKind } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { placeKinds, type CommunityName, type PlaceView } from "@lingzhu/domain/place";
import { post } from "../../shared/api/index.ts";
import { useToday } from "../../shared/clock/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { count } from "../../shared/format/index.ts";
import { useFilters } from "../filter/index.ts";
import { DayField, issuesAtFields, useDraft, useFirmAfterTry, useFormDraft } from "../form/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { PersonSelect } from "../person/person-select.tsx";
import { FacadePicture } from "../pictures/index.ts";
import { allPlaces, useFacade } from "../place/picture-queries.ts";
import { EmptyState, Loaded, ProblemNote } from "../states/index.ts";
import { dutiesKey, useAllDuties } from "./duty-queries.ts";
import { holdersOf } from "./holders.ts";
import { RangeList } from "./range-list.tsx";

interface Values {
  personId: string;
  kind: DutyKind;
  validFrom: Day;
  validTo: Day | null;
}

const Assigned = z.object({ assigned: z.number(), ended: z.number() });
const isKind = (text: string | null): text is DutyKind => dutyKindNames.includes(text as DutyKind);

/** Containers of a community (compounds, buildings) and its plots: what can be answered for as a whole. */
const useCommunityPlaces = (communityId: string | null) =>
  useQuery({
    queryKey: ["places", "answerable", communityId],
    enabled: communityId !== null,
    queryFn: async () => {
      const kinds = ["compound", "building", "plot"] as const;
      const lists = await Promise.all(kinds.map((kind) => allPlaces({ communityId, kind })));
      return lists.flat().sort((a, b) => a.path.localeCompare(b.path, "zh-CN", { numeric: true }));
    },
  });

/** 落实责任, once there is something to be responsible for. */
export function AssignDesk() {
  const communities = useCommunities();
  return (
    <Loaded query={communities}>
      {(list) =>
        list.length > 0 ? (
          <Desk communities={list} />
        ) : (
          <div className="panel">
            <EmptyState
              drawing={<NothingDrawing />}
              title="台账是空的"
              action={
                <Link to="/ledger">
                  <Button type="primary">去台账</Button>
                </Link>
              }
            >
              有了户和地块，才能一处一处落实到人。
            </EmptyState>
          </div>
        )
      }
    </Loaded>
  );
}

/** A person, a kind, a day, and a range dragged over places or over the doors of one building. */
function Desk({ communities }: { communities: readonly CommunityName[] }) {
  const [{ community, place, kind }, setFilter] = useFilters(["community", "place", "kind"]);
  const chosen = community ?? communities[0]?.id ?? null;
  const places = useCommunityPlaces(chosen);
  const [pickedIds, setPickedIds] = useDraft<string[]>("duty-places");
  const picked: ReadonlySet<string> = useMemo(() => new Set(pickedIds ?? []), [pickedIds]);
  const setPicked = (next: ReadonlySet<string>) => setPickedIds(next.size > 0 ? [...next] : null);
  const [form] = Form.useForm<Values>();
  const wantedKind = Form.useWatch("kind", form) ?? (isKind(kind) ? kind : "contract_cadre");
  const client = useQueryClient();
  const { message } = App.useApp();
  const today = useToday();

  const pick = (ids: readonly string[], add: boolean) => {
    const next = new Set(picked);
    for (const id of ids)
      if (add) next.add(id);
      else next.delete(id);
    setPicked(next);
  };
  const placeIds = wantedKind === "first_responsible" ? (chosen ? [chosen] : []) : [...picked];
  const draft = useFormDraft<Values>(form, `duty:${isKind(kind) ? kind : ""}`, {
    kind: isKind(kind) ? kind : "contract_cadre",
    validFrom: today,
  });
  const assign = useMutation({
    mutationFn: (values: Values) =>
      post("/api/duties", { ...values, validTo: values.validTo ?? null, placeIds }, Assigned),
    onSuccess: async ({ assigned, ended }) => {
      setPicked(new Set());
      draft.forget();
      await Promise.all(
        [dutiesKey, ["overview"], ["places"]].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      void message.success(
        ended > 0
          ? `已落实 ${count(assigned)} 处，原来的 ${count(ended)} 份责任到前一日为止`
          : `已落实 ${count(assigned)} 处`,
      );
    },
    onError: (error) => void issuesAtFields(form, error),
  });
  const building = place ? (places.data?.find(({ id }) => id === place) ?? null) : null;
  const withDoors = (one: PlaceView) => one.kind === "building" || one.kind === "compound";

  return (
    <div className="assign">
      <section className="panel">
        <div className="panel-head">
          <Select
            aria-label="社区"
            style={{ width: 150 }}
            value={chosen}
            onChange={(id: string) => {
              setPicked(new Set());
              setFilter({ community: id, place: null });
            }}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Segmented
            value={building ? "doors" : "places"}
            onChange={(value) => (value === "places" ? setFilter({ place: null }) : undefined)}
            options={[
              { value: "places", label: "楼栋和地块" },
              { value: "doors", label: building ? building.name : "逐户", disabled: !building },
            ]}
          />
          <span className="quiet end">
            {wantedKind === "first_responsible"
              ? "第一责任人对整个社区负责"
              : "按住拖过一段，或按 Shift 点选"}
          </span>
        </div>
        {wantedKind === "first_responsible" ? (
          <p className="panel-body quiet" style={{ margin: 0 }}>
            将落实到{communities.find(({ id }) => id === chosen)?.name}，不用再选楼栋。
          </p>
        ) : building && withDoors(building) ? (
          <Doors building={building} kind={wantedKind} picked={picked} onPick={pick} />
        ) : (
          <Loaded query={places}>
            {(list) => (
              <PlaceRange
                communityId={chosen}
                places={list}
                kind={wantedKind}
                picked={picked}
                onPick={pick}
                onOpen={(id) => {
                  setPicked(new Set());
                  setFilter({ place: id });
                }}
              />
            )}
          </Loaded>
        )}
      </section>
      <section className="panel assign-form">
        <h2>
          {wantedKind === "first_responsible" ? "落实到社区" : `已选 ${count(picked.size)} 处`}
          {picked.size > 0 && wantedKind !== "first_responsible" ? (
            <Button type="link" size="small" onClick={() => setPicked(new Set())}>
              清空
            </Button>
          ) : null}
        </h2>
        <div className="panel-body">
          {draft.note}
          <ProblemNote error={assign.error} />
          <Form<Values>
            form={form}
            layout="vertical"
            {...draft.props}
            {...useFirmAfterTry()}
            onFinish={(values) => assign.mutate(values)}
          >
            <Form.Item name="kind" label="种类" rules={[{ required: true }]}>
              <Select options={dutyKindNames.map((name) => ({ value: name, label: dutyKinds[name] }))} />
            </Form.Item>
            <Form.Item name="personId" label="由谁负责" rules={[{ required: true, message: "请选择人员" }]}>
              <PersonSelect />
            </Form.Item>
            <Form.Item name="validFrom" label="从哪天起" rules={[{ required: true, message: "请选择日期" }]}>
              <DayField />
            </Form.Item>
            <Form.Item name="validTo" label="到哪天止" required={false}>
              <DayField placeholder="一直负责" />
            </Form.Item>
            <p className="quiet">同一处已有人负责的，原责任到前一日为止，以前的记录都保留。</p>
            <Button
              type="primary"
              htmlType="submit"
              block
              disabled={placeIds.length === 0}
              loading={assign.isPending}
            >
              {placeIds.length === 0 ? "先在左边选地点" : "落实责任"}
            </Button>
          </Form>
        </div>
      </section>
    </div>
  );
}

function PlaceRange({
  communityId,
  places,
  kind,
  picked,
  onPick,
  onOpen,
}: {
  communityId: string | null;
  places: readonly PlaceView[];
  kind: DutyKind;
  picked: ReadonlySet<string>;
  onPick: (ids: readonly string[], add: boolean) => void;
  onOpen: (id: string) => void;
}) {
  const today = useToday();
  const duties = useAllDuties({ kind, onDay: today, placeId: communityId, doors: false });
  const holders = useMemo(() => holdersOf(duties.data ?? []), [duties.data]);
  return (
    <RangeList
      rows={places.map((one) => ({
        id: one.id,
        name: one.path.slice(one.path.indexOf(" ") + 1),
        kind: placeKinds[one.kind],
        note: holders.get(one.id) ?? null,
        opens: one.kind === "building" || one.kind === "compound",
      }))}
      picked={picked}
      onPick={onPick}
      onOpen={onOpen}
    />
  );
}

function Doors({
  building,
  kind,
  picked,
  onPick,
}: {
  building: PlaceView;
  kind: DutyKind;
  picked: ReadonlySet<string>;
  onPick: (ids: readonly string[], add: boolean) => void;
}) {
  const today = useToday();
  const facade = useFacade(building.id, null);
  const duties = useAllDuties({ kind, onDay: today, placeId: building.id, doors: true });
  const holders = useMemo(() => holdersOf(duties.data ?? []), [duties.data]);
  return (
    <div className="panel-body">
      <p className="quiet" style={{ marginTop: 0 }}>
        {building.path}
      </p>
      <Loaded query={facade}>
        {(data) => (
          <>
            <FacadePicture
              facade={data}
              picking={{ picked, onPick }}
              note={(id) => {
                const holder = holders.get(id);
                return holder ? `${dutyKinds[kind]} ${holder}` : `没有单独的${dutyKinds[kind]}`;
              }}
            />
            <Button
              size="small"
              style={{ marginTop: 10 }}
              onClick={() =>
                onPick(
                  data.doors.map(({ placeId }) => placeId),
                  true,
                )
              }
            >
              全选 {data.doors.length} 户
            </Button>
          </>
        )}
      </Loaded>
    </div>
  );
}
