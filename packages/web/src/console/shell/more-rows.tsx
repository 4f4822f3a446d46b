import { Button } from "antd";
import { count } from "../../shared/format/index.ts";
import "./more-rows.css";

/** What an endless query says about its next page. */
interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Below a list that comes in pages of a hundred: fetches the next one. Absent on the last. */
export function MoreRows({ query, shown, unit }: { query: Paged; shown: number; unit: "条" | "处" }) {
  if (!query.hasNextPage) return null;
  return (
    <div className="more-rows">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        再看 100 {unit}（已显示 {count(shown)}）
      </Button>
    </div>
  );
}
