import { CloseOutlined, StarOutlined } from "@ant-design/icons";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useSession } from "../../shared/session/index.ts";
import { readSaved, sameFilter, withFilter, writeSaved, type SavedFilter } from "./saved.ts";
import "./filter.css";

/**
 * 常用筛选: filters that a person keeps under a name, on this machine and for this account. The address of the page says
 * the same filter, so a colleague is sent a link.
 */
export function SavedFilters({ list, names }: { list: string; names: readonly string[] }) {
  const { account } = useSession();
  const [search, setSearch] = useSearchParams();
  const [saved, setSaved] = useState(() => readSaved(account.id, list));
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const now = names.flatMap((one) => (search.get(one) ? [[one, search.get(one)!] as const] : []));
  const change = (next: readonly SavedFilter[]) => {
    setSaved(next);
    writeSaved(account.id, list, next);
  };
  const keep = () => {
    const words = name.trim();
    if (words === "") return;
    change([...saved.filter((one) => one.name !== words), { name: words, filter: Object.fromEntries(now) }]);
    setNaming(false);
    setName("");
  };
  const known = saved.some(({ filter }) => sameFilter(filter, now));
  if (saved.length === 0 && now.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label="常用筛选">
      {saved.length > 0 ? <span className="chips-name">常用</span> : null}
      {saved.map(({ name: words, filter }) => (
        <span key={words} className="saved-filter">
          <button
            type="button"
            className="filter-chip"
            aria-pressed={sameFilter(filter, now)}
            onClick={() => setSearch(withFilter(search, names, filter))}
          >
            {words}
          </button>
          <button
            type="button"
            className="saved-filter-drop"
            aria-label={`不再保留「${words}」`}
            onClick={() => change(saved.filter((one) => one.name !== words))}
          >
            <CloseOutlined />
          </button>
        </span>
      ))}
      {now.length > 0 && !known ? (
        <Popover
          trigger="click"
          open={naming}
          onOpenChange={setNaming}
          placement="bottomLeft"
          content={
            <form
              className="saved-filter-form"
              onSubmit={(event) => {
                event.preventDefault();
                keep();
              }}
            >
              <Input
                autoFocus
                aria-label="常用筛选的名称"
                placeholder="起个名称，如 北片未办结"
                maxLength={20}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="primary" htmlType="submit" disabled={name.trim() === ""}>
                保存
              </Button>
            </form>
          }
        >
          <Button size="small" type="text" icon={<StarOutlined />}>
            存为常用
          </Button>
        </Popover>
      ) : null}
    </div>
  );
}
