import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useToday } from "../../shared/clock/index.ts";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (day: string | null) => void;
  placeholder?: string;
  "aria-label"?: string;
}

/** A day as text (2026-04-18), picked or typed in any of the ways officials write it. */
export function DayField({ value, onChange, placeholder = "选择日期", ...rest }: Props) {
  const today = useToday();
  return (
    <DatePicker
      {...rest}
      style={{ width: "100%" }}
      format={["YYYY-MM-DD", "YYYY年M月D日", "YYYY/M/D", "YYYY.M.D", "YYYYMMDD"]}
      placeholder={placeholder}
      // The picker's own "today" is the machine's; in a demonstration the season runs on days of its own.
      defaultPickerValue={dayjs(today)}
      showNow={false}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format("YYYY-MM-DD") : null)}
    />
  );
}
