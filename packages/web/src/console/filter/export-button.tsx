import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { asProblem, download, type Query } from "../../shared/api/index.ts";

/** Fetches exactly what the list shows, as a file. */
export function ExportButton({
  path,
  query,
  children = "导出 XLSX",
}: {
  path: string;
  query: Query;
  children?: string;
}) {
  const { message } = App.useApp();
  const fetching = useMutation({
    mutationFn: () => download(path, { query }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={fetching.isPending} onClick={() => fetching.mutate()}>
      {children}
    </Button>
  );
}
