import type { DeviceState } from "@lingzhu/domain/device";
import type { Decision } from "./device-queries.ts";

export interface DecisionWords {
  word: string;
  /** What follows from it, before it is done. */
  follows: string;
  example: string;
}

export const decisionWords: Record<Decision, DecisionWords> = {
  revoke: {
    word: "撤销",
    follows:
      "立即结束这个人在这部手机上的登录，手机里的新记录不再收取。已登记的留在手机里，不会删除；撤销不能收回，只能以后允许补传或重新登记。",
    example: "例：手机丢失；已调离",
  },
  late: {
    word: "允许补传",
    follows:
      "七天内，可以由同一部手机上登录的其他人代为发送撤销以前登记的记录；撤销以后登记的仍然不收。手机的时间可以改动，请确认手机已拿在手里再允许。",
    example: "例：手机已交回禁毒办",
  },
  readmit: {
    word: "允许重新登记",
    follows: "本人可以在这部手机上用密码重新登录，登记新的密钥，手机里的记录随后照常发送。",
    example: "例：手机已找回，本人到场核对",
  },
};

const possible: Record<DeviceState, readonly Decision[]> = {
  active: ["revoke"],
  replaced: ["revoke"],
  revoked: ["late", "readmit"],
  late: ["revoke", "late", "readmit"],
  readmitted: ["revoke"],
};

/** Decisions open to somebody who may shut out, and perhaps let in again. */
export const decisionsFor = (state: DeviceState, admits: boolean): readonly Decision[] =>
  possible[state].filter((decision) => decision === "revoke" || admits);
