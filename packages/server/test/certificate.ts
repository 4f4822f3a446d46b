import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { TlsFiles } from "../src/http/tls.ts";

/** A certificate for localhost that signs itself, made by openssl in a folder; valid for so many days from now. */
export function selfSigned(folder: string, days: number): TlsFiles {
  const files = { certFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", files.keyFile];
  execFileSync(
    "openssl",
    ["req", "-x509", ...key, "-out", files.certFile, "-days", String(days), ...subject],
    {
      stdio: "ignore",
    },
  );
  return files;
}
