import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button, type ButtonProps } from "antd";
import { asProblem, download, type Query } from "../../shared/api/index.ts";

/** Fetches a file and hands it over under the server's name; refusals are told, not shown as a broken page. */
export function DownloadButton({
  path,
  query,
  body,
  children,
  ...button
}: { path: string; query?: Query; body?: unknown } & ButtonProps) {
  const { message } = App.useApp();
  const fetching = useMutation({
    mutationFn: () => download(path, { query, body }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  return (
    <Button
      icon={<DownloadOutlined />}
      {...button}
      loading={fetching.isPending}
      onClick={() => fetching.mutate()}
    >
      {children}
    </Button>
  );
}
