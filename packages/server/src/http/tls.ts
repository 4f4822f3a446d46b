/** The server's own TLS from a certificate and key that the operator gives, read again when they are renewed. */
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { X509Certificate } from "node:crypto";

export interface TlsFiles {
  certFile: string;
  keyFile: string;
}
export interface TlsMaterial {
  cert: Buffer;
  key: Buffer;
}

/**
 * Reads certificate (with its chain) and key in PEM.
 * @throws Error in plain Chinese when a file is missing or the two do not belong together.
 */
export function readTls({ certFile, keyFile }: TlsFiles): TlsMaterial {
  const material = { cert: fileOf(certFile, "证书"), key: fileOf(keyFile, "私钥") };
  try {
    createSecureContext(material);
  } catch (error) {
    throw new Error(
      `证书 ${certFile} 与私钥 ${keyFile} 用不了：${(error as Error).message}。请核对两个文件是否为 PEM 格式、是否配对。`,
      { cause: error },
    );
  }
  return material;
}

function fileOf(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`读不到${what} ${path}。请核对路径和读取权限。`, { cause: error });
  }
}

/** Last moment (ms) at which the certificate is valid, and the names it is for. */
export function certificateOf(cert: Buffer): { validTo: number; names: string } {
  const { validTo, subjectAltName, subject } = new X509Certificate(cert);
  return { validTo: Date.parse(validTo), names: subjectAltName ?? subject };
}
