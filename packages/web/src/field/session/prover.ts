/** Proves this phone's requests with the signing key of the person at it. */
import { formatProof, PROOF_HEADER, proofMessage } from "@lingzhu/domain/device";
import { type Prover } from "../../shared/api/index.ts";
import { timeNow } from "../../shared/clock/house-time.ts";
import { sha256, toBase64url } from "../store/bytes.ts";

export interface Signer {
  /** Registration of the phone for the person; null while nobody can sign. */
  readonly deviceId: string | null;
  sign(text: string): Promise<string>;
}

/** What the server's clock is ahead of ours (ms); found out when it first refuses a proof for its time. */
let ahead = 0;

export const proverOf = (signer: Signer): Prover => ({
  async prove(method, target, body) {
    const { deviceId } = signer;
    if (deviceId === null) return null;
    const time = timeNow() + ahead;
    const bodyDigest = body && toBase64url(await sha256(body));
    const signature = await signer.sign(proofMessage(deviceId, { time, method, target, bodyDigest }));
    return { [PROOF_HEADER]: formatProof({ deviceId, time, bodyDigest, signature }) };
  },
  learnTime(serverTime) {
    ahead = serverTime - timeNow();
  },
});
