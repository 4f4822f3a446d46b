import { useMutation } from "@tanstack/react-query";
import { Form, Modal, type FormInstance } from "antd";
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../states/index.ts";
import { issuesAtFields } from "./issues-at-fields.ts";
import { useFirmAfterTry } from "./use-firm-after-try.ts";
import { useFormDraft } from "./use-draft.tsx";

interface Props<T extends object, A> {
  title: string;
  /** What the button does: 建立、保存 … */
  word: string;
  /** One quiet sentence above the fields: what will happen. */
  about?: ReactNode;
  /** Name under which what is typed is kept; null keeps nothing. */
  draft: string | null;
  start?: Partial<T>;
  /** Fields that are never kept. */
  never?: readonly string[];
  send: (values: T) => Promise<A>;
  /** After the server has taken it; the dialog closes when this is done. */
  onSaved: (answer: A, values: T) => unknown;
  onClose: () => void;
  width?: number;
  children: ReactNode | ((form: FormInstance<T>) => ReactNode);
}

/**
 * A form on top of the page: half-typed values survive a reload, the server's objections stand at their fields, and
 * what was typed stays until it is saved.
 */
export function FormDialog<T extends object, A>(props: Props<T, A>) {
  const [form] = Form.useForm<T>();
  const draft = useFormDraft<T>(form, props.draft, props.start, props.never);
  const firm = useFirmAfterTry();
  /** What found no field of its own. */
  const [problem, setProblem] = useState<unknown>(null);
  const save = useMutation({
    mutationFn: props.send,
    onMutate: () => setProblem(null),
    onSuccess: async (answer, values) => {
      draft.forget();
      await props.onSaved(answer, values);
      props.onClose();
    },
    onError: (error) => {
      if (!issuesAtFields(form, error)) setProblem(error);
    },
  });
  return (
    <Modal
      open
      title={props.title}
      okText={props.word}
      cancelText="取消"
      maskClosable={false}
      {...(props.width ? { width: props.width } : {})}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {props.about ? <p className="quiet dialog-about">{props.about}</p> : null}
      {draft.note}
      <ProblemNote error={problem} />
      <Form<T>
        form={form}
        layout="vertical"
        {...draft.props}
        {...firm}
        onFinish={(values) => save.mutate(values)}
      >
        {typeof props.children === "function" ? props.children(form) : props.children}
      </Form>
    </Modal>
  );
}
