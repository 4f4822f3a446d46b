import { UploadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, InputNumber, Modal, Select, Upload } from "antd";
import { useState } from "react";
import {
  DroneImport,
  GroundRuleChange,
  SIGHT_RANGE,
  sightMetres,
  type GroundRule,
  type SightDistances,
} from "@lingzhu/domain/coverage";
import type { RoundView } from "@lingzhu/domain/patrol";
import { plotKindNames, plotKinds } from "@lingzhu/domain/place";
import type { Datum } from "@lingzhu/geo";
import { useNow } from "../../shared/clock/index.ts";
import { put, upload } from "../../shared/api/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { datumOptions } from "../ledger/datum-options.ts";
import { Loaded, ProblemNote } from "../states/index.ts";
import { useGroundRule } from "./ground-queries.ts";

/** 怎样算看到: distances, buildings and photographs, each with what a change of it did. */
export function GroundSettings({ round, onClose }: { round: RoundView; onClose: () => void }) {
  const rule = useGroundRule();
  const now = useNow();
  return (
    <Modal
      open
      width={680}
      title="怎样算看到"
      footer={<Button onClick={onClose}>关闭</Button>}
      onCancel={onClose}
    >
      <Loaded query={rule}>
        {(data) => (
          <div className="ground-settings">
            <Sights key={data.changedAt} rule={data} />
            <Footprints rule={data} />
            <DronePhotos round={round} />
            {data.changedAt ? (
              <p className="quiet">
                最近修改：{momentWords(data.changedAt, now)} {data.changedBy}
              </p>
            ) : null}
          </div>
        )}
      </Loaded>
    </Modal>
  );
}

/** After a change every figure of the ground is another one. */
function useGroundChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["ground"] });
}

function Sights({ rule }: { rule: GroundRule }) {
  const { message } = App.useApp();
  const changed = useGroundChanged();
  const [sights, setSights] = useState<SightDistances>(rule.sights);
  const save = useMutation({
    mutationFn: () => put("/api/coverage/rule/sights", { sights }, GroundRuleChange),
    onSuccess: async ({ restampedDays }) => {
      await changed();
      void message.success(
        restampedDays > 0 ? `已保存，${count(restampedDays)} 天走过的地面已按新距离重算` : "已保存",
      );
    },
  });
  const same = plotKindNames.every((kind) => sights[kind] === rule.sights[kind]);
  return (
    <section>
      <h3>离轨迹多远算看到</h3>
      <p className="quiet">默认值没有国家标准可依，请按盲测标牌的结果调整。</p>
      <ProblemNote error={save.error} />
      <div className="ground-sights">
        {plotKindNames.map((kind) => (
          <label key={kind}>
            <span>{plotKinds[kind]}</span>
            <InputNumber
              min={SIGHT_RANGE.from}
              max={SIGHT_RANGE.to}
              precision={0}
              suffix="米"
              value={sights[kind]}
              onChange={(metres) => metres !== null && setSights({ ...sights, [kind]: metres })}
            />
          </label>
        ))}
      </div>
      <div className="ground-settings-acts">
        <Button type="primary" disabled={same} loading={save.isPending} onClick={() => save.mutate()}>
          保存并重算
        </Button>
        <Button
          disabled={plotKindNames.every((kind) => sights[kind] === sightMetres[kind])}
          onClick={() => setSights({ ...sightMetres })}
        >
          改回默认
        </Button>
      </div>
    </section>
  );
}

function Footprints({ rule }: { rule: GroundRule }) {
  const changed = useGroundChanged();
  const [datum, setDatum] = useState<Datum>("cgcs2000");
  const read = useMutation({
    mutationFn: (file: File) =>
      upload("/api/coverage/footprints", file, GroundRuleChange, { query: { datum } }),
    onSuccess: changed,
  });
  return (
    <section>
      <h3>房屋轮廓</h3>
      <p className="quiet">
        {rule.footprints > 0
          ? `现有 ${count(rule.footprints)} 个轮廓，其中 ${count(rule.buildings)} 个对上了台账里的楼栋。再次导入会全部替换。`
          : "导入后，房屋背后的地面不算看到，房屋本身也不算地面。GeoJSON 面，可由测绘或规划部门的房屋图层另存。"}
      </p>
      <ProblemNote error={read.error} />
      <div className="ground-settings-acts">
        <Select<Datum>
          value={datum}
          onChange={setDatum}
          options={[...datumOptions]}
          aria-label="坐标来自哪里"
          style={{ width: 260 }}
        />
        <PickFile accept=".geojson,.json" pending={read.isPending} onFile={(file) => read.mutate(file)}>
          {read.isPending ? "正在重算" : "选择 GeoJSON"}
        </PickFile>
      </div>
      {read.data ? (
        <Done rejected={read.data.rejected.map(({ feature, reason }) => `第 ${feature} 个：${reason}`)}>
          导入 {count(read.data.footprints)} 个轮廓，重算了 {count(read.data.restampedDays)} 天走过的地面。
        </Done>
      ) : null}
    </section>
  );
}

function DronePhotos({ round }: { round: RoundView }) {
  const changed = useGroundChanged();
  const read = useMutation({
    mutationFn: (file: File) =>
      upload("/api/coverage/drone-photos", file, DroneImport, {
        query: { roundId: round.id, filename: file.name },
      }),
    onSuccess: changed,
  });
  return (
    <section>
      <h3>航拍照片（{round.name}）</h3>
      <p className="quiet">
        导入每张照片的时间、经度、纬度、相对高度（XLSX 或 CSV，也认 exiftool -n
        的列名），画面内的露天地面算作航拍看到，与走过的分开显示。大棚和其他遮挡地面不算；高于 120
        米或镜头朝向地平线的不计入。
      </p>
      <ProblemNote error={read.error} />
      <div className="ground-settings-acts">
        <PickFile accept=".xlsx,.csv" pending={read.isPending} onFile={(file) => read.mutate(file)}>
          选择照片表
        </PickFile>
      </div>
      {read.data ? (
        <Done rejected={read.data.rejected.map(({ row, reason }) => `第 ${row} 行：${reason}`)}>
          新增 {count(read.data.added)} 张
          {read.data.known > 0 ? `，${count(read.data.known)} 张以前已有` : ""}。
        </Done>
      ) : null}
    </section>
  );
}

function PickFile({
  accept,
  pending,
  onFile,
  children,
}: {
  accept: string;
  pending: boolean;
  onFile: (file: File) => void;
  children: string;
}) {
  return (
    <Upload
      accept={accept}
      showUploadList={false}
      disabled={pending}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <Button icon={<UploadOutlined />} loading={pending}>
        {children}
      </Button>
    </Upload>
  );
}

/** What an import did, and every item that was left out with its reason. */
function Done({ rejected, children }: { rejected: readonly string[]; children: React.ReactNode }) {
  return (
    <div className="ground-settings-done" role="status">
      <p>{children}</p>
      {rejected.length > 0 ? (
        <details>
          <summary>{count(rejected.length)} 个没有导入</summary>
          <ul>
            {rejected.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
