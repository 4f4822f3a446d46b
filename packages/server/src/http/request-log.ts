/**
 * The log: one JSON line for each answered request, without personal data: the pattern of the route instead of its path,
 * no query, no address, no name. Who did what is the audit's business.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

/** pino's options. Requests and answers serialise to nothing, should anybody log one whole. */
export const requestLog = (level: "warn" | "info") => ({
  level,
  base: null,
  serializers: { req: () => ({}), res: () => ({}) },
});

export async function logAnswer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? "other",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    },
    "answered",
  );
}
