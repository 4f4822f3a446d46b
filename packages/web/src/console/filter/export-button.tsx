import type { Query } from "../../shared/api/index.ts";
import { DownloadButton } from "../shell/download-button.tsx";

/** 导出 XLSX: exactly what the list shows, its columns, filter and order. */
export function ExportButton({
  path,
  query = {},
  columns,
  disabled = false,
}: {
  path: string;
  query?: Query;
  /** Keys of the shown columns in their order; left out where the list has no choice of columns. */
  columns?: readonly string[];
  disabled?: boolean;
}) {
  return (
    <DownloadButton
      path={path}
      query={{ ...query, ...(columns ? { columns: columns.join(",") } : {}) }}
      disabled={disabled}
    >
      导出 XLSX
    </DownloadButton>
  );
}
