import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "@lingzhu/domain/kernel";

/** No inline script, nothing from elsewhere. Map workers come as blobs; antd writes style elements. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join("; ");

export async function securityHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers({
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(self), camera=(self), screen-wake-lock=(self), microphone=()",
  });
}

/**
 * Refuses writes that another site's page makes with our cookie. The cookie is SameSite=Strict already; this is the
 * second lock (OWASP CSRF Cheat Sheet, "verifying origin with standard headers").
 */
export async function requireSameOrigin(request: FastifyRequest): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw problem("auth.cross-site");
  if (origin !== undefined && new URL(origin).host !== host) throw problem("auth.cross-site");
}
