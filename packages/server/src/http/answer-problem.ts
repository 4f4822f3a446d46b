import { randomUUID } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ZodError } from "zod";
import { problem, Problem } from "@lingzhu/domain/kernel";

/** Connection classes and codes of PostgreSQL that mean "not now" (Appendix A, classes 08, 53, 57). */
const UNAVAILABLE = /^(08|53|57P)/;
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

/** One translation of everything thrown into a problem of the table; what nobody foresaw becomes `server.fault`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) {
    const issues = error.issues.map((issue) => ({ path: issue.path.join("."), reason: issue.message }));
    return problem("input.invalid", { issues });
  }
  const { code, statusCode, message } = error as Partial<FastifyError> & { code?: string };
  if (code === "23505") return problem("record.duplicate", { noun: "记录" });
  if (code === "23503") return problem("record.missing", { noun: "关联记录" });
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return problem("input.too-large", { limit: "本接口" });
  if (code && (UNAVAILABLE.test(code) || NETWORK.has(code))) return problem("server.busy");
  if (
    typeof message === "string" &&
    /timeout exceeded when trying to connect|Connection terminated/.test(message)
  )
    return problem("server.busy");
  if (statusCode && statusCode < 500)
    return problem("input.invalid", { issues: [{ path: "", reason: "请求格式不对" }] });
  return problem("server.fault", { reference: randomUUID().slice(0, 8) });
}

/** RFC 9457 problem document. */
export const problemDocument = (refusal: Problem) => ({
  type: `urn:lingzhu:problem:${refusal.code}`,
  code: refusal.code,
  status: refusal.status,
  title: refusal.title,
  detail: refusal.detail,
  ...(refusal.code === "input.invalid" ? { issues: (refusal.params as { issues: unknown }).issues } : {}),
  // With it the phone sets its proofs right and asks once more.
  ...(refusal.code === "device.clock" ? (refusal.params as { serverTime: number }) : {}),
});

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = problemOf(error);
  if (refusal.status >= 500)
    request.log.error({ err: error, code: refusal.code, detail: refusal.detail }, "request failed");
  return reply
    .status(refusal.status)
    .type("application/problem+json; charset=utf-8")
    .send(problemDocument(refusal));
}
