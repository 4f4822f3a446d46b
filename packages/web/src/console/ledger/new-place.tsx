import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, InputNumber, Select, type FormInstance } from "antd";
import { useState } from "react";
import { z } from "zod";
import {
  placeKinds,
  plotKinds,
  type CommunityName,
  type PlaceKind,
  type PlaceView,
} from "@lingzhu/domain/place";
import { toWgs84, type Datum } from "@lingzhu/geo";
import { post } from "../../shared/api/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { FormDialog } from "../form/index.ts";
import { datumOptions } from "./datum-options.ts";
import { placesKey } from "./place-queries.ts";

/** What may be made directly inside a place of each kind. */
const childKinds: Record<PlaceKind, readonly PlaceKind[]> = {
  street: ["plot", "community"],
  community: ["plot", "compound", "household", "grid"],
  grid: ["plot", "compound"],
  compound: ["plot", "building", "household"],
  building: ["unit", "household", "plot"],
  unit: ["household"],
  household: [],
  plot: [],
};
const Made = z.object({ id: z.uuid() });

interface Fields {
  parentId: string;
  kind: PlaceKind;
  name?: string;
  plotKind?: string;
  door?: string;
  floor?: number | null;
  residents?: number | null;
  head?: string;
  phone?: string;
  lon?: number | null;
  lat?: number | null;
  datum: Datum;
}

const blank = (text: string | undefined) => (text?.trim() ? text.trim() : null);

function bodyOf({ parentId, kind, ...fields }: Fields): unknown {
  if (kind === "household")
    return {
      kind,
      parentId,
      door: fields.door ?? "",
      floor: fields.floor ?? null,
      residents: fields.residents ?? null,
      head: blank(fields.head),
      phone: blank(fields.phone),
    };
  const name = fields.name ?? "";
  if (kind !== "plot") return { kind, parentId, name };
  const { lon, lat } = fields;
  const [x, y] = lon == null || lat == null ? [null, null] : toWgs84(lon, lat, fields.datum);
  return { kind, parentId, name, plotKind: fields.plotKind, lon: x, lat: y };
}

/** 新增地点: one place, most often a plot that no list holds. The parent is where one is looking. */
export function NewPlace({
  inside,
  communities,
}: {
  inside: PlaceView | null;
  communities: readonly CommunityName[];
}) {
  const [open, setOpen] = useState(false);
  const kinds = inside ? childKinds[inside.kind] : childKinds.community;
  if (!useAbility()("place.manage") || kinds.length === 0) return null;
  return (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        新增地点
      </Button>
      {open ? (
        <NewPlaceForm
          inside={inside}
          communities={communities}
          kinds={kinds}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function NewPlaceForm({
  inside,
  communities,
  kinds,
  onClose,
}: {
  inside: PlaceView | null;
  communities: readonly CommunityName[];
  kinds: readonly PlaceKind[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <FormDialog<Fields, { id: string }>
      title="新增地点"
      word="新增"
      draft={`place:${inside?.id ?? ""}`}
      start={{ ...(inside ? { parentId: inside.id } : {}), kind: kinds[0]!, datum: "cgcs2000" }}
      never={["head", "phone"]}
      send={(fields) => post("/api/places", bodyOf(fields), Made)}
      onSaved={async (_made, fields) => {
        await client.invalidateQueries({ queryKey: placesKey });
        void message.success(`已新增${placeKinds[fields.kind]}`);
      }}
      onClose={onClose}
    >
      {(form) => <PlaceFields form={form} inside={inside} communities={communities} kinds={kinds} />}
    </FormDialog>
  );
}

function PlaceFields({
  form,
  inside,
  communities,
  kinds,
}: {
  form: FormInstance<Fields>;
  inside: PlaceView | null;
  communities: readonly CommunityName[];
  kinds: readonly PlaceKind[];
}) {
  const kind = Form.useWatch("kind", form) ?? kinds[0]!;
  const lon = Form.useWatch("lon", form);
  const needed = (text: string) => [{ required: true, whitespace: true, message: text }];
  return (
    <>
      {inside ? (
        <Form.Item name="parentId" label="位于" required>
          <Select options={[{ value: inside.id, label: inside.path }]} disabled />
        </Form.Item>
      ) : (
        <Form.Item name="parentId" label="位于" rules={[{ required: true, message: "请选择社区" }]}>
          <Select options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Form.Item name="kind" label="类别" rules={[{ required: true }]}>
        <Select options={kinds.map((one) => ({ value: one, label: placeKinds[one] }))} />
      </Form.Item>
      {kind === "household" ? (
        <>
          <Form.Item name="door" label="门牌或室号" rules={needed("请填写门牌或室号，如 502")}>
            <Input maxLength={40} />
          </Form.Item>
          <div
            className="plan-grid"
            style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: "0 12px" }}
          >
            <Form.Item name="floor" label="楼层">
              <InputNumber min={-3} max={99} precision={0} style={{ width: "100%" }} />
            </Form.Item>
            <Form.Item name="residents" label="人口">
              <InputNumber min={0} max={50} precision={0} style={{ width: "100%" }} />
            </Form.Item>
            <Form.Item name="head" label="户主">
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="phone" label="电话">
              <Input maxLength={20} autoComplete="off" />
            </Form.Item>
          </div>
        </>
      ) : (
        <Form.Item name="name" label="名称" rules={needed("请填写名称")}>
          <Input maxLength={60} placeholder={kind === "plot" ? "如 东门菜地、3号楼北绿化带" : ""} />
        </Form.Item>
      )}
      {kind === "plot" ? (
        <>
          <Form.Item name="plotKind" label="地块类型" rules={[{ required: true, message: "请选择地块类型" }]}>
            <Select options={Object.entries(plotKinds).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: "0 12px" }}>
            <Form.Item
              name="lon"
              label="经度"
              dependencies={["lat"]}
              rules={[pairedWith("lat", "填了纬度，也要填经度")]}
            >
              <InputNumber min={73} max={136} style={{ width: "100%" }} placeholder="如 116.97" />
            </Form.Item>
            <Form.Item
              name="lat"
              label="纬度"
              dependencies={["lon"]}
              rules={[pairedWith("lon", "填了经度，也要填纬度")]}
            >
              <InputNumber min={3} max={54} style={{ width: "100%" }} placeholder="如 33.63" />
            </Form.Item>
          </div>
          <Form.Item name="datum" label="坐标来自" hidden={lon == null} rules={[{ required: true }]}>
            <Select options={[...datumOptions]} />
          </Form.Item>
        </>
      ) : null}
    </>
  );
}

const pairedWith =
  (other: "lon" | "lat", message: string) =>
  ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: async (_rule: unknown, value: number | null | undefined) => {
      if (value == null && getFieldValue(other) != null) throw new Error(message);
    },
  });
