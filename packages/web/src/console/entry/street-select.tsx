import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useEffect, useState } from "react";
import { z } from "zod";
import { get } from "../../shared/api/index.ts";

const Divisions = z.array(z.object({ code: z.string(), name: z.string(), region: z.string() }));

/** The text after it has rested for `ms`. */
function useRested(text: string, ms: number): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return rested;
}

/** 选择街道: by name, out of all streets of the country; the region tells equal names apart. Value: its code. */
export function StreetSelect({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string; region: string } | null>(null);
  const name = useRested(typed.trim(), 250);
  const found = useQuery({
    queryKey: ["divisions", name],
    queryFn: ({ signal }) => get("/api/divisions", Divisions, { query: { name }, signal }),
    enabled: name.length >= 2,
    staleTime: Infinity,
  });
  const options = (found.data ?? []).map(({ code, name: label, region }) => ({ value: code, label, region }));
  return (
    <Select
      {...(id ? { id } : {})}
      size="large"
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      placeholder="输入街道或乡镇，如 西关 或 埇桥区西关"
      value={value ?? null}
      options={
        chosen && !options.some((option) => option.value === chosen.value) ? [...options, chosen] : options
      }
      onChange={(code, option) => {
        if (option && !Array.isArray(option)) setChosen(option);
        onChange?.(code ?? "");
      }}
      optionRender={({ data }) => (
        <div>
          {data.label} <span className="quiet">{data.region}</span>
        </div>
      )}
      labelRender={({ value: code, label }) => {
        const option = chosen?.value === code ? chosen : options.find((one) => one.value === code);
        return (
          <>
            {label} <span className="quiet">{option?.region}</span>
          </>
        );
      }}
      notFoundContent={
        found.isFetching
          ? "正在查找……"
          : found.isError
            ? "暂时查不到，请稍后再试"
            : name.length < 2
              ? "请输入至少两个字"
              : `没有找到「${name}」，请换个写法，如 埇桥区西关街道`
      }
    />
  );
}
