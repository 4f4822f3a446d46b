import type { TablePaginationConfig } from "antd";

/** Rows of a page, where a list comes in pages. */
export const PAGE_ROWS = 50;

/** Pages of a list that is here whole. */
export const pagesOf = (rows: readonly unknown[]): false | TablePaginationConfig =>
  rows.length > PAGE_ROWS ? { pageSize: PAGE_ROWS, showSizeChanger: false } : false;

/** Pages of a list that the server gives one by one; the page is in the address, the first one is not named. */
export const pagesAt = (
  page: string | null,
  total: number,
  onPage: (page: string | null) => void,
): false | TablePaginationConfig =>
  total > PAGE_ROWS
    ? {
        current: Number(page ?? 1),
        pageSize: PAGE_ROWS,
        total,
        showSizeChanger: false,
        onChange: (next) => onPage(next === 1 ? null : String(next)),
      }
    : false;
