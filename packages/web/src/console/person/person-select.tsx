import { Select } from "antd";
import { usePeople } from "./person-queries.ts";

interface Props {
  id?: string;
  multiple?: boolean;
  value?: string | string[] | null;
  onChange?: (value: string | string[] | null) => void;
  placeholder?: string;
}

/** Someone of the staff, found by typing any part of name, post or organisation. */
export function PersonSelect({ multiple = false, placeholder = "输入姓名查找", id, value, onChange }: Props) {
  const people = usePeople();
  return (
    <Select<string | string[] | null>
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(next) => onChange?.(next ?? null)}
      {...(multiple ? { mode: "multiple" as const } : {})}
      allowClear
      showSearch={{ optionFilterProp: "search" }}
      loading={people.isPending}
      placeholder={placeholder}
      style={{ width: "100%" }}
      options={(people.data ?? []).map((person) => ({
        value: person.id,
        label: [person.name, person.post].filter(Boolean).join(" "),
        search: [person.name, person.post, person.organisation].filter(Boolean).join(" "),
      }))}
    />
  );
}
