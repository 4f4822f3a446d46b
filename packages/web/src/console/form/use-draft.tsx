import { Button, type FormInstance } from "antd";
import { useCallback, useState, type ReactNode } from "react";
import { useSession } from "../../shared/session/index.ts";
import { keepable, readDraft, writeDraft } from "./draft.ts";

/** State that outlives a reload of this tab, for what is no antd form. `set(null)` forgets it. */
export function useDraft<T>(name: string): [T | null, (value: T | null) => void] {
  const { account } = useSession();
  const [value, setValue] = useState<T | null>(() => readDraft<T>(account.id, name));
  const keep = useCallback(
    (next: T | null) => {
      setValue(next);
      writeDraft(account.id, name, next);
    },
    [account.id, name],
  );
  return [value, keep];
}

interface FormDraft<T> {
  /** Spread over the form, in the place of its initial values. */
  props: { initialValues: Partial<T>; onValuesChange: () => void };
  /** Says that something was brought back, and takes it out again when asked. Goes on top of the form. */
  note: ReactNode;
  /** To be called when the form has been saved. */
  forget: () => void;
}

/** What only says which fields are asked for; without it no form would ever hold nothing. */
const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Keeps what is typed into a form under `name` and gives it back after a reload. `start` are the proposed values;
 * fields named in `never` are not kept (passwords, residents, files), and without a name nothing is.
 */
export function useFormDraft<T extends object>(
  form: FormInstance<T>,
  name: string | null,
  start: Partial<T> = {},
  never: readonly string[] = [],
): FormDraft<T> {
  const { account } = useSession();
  const [kept, setKept] = useState(() => (name === null ? null : readDraft<Partial<T>>(account.id, name)));
  const forget = () => {
    if (name !== null) writeDraft(account.id, name, null);
    setKept(null);
  };
  return {
    props: {
      initialValues: { ...start, ...kept },
      onValuesChange: () => {
        if (name === null) return;
        const typed = keepable(form.getFieldsValue(true) as object, never);
        writeDraft(account.id, name, sameJson(typed, keepable(start, never)) ? null : typed);
      },
    },
    note: kept ? (
      <p className="draft-note" role="status">
        已恢复上次没填完的内容。
        <Button
          type="link"
          size="small"
          onClick={() => {
            forget();
            form.setFieldsValue({
              ...Object.fromEntries(Object.keys(kept).map((field) => [field, undefined])),
              ...start,
            } as Parameters<typeof form.setFieldsValue>[0]);
          }}
        >
          清空重填
        </Button>
      </p>
    ) : null,
    forget,
  };
}
