import { GlobalOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Descriptions, Upload } from "antd";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { BaseMapAnswer, baseMapLimits, type BaseMapFile } from "@lingzhu/domain/place";
import { del, get, upload } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { fileSize, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded, Pending, ProblemNote } from "../states/index.ts";

const key = ["base-map-file"] as const;
const PATH = "/api/map/file";

/** 街道底图: one PMTiles file that lies under the map on the phones. Without it the map works on plain paper. */
export function Component() {
  const able = useAbility();
  const manages = able("place.manage");
  const client = useQueryClient();
  const { modal } = App.useApp();
  const answer = useQuery({ queryKey: key, queryFn: () => get(PATH, BaseMapAnswer) });
  const [problem, setProblem] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  const settle = (now: { file: BaseMapFile | null }) => client.setQueryData(key, now);
  const send = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController();
      return upload(PATH, file, BaseMapAnswer, {
        query: { filename: file.name },
        signal: abort.current.signal,
      });
    },
    onMutate: () => setProblem(null),
    onSuccess: settle,
    onError: (error) => {
      if (!(error instanceof DOMException)) setProblem(error);
    },
  });
  const remove = useMutation({
    mutationFn: () => del(PATH, BaseMapAnswer),
    onSuccess: settle,
    onError: setProblem,
  });
  const sending = send.isPending ? send.variables : null;

  return (
    <Page title="街道底图" note={<Link to="/ledger">回到台账</Link>}>
      <div style={{ maxWidth: 860 }}>
        <ProblemNote error={problem} />
        <Loaded query={answer}>
          {({ file }) =>
            file ? (
              <section className="panel" style={{ marginBottom: 16 }}>
                <h2>正在使用</h2>
                <div className="panel-body">
                  <InUse file={file} />
                  {manages ? (
                    <Button
                      loading={remove.isPending}
                      onClick={() =>
                        modal.confirm({
                          title: "不再使用这份底图？",
                          content:
                            "手机上的地图会变回白纸，地点、轨迹都还在。文件会从服务器删除，以后可以重新上传。",
                          okText: "不再使用",
                          cancelText: "取消",
                          onOk: () => remove.mutateAsync().catch(() => {}),
                        })
                      }
                    >
                      不再使用
                    </Button>
                  ) : null}
                </div>
              </section>
            ) : (
              <p className="quiet">
                还没有底图。手机上的地图画在白纸上，楼栋、地块、轨迹和距离都有，照样能用。
              </p>
            )
          }
        </Loaded>
        {!manages ? null : sending ? (
          <div className="panel" style={{ textAlign: "center", paddingBottom: 24 }}>
            <Pending doing={`正在上传 ${sending.name}（${fileSize(sending.size)}）`} />
            <Button onClick={() => abort.current?.abort()}>取消</Button>
          </div>
        ) : (
          <>
            <Upload.Dragger
              accept=".pmtiles"
              showUploadList={false}
              beforeUpload={(file) => {
                send.mutate(file);
                return false;
              }}
            >
              <p style={{ fontSize: 34, margin: "20px 0 8px", color: "var(--action-main)" }}>
                <GlobalOutlined />
              </p>
              <p style={{ fontSize: 16, margin: 0 }}>点这里选择 PMTiles 文件，或把它拖进来</p>
              <p className="quiet" style={{ margin: "4px 24px 24px" }}>
                最大 {fileSize(baseMapLimits.bytes)}，范围只要盖住本街道。手机只取自己那一片的部分，存在本机。
              </p>
            </Upload.Dragger>
            <ul className="quiet" style={{ marginTop: 12, paddingInlineStart: 20 }}>
              <li>坐标须是 CGCS2000 或 WGS 84。高德、百度等偏移坐标的地图会把地块错开几百米。</li>
              <li>公开地图须有审图号（地图管理条例第十五条）；自测、航拍的图按保密要求使用。</li>
              <li>只画水系、绿地、道路和建筑的轮廓，不画文字；本系统不从网上取任何地图。</li>
            </ul>
          </>
        )}
      </div>
    </Page>
  );
}

const kinds: Record<BaseMapFile["tiles"], string> = {
  mvt: "矢量",
  png: "图片（PNG）",
  jpeg: "图片（JPEG）",
  webp: "图片（WebP）",
  avif: "图片（AVIF）",
};

function InUse({ file }: { file: BaseMapFile }) {
  const now = useNow();
  const [west, south, east, north] = file.bounds;
  return (
    <Descriptions
      size="small"
      column={2}
      items={[
        { key: "name", label: "文件", children: file.filename },
        { key: "size", label: "大小", children: fileSize(file.bytes) },
        { key: "kind", label: "类型", children: kinds[file.tiles] },
        { key: "zoom", label: "级别", children: `${file.minZoom}—${file.maxZoom}` },
        {
          key: "bounds",
          label: "范围",
          children: `东经 ${west.toFixed(4)}—${east.toFixed(4)}，北纬 ${south.toFixed(4)}—${north.toFixed(4)}`,
        },
        {
          key: "when",
          label: "上传",
          children: [momentWords(file.uploadedAt, now), file.uploadedBy].filter(Boolean).join("，"),
        },
      ]}
    />
  );
}
