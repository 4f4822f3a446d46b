import { InboxOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Table, Upload } from "antd";
import { useState } from "react";
import { z } from "zod";
import { upload } from "../../shared/api/index.ts";
import { useToday } from "../../shared/clock/index.ts";
import { count } from "../../shared/format/index.ts";
import { DayField } from "../form/index.ts";
import { ProblemNote } from "../states/index.ts";

const Imported = z.object({
  assigned: z.number(),
  rejected: z.array(z.object({ row: z.number(), column: z.string(), reason: z.string() })),
});

/** 导入包保表: bad rows are named with their number and reason and never block the good ones. */
export function DutyImport({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const today = useToday();
  const [validFrom, setValidFrom] = useState<string | null>(null);
  const from = validFrom ?? today;
  const read = useMutation({
    mutationFn: (file: File) =>
      upload("/api/duties/import", file, Imported, { query: { filename: file.name, validFrom: from } }),
    onSuccess: () =>
      Promise.all(
        ["duties", "overview", "places"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const done = read.data;
  return (
    <Modal
      open
      width={640}
      title="导入包保表"
      footer={
        <Button type={done ? "primary" : "default"} onClick={onClose}>
          {done ? "完成" : "取消"}
        </Button>
      }
      onCancel={onClose}
    >
      {done ? (
        <>
          <p>
            已落实 <b>{count(done.assigned)}</b> 处，从 {from} 起。
            {done.rejected.length > 0
              ? `有 ${count(done.rejected.length)} 行没有导入，改好后可以再导入一次，已落实的不会重复。`
              : "全部行都已导入。"}
          </p>
          {done.rejected.length > 0 ? (
            <Table
              size="small"
              rowKey={(row) => `${row.row} ${row.column}`}
              dataSource={done.rejected}
              pagination={done.rejected.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
              columns={[
                { title: "行", dataIndex: "row", width: 64, align: "right" },
                { title: "列", dataIndex: "column", width: 110 },
                { title: "原因", dataIndex: "reason" },
              ]}
            />
          ) : null}
        </>
      ) : (
        <>
          <ProblemNote error={read.error} />
          <p className="quiet" style={{ marginTop: 0 }}>
            XLSX 或 CSV，至少有“地点”和“包保人”两列；地点写到户、楼栋或小区都可以。
          </p>
          <div style={{ display: "flex", gap: 12, alignItems: "center", marginBottom: 14 }}>
            <span>从哪天起负责</span>
            <div style={{ width: 160 }}>
              <DayField value={from} onChange={setValidFrom} aria-label="从哪天起负责" />
            </div>
          </div>
          <Upload.Dragger
            accept=".xlsx,.csv"
            showUploadList={false}
            disabled={read.isPending}
            beforeUpload={(file) => {
              read.mutate(file);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>{read.isPending ? "正在读表、核对地点和人员……" : "把文件拖到这里，或点此选择"}</p>
          </Upload.Dragger>
        </>
      )}
    </Modal>
  );
}
