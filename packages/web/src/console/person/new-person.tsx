import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { z } from "zod";
import { post } from "../../shared/api/index.ts";
import { FormDialog } from "../form/index.ts";
import { PersonFields, personBody, type PersonInput } from "./person-fields.tsx";
import { peopleKey } from "./person-queries.ts";

const Made = z.object({ id: z.uuid() });

/** 登记人员 */
export function NewPerson() {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        登记人员
      </Button>
      {open ? (
        <FormDialog<PersonInput, { id: string }>
          title="登记人员"
          word="登记"
          draft="person"
          never={["phone"]}
          send={(person) => post("/api/people", personBody(person), Made)}
          onSaved={async (_made, person) => {
            await client.invalidateQueries({ queryKey: peopleKey });
            void message.success(`已登记${person.name}`);
          }}
          onClose={() => setOpen(false)}
        >
          <PersonFields />
        </FormDialog>
      ) : null}
    </>
  );
}
