/**
 * A phone for tests, written against the wire alone: it registers at sign-in, proves each request and seals parcels.
 * It shares no code with the real phone, so that the two sides check each other only through the format.
 */
import {
  createCipheriv,
  createECDH,
  createHash,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  randomUUID,
  sign,
  type KeyObject,
} from "node:crypto";
import {
  agreementContext,
  formatProof,
  parcelContext,
  parcelMessage,
  PROOF_HEADER,
  proofMessage,
  type CarriedParcel,
  type ParcelHead,
  type ServerKey,
} from "@lingzhu/domain/device";
import type { Answer, Signed, TestHouse } from "./house.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64url");
const signed = (key: KeyObject, text: string) =>
  sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");

/** What a request is sent with, for tests that bend it. */
export interface Sent {
  method: Method;
  url: string;
  payload?: unknown;
  headers: Record<string, string>;
}

/** One person on one phone. */
export class Phone {
  readonly phoneId: string;
  deviceId = "";
  recoveryKey: string | null = null;
  cookie = "";
  #serverKey: ServerKey | null = null;
  #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #house: TestHouse;
  readonly #who: Pick<Signed, "login" | "password">;

  constructor(house: TestHouse, who: Pick<Signed, "login" | "password">, phoneId: string = randomUUID()) {
    this.#house = house;
    this.#who = who;
    this.phoneId = phoneId;
  }

  get publicKey(): string {
    return this.#keys.publicKey.export({ type: "spki", format: "der" }).toString("base64url");
  }
  newKey(): void {
    this.#keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  async signIn(options: { recover?: boolean; password?: string } = {}): Promise<Answer<{ code?: string }>> {
    const { recover = false, password = this.#who.password } = options;
    const device = {
      phoneId: this.phoneId,
      name: "安卓 上的 Chrome · 测试机",
      publicKey: this.publicKey,
      recover,
    };
    const answer = await this.#house.anonymous.post<{
      code?: string;
      device?: { id: string; recoveryKey: string | null };
    }>("/api/session", { login: this.#who.login, password, device });
    if (answer.body.device) {
      this.deviceId = answer.body.device.id;
      this.recoveryKey = answer.body.device.recoveryKey;
      this.cookie = String(answer.headers["set-cookie"]).split(";")[0]!;
      this.#serverKey = (await this.get<{ serverKey: ServerKey }>("/api/session")).body.serverKey;
    }
    return answer;
  }

  /** The request as this phone would send it; `over` changes what is signed, not what is sent. */
  proven(
    method: Method,
    url: string,
    payload?: unknown,
    over: { time?: number; target?: string; method?: string; key?: KeyObject; deviceId?: string } = {},
  ): Sent {
    const isRaw = payload instanceof Uint8Array;
    const body = payload === undefined ? null : isRaw ? payload : Buffer.from(JSON.stringify(payload));
    const deviceId = over.deviceId ?? this.deviceId;
    const request = {
      time: over.time ?? this.#house.clock.now,
      method: over.method ?? method,
      target: over.target ?? url,
      bodyDigest: body && sha256(body),
    };
    const signature = signed(over.key ?? this.#keys.privateKey, proofMessage(deviceId, request));
    const proof = formatProof({ deviceId, time: request.time, bodyDigest: request.bodyDigest, signature });
    return {
      method,
      url,
      ...(body ? { payload: body } : {}),
      headers: {
        cookie: this.cookie,
        [PROOF_HEADER]: proof,
        ...(body ? { "content-type": isRaw ? "application/octet-stream" : "application/json" } : {}),
      },
    };
  }
  async send<T>(sent: Sent): Promise<Answer<T>> {
    const response = await this.#house.app.inject(sent as object);
    const isJson = /json/.test(String(response.headers["content-type"] ?? ""));
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : null) as T,
      headers: response.headers,
      bytes: response.rawPayload,
    };
  }
  get = <T>(url: string) => this.send<T>(this.proven("GET", url));
  post = <T>(url: string, body: unknown) => this.send<T>(this.proven("POST", url, body));
  put = <T>(url: string, body: unknown) => this.send<T>(this.proven("PUT", url, body));
  delete = <T>(url: string) => this.send<T>(this.proven("DELETE", url));

  /** A record sealed for the server and signed by this phone. */
  seal(fact: { id: string }, over: Partial<ParcelHead> = {}): CarriedParcel {
    const content = Buffer.from(JSON.stringify({ fact, label: "记录" }));
    const { head, sealed } = this.#seal("fact", fact.id, content, over);
    return { ...head, content: "fact", sealed: sealed.toString("base64url") };
  }
  /** The bytes of a photograph, framed as the route takes them. */
  sealPhotograph(factId: string, bytes: Uint8Array): Buffer {
    const { head, sealed } = this.#seal("photograph", factId, bytes, {});
    const text = Buffer.from(JSON.stringify(head));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, text, sealed]);
  }

  #seal(content: ParcelHead["content"], id: string, bytes: Uint8Array, over: Partial<ParcelHead>) {
    const { number, publicKey } = this.#serverKey!;
    const of = { content, id, deviceId: this.deviceId, ...over };
    const context = Buffer.from(parcelContext(of));
    const passing = createECDH("prime256v1");
    const passingKey = passing.generateKeys();
    const secret = passing.computeSecret(Buffer.from(publicKey, "base64url"));
    const agreed = hkdfSync("sha256", secret, passingKey, agreementContext(of.deviceId, number), 32);
    const [contentKey, nonce, wrapNonce] = [randomBytes(32), randomBytes(12), randomBytes(12)];
    const sealed = encrypt(contentKey, nonce, bytes, context);
    const head = {
      v: 1 as const,
      ...of,
      serverKey: over.serverKey ?? number,
      passingKey: passingKey.toString("base64url"),
      nonce: nonce.toString("base64url"),
      wrappedForServer: Buffer.concat([
        wrapNonce,
        encrypt(Buffer.from(agreed), wrapNonce, contentKey, context),
      ]).toString("base64url"),
    };
    return {
      head: { ...head, signature: signed(this.#keys.privateKey, parcelMessage(head, sha256(sealed))) },
      sealed,
    };
  }
}

function encrypt(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array, context: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(context);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}
