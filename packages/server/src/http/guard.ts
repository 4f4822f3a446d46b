import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "@lingzhu/domain/kernel";

/**
 * No inline script, nothing from elsewhere except tiles of a base map. Map workers come as blobs; antd writes style
 * elements.
 */
const policyWith = (tileHosts: readonly string[]) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...tileHosts].join(" "),
    ["connect-src 'self'", ...tileHosts].join(" "),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");

/** Headers of every answer. `tileHosts`: origins of the base map that the operator has a key for. */
export function securityHeaders(tileHosts: readonly string[]) {
  const headers = {
    "content-security-policy": policyWith(tileHosts),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(self), camera=(self), screen-wake-lock=(self), microphone=()",
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    void reply.headers(headers);
    // Only an answer that came by TLS may ask for nothing else from now on (RFC 6797, 7.2).
    if (request.protocol === "https") void reply.header("strict-transport-security", "max-age=31536000");
  };
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
