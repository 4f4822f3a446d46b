import { z } from "zod";
import type { Route } from "./route.ts";

/** OpenAPI 3.1 from the routes themselves, so that it cannot say anything else. */
export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.url.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = {
      summary: route.summary,
      "x-access": route.access,
      ...(route.access === "public" ? { security: [] } : {}),
      parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query")],
      ...(route.rawLimit
        ? {
            requestBody: {
              content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
            },
          }
        : route.answer === "stream" && (route.method === "PATCH" || route.method === "POST")
          ? {
              requestBody: {
                content: {
                  "application/offset+octet-stream": { schema: { type: "string", format: "binary" } },
                },
              },
            }
          : route.body
            ? { requestBody: { content: { "application/json": { schema: schemaOf(route.body, "input") } } } }
            : {}),
      responses: {
        "200": {
          description: "done",
          content:
            route.answer === "file"
              ? { "application/octet-stream": {} }
              : route.answer === "stream"
                ? {}
                : { "application/json": { schema: schemaOf(route.answer, "output") } },
        },
        default: {
          description: "RFC 9457 problem",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "零株 Lingzhu", version },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "lingzhu" } },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "code", "status", "title", "detail"],
          properties: {
            type: { type: "string" },
            code: { type: "string" },
            status: { type: "integer" },
            title: { type: "string" },
            detail: { type: "string" },
          },
        },
      },
    },
  };
}

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<
    string,
    unknown
  >;
  return rest;
};

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}
