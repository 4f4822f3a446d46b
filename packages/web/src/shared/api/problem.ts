import { z } from "zod";

/** What stands in an RFC 9457 answer of our server. */
const ProblemDocument = z.object({
  code: z.string(),
  status: z.number(),
  title: z.string(),
  detail: z.string(),
  issues: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
  serverTime: z.number().optional(),
});

/** A field of what was sent and what is wrong with it; `path` as in "phases.0.end". */
export interface FieldIssue {
  path: string;
  reason: string;
}

/** Codes that arise on this side of the wire; all others are those of the domain's problem table. */
export const OFFLINE = "network.offline";
export const UNEXPECTED_ANSWER = "network.unexpected";

/**
 * A refusal or failure of a request, with the words to show: what happened, what is safe, what to do next.
 * `status` is 0 when no answer arrived.
 */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly issues: readonly FieldIssue[];
  /** The server's clock (ms), where the difference to ours was the trouble. */
  readonly serverTime: number | null;

  constructor(of: {
    code: string;
    status: number;
    title: string;
    detail: string;
    issues?: FieldIssue[];
    serverTime?: number;
  }) {
    super(of.detail);
    this.code = of.code;
    this.status = of.status;
    this.title = of.title;
    this.issues = of.issues ?? [];
    this.serverTime = of.serverTime ?? null;
  }
  get detail(): string {
    return this.message;
  }
  /** Waiting and trying again may help: no network, or the database is away for a moment. */
  get passing(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export const offlineProblem = () =>
  new ApiProblem({
    code: OFFLINE,
    status: 0,
    title: "连不上服务",
    detail: "网络或服务暂时中断，这次操作没有完成。已保存的内容都是安全的，请稍后再试。",
  });

/** The problem that a failed answer carries; anything that is not a problem document still gets calm words. */
export function problemFromAnswer(status: number, body: unknown): ApiProblem {
  const parsed = ProblemDocument.safeParse(body);
  if (parsed.success) {
    const { issues, serverTime, ...rest } = parsed.data;
    return new ApiProblem({
      ...rest,
      ...(issues ? { issues } : {}),
      ...(serverTime === undefined ? {} : { serverTime }),
    });
  }
  return new ApiProblem({
    code: UNEXPECTED_ANSWER,
    status,
    title: status >= 500 ? "暂时不可用" : "请求没有完成",
    detail: `服务没有给出可读的答复（${status}）。已保存的内容都是安全的，请稍后再试。`,
  });
}

/** The same from the text of an answer; a status of 0 says that none arrived. */
export function problemOfText(status: number, text: string): ApiProblem {
  if (status === 0) return offlineProblem();
  try {
    return problemFromAnswer(status, JSON.parse(text));
  } catch {
    return problemFromAnswer(status, text);
  }
}

/** Any thrown thing as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof z.ZodError)
    return new ApiProblem({
      code: UNEXPECTED_ANSWER,
      status: 200,
      title: "答复看不懂",
      detail: "页面和服务的版本可能不一致，请刷新页面。已保存的内容都是安全的。",
    });
  return new ApiProblem({
    code: "page.fault",
    status: 0,
    title: "页面出错",
    detail: "页面遇到意外问题，已保存的内容都是安全的。请刷新后再试。",
  });
}
