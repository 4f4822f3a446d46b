import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover, type TableColumnType } from "antd";
import { useState, type ReactNode } from "react";

/**
 * A table column that has a word for the list of columns. `fixedIn` ones cannot be hidden; `onlyHere` ones hold what
 * can be done, not what is known, and no sheet has them.
 */
export type ChosenColumn<T, Key extends string = string> = TableColumnType<T> & {
  key: Key;
  title: string;
  fixedIn?: true;
  atFirst?: false;
  onlyHere?: never;
};
/** A column of actions. */
export type ActionColumn<T> = TableColumnType<T> & {
  key: string;
  title: string;
  fixedIn: true;
  atFirst?: never;
  onlyHere: true;
};

/**
 * 列选择: the columns to show and the button that chooses them, remembered on this machine under `name`; `shown` are the
 * keys of those that a sheet of the list has. `atFirst: false` hides a column until somebody asks for it.
 */
export function useColumnChoice<T>(
  name: string,
  columns: readonly (ChosenColumn<T> | ActionColumn<T>)[],
): { columns: TableColumnType<T>[]; shown: string[]; choice: ReactNode } {
  const [kept, setKept] = useState<string[] | null>(() => {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(`columns:${name}`) ?? "null");
      if (Array.isArray(read)) return read.filter((key) => typeof key === "string");
    } catch {
      // Unreadable choices are as good as none.
    }
    return null;
  });
  const hidden = kept ?? columns.filter((column) => column.atFirst === false).map((column) => column.key);
  const choose = (shown: string[]) => {
    const offered = columns.map((column) => column.key);
    const next = [
      ...hidden.filter((key) => !offered.includes(key)),
      ...offered.filter((key) => !shown.includes(key)),
    ];
    setKept(next);
    try {
      localStorage.setItem(`columns:${name}`, JSON.stringify(next));
    } catch {
      // Forgetting the choice is harmless.
    }
  };
  const free = columns.filter((column) => !column.fixedIn);
  const always = columns.filter((column) => column.fixedIn).map((column) => column.key);
  const here = columns.filter((column) => column.fixedIn || !hidden.includes(column.key));
  return {
    columns: here.map(({ fixedIn: _fixedIn, atFirst: _atFirst, onlyHere: _onlyHere, ...column }) => column),
    shown: here.filter((column) => !column.onlyHere).map((column) => column.key),
    choice: (
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            style={{ display: "grid", gap: 6 }}
            options={free.map((column) => ({ label: column.title, value: column.key }))}
            value={free.map((column) => column.key).filter((key) => !hidden.includes(key))}
            onChange={(shown) => choose([...always, ...shown])}
          />
        }
      >
        <Button icon={<SettingOutlined />} aria-label="选择列" />
      </Popover>
    ),
  };
}
