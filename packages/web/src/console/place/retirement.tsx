import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { z } from "zod";
import { RetirementReason } from "@lingzhu/domain/place";
import { post } from "../../shared/api/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { FormDialog, zodRule } from "../form/index.ts";
import { placesKey } from "../ledger/place-queries.ts";

type Reason = z.infer<typeof RetirementReason>;
const Made = z.object({ id: z.uuid() });

const acts = {
  retire: {
    word: "注销",
    effect:
      "注销后不再列入台账，也不再列入还没结束的轮次（已有踏查记录的除外）。以前的记录、照片和责任都保留，以后可以在「注销地点」里恢复。",
    example: "例：2026 年 3 月已拆除，现场看过",
  },
  reinstate: {
    word: "恢复",
    effect:
      "恢复后重新列入台账，并列入还没结束的轮次，算作未查。什么时候注销、什么时候恢复，都留在时间线里。",
    example: "例：核实仍有人居住",
  },
} as const;

/** 注销 or 恢复 of one place: says what it will touch, asks why, and does it once. */
export function RetirementButton({
  place,
}: {
  place: { id: string; name: string; path: string; retiredAt: number | null };
}) {
  const may = useAbility()("place.manage");
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const { message } = App.useApp();
  const act = place.retiredAt === null ? "retire" : "reinstate";
  const { word, effect, example } = acts[act];
  if (!may) return null;
  return (
    <>
      <Button size="small" aria-label={`${word}${place.name}`} onClick={() => setAsking(true)}>
        {word}
      </Button>
      {asking ? (
        <FormDialog<Reason, { id: string }>
          title={`${word}${place.path}`}
          word={word}
          about={effect}
          draft={`${act}:${place.id}`}
          send={(reason) => post(`/api/places/${place.id}/${act}`, reason, Made)}
          onSaved={() => {
            void message.success(`已${word}${place.name}`);
            return Promise.all(
              [placesKey, ["overview"], ["coverage"], ["duties"], ["map"]].map((queryKey) =>
                client.invalidateQueries({ queryKey }),
              ),
            );
          }}
          onClose={() => setAsking(false)}
        >
          <Form.Item name="reason" label="原因" rules={[zodRule(RetirementReason.shape.reason)]}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} placeholder={example} />
          </Form.Item>
        </FormDialog>
      ) : null}
    </>
  );
}
