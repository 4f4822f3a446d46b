import { useCallback, useEffect, useState, type ReactNode } from "react";
import { SessionView } from "@lingzhu/domain/account";
import { z } from "zod";
import { asProblem, del, get, post, proveBy, put } from "../../shared/api/index.ts";
import { learnTime, timeNow } from "../../shared/clock/house-time.ts";
import type { FieldDatabase } from "../store/database.ts";
import type { OthersWork } from "../store/entry.ts";
import { keptValue } from "../store/kept.ts";
import { workOfAll } from "../store/others.ts";
import {
  listPeople,
  rememberSession,
  settleIn,
  tryPin,
  type PhonePerson,
  type Unlocked,
} from "../store/phone-people.ts";
import { PLAIN_SESSION, sealPlainRows } from "../store/seal-plain.ts";
import { Vault } from "../store/vault.ts";
import { ChangePin } from "./change-pin.tsx";
import { ChoosePersonScreen } from "./choose-person-screen.tsx";
import { Cover } from "./cover.tsx";
import { enterByPassword, renewByPassword, type Entering } from "./entering.ts";
import { NewPinScreen } from "./new-pin-screen.tsx";
import { PinScreen } from "./pin-screen.tsx";
import { proverOf } from "./prover.ts";
import { SignInScreen } from "./sign-in-screen.tsx";
import { useIdleLock } from "./use-idle-lock.ts";

/** The person at this phone, and whether the server still knows them. */
export interface Gate {
  session: SessionView;
  /** Null where the browser cannot encrypt: then nothing is kept on the phone. */
  vault: Vault | null;
  /** False once the server said that the session has ended; recording goes on, sending waits. */
  signedIn: boolean;
  /** The office has shut this phone out; what is recorded stays here. */
  revoked: boolean;
  /** Somebody has to say who they are before anything may be seen. */
  locked: boolean;
  /** The server answered 401 to something. */
  sessionEnded: () => void;
  /** Shows the sign-in page; records stay. */
  signInAgain: () => void;
  lock: () => void;
  changePin: () => void;
  /** Locks, and asks who is at the phone. */
  switchPerson: () => void;
  /** Ends the session. Records stay, locked; sending them needs the password again. */
  signOut: () => Promise<void>;
}

/** What stands in front of the pages; `in`: nothing. */
type Step =
  | { at: "opening" | "choosing" | "in" }
  | { at: "pin"; person: PhonePerson; why: string }
  | { at: "change-pin"; person: PhonePerson }
  | { at: "password"; known: PhonePerson | null; why: "new" | "forgot" | "ended" }
  | { at: "new-pin"; entering: Entering };

interface Present {
  session: SessionView;
  vault: Vault | null;
  standing: "in" | "ended" | "revoked";
}

const Done = z.object({ done: z.literal(true) });
const AFTER_IDLE = "没有人操作，已经锁上。没登记完的都还在。";
const ON_OPENING = "输入 PIN 打开。没有信号也可以。";
/** Without a secure context (plain HTTP from another machine) the browser gives no cryptography. */
const canEncrypt = () => globalThis.crypto?.subtle !== undefined;

/**
 * Who is at the phone. Somebody new signs in with the password once, online, and sets a PIN; from then on the PIN opens
 * the phone, with or without signal, and the server is asked behind the person's back.
 */
export function SessionGate({ db, children }: { db: FieldDatabase; children: (gate: Gate) => ReactNode }) {
  const [step, setStep] = useState<Step>({ at: "opening" });
  const [present, setPresent] = useState<Present | null>(null);
  const [people, setPeople] = useState<readonly PhonePerson[]>([]);
  const [work, setWork] = useState<readonly OthersWork[]>([]);

  /** Asks the server who we are to it; without signal nothing changes. */
  const ask = useCallback(
    async (vault: Vault | null) => {
      try {
        const session = await get("/api/session", SessionView);
        learnTime(session);
        if (vault?.isOpen) await rememberSession(db, vault, session);
        setPresent((now) => (now && now.vault !== vault ? now : { session, vault, standing: "in" }));
        return true;
      } catch (error) {
        const { status, code } = asProblem(error);
        const standing = code === "device.revoked" ? "revoked" : "ended";
        if (status === 401) setPresent((now) => now && { ...now, standing });
        return false;
      }
    },
    [db],
  );

  const readPeople = useCallback(async () => {
    const known = await listPeople(db);
    setPeople(known);
    setWork(await workOfAll(db, timeNow()));
    return known;
  }, [db]);
  const choose = useCallback(async () => {
    const known = await readPeople();
    setStep(known.length > 0 ? { at: "choosing" } : { at: "password", known: null, why: "new" });
  }, [readPeople]);

  useEffect(() => {
    void (async () => {
      if (!canEncrypt()) {
        setStep((await ask(null)) ? { at: "in" } : { at: "password", known: null, why: "new" });
        return;
      }
      const known = await readPeople();
      if (known.length > 1) setStep({ at: "choosing" });
      else if (known[0]) setStep({ at: "pin", person: known[0], why: ON_OPENING });
      else setStep({ at: "password", known: null, why: "new" });
    })();
  }, [readPeople, ask]);

  async function comeIn({ vault, session }: Unlocked) {
    proveBy(proverOf(vault));
    db.admit(vault);
    // Whatever could not be sealed now is still there, and is tried the next time.
    await sealPlainRows(db, vault).catch(() => undefined);
    setPresent({ session, vault, standing: "in" });
    setStep({ at: "in" });
    void ask(vault);
  }

  const knownOf = async (personId: string) => (await db.people.get(personId)) ?? null;
  const lock = async (why: string) => {
    if (!present?.vault) return;
    present.vault.lock();
    const person = await knownOf(present.vault.personId);
    if (person) setStep({ at: "pin", person, why });
  };
  useIdleLock(step.at === "in" && present?.vault != null, () => void lock(AFTER_IDLE));

  async function signIn(login: string, password: string) {
    if (step.at !== "password") return;
    if (!canEncrypt()) {
      await post("/api/session", { login, password }, Done, { unproven: true });
      if (!(await ask(null))) throw new Error("the server forgot at once");
      setStep({ at: "in" });
      return;
    }
    const vault = present?.vault;
    if (step.why === "ended" && step.known && vault?.isOpen) {
      await renewByPassword(db, vault, step.known, password);
      setStep({ at: "in" });
      await ask(vault);
      return;
    }
    const listed = (await listPeople(db)).find((person) => person.login === login.toLowerCase()) ?? null;
    const entering = await enterByPassword(db, login, password, step.known ?? listed);
    learnTime(entering.newcomer.session);
    setStep({ at: "new-pin", entering });
  }

  async function savePin({ newcomer, recovered }: Entering, pin: string) {
    const leaveRecovery = async (key: string) => {
      await put("/api/device/recovery", { key }, Done);
    };
    await comeIn(await settleIn(db, newcomer, pin, { now: timeNow(), leaveRecovery, recovered }));
  }

  const over = present !== null;
  const cover = (label: string, content: ReactNode) => (
    <Cover over={over} label={label}>
      {content}
    </Cover>
  );
  function front(): ReactNode {
    switch (step.at) {
      case "opening":
      case "in":
        return null;
      case "choosing":
        return cover(
          "谁在用这部手机",
          <ChoosePersonScreen
            people={people}
            work={work}
            onChoose={(person) => setStep({ at: "pin", person, why: ON_OPENING })}
            onNew={() => setStep({ at: "password", known: null, why: "new" })}
          />,
        );
      case "pin":
        return cover(
          "输入 PIN",
          <PinScreen
            key={step.person.personId}
            name={step.person.name}
            why={step.why}
            waitUntil={step.person.waitUntil}
            tryPin={async (pin) => {
              const { personId } = step.person;
              const own = present?.vault?.personId === personId ? present.vault : new Vault(personId);
              const tried = await tryPin(db, personId, pin, timeNow(), own);
              if (tried.ok) await comeIn(tried.unlocked);
              return tried;
            }}
            ways={[
              {
                word: "忘记 PIN",
                act: () => setStep({ at: "password", known: step.person, why: "forgot" }),
              },
              { word: "换人", act: () => void choose() },
            ]}
          />,
        );
      case "change-pin":
        return cover(
          "更改 PIN",
          <ChangePin db={db} person={step.person} onDone={() => setStep({ at: "in" })} />,
        );
      case "password":
        return cover(
          "登录",
          <Password
            key={step.known?.personId ?? "new"}
            db={db}
            step={step}
            signIn={signIn}
            onBack={onBack(step)}
          />,
        );
      case "new-pin":
        return cover(
          "设 PIN",
          <NewPinScreen
            name={step.entering.newcomer.session.person.name}
            note={
              step.entering.lost
                ? "以前在这部手机上登记的打不开了，没有丢：登录后可以在「我的」里发送。"
                : null
            }
            save={(pin) => savePin(step.entering, pin)}
          />,
        );
    }
  }

  function onBack({ known, why }: Extract<Step, { at: "password" }>) {
    if (why === "ended") return { word: "暂不登录，继续登记", act: () => setStep({ at: "in" }) };
    if (known)
      return { word: "返回输入 PIN", act: () => setStep({ at: "pin", person: known, why: ON_OPENING }) };
    return people.length > 0 ? { word: "返回", act: () => void choose() } : null;
  }

  return (
    <>
      {present &&
        children({
          ...present,
          signedIn: present.standing === "in",
          revoked: present.standing === "revoked",
          locked: step.at !== "in",
          // What exactly has happened, the server says once more: ended, or shut out.
          sessionEnded: () => void ask(present.vault),
          signInAgain: () =>
            void knownOf(present.session.person.id).then((known) =>
              setStep({ at: "password", known, why: "ended" }),
            ),
          lock: () => void lock(ON_OPENING),
          changePin: () =>
            void knownOf(present.session.person.id).then(
              (person) => person && setStep({ at: "change-pin", person }),
            ),
          switchPerson: () => {
            present.vault?.lock();
            void choose();
          },
          async signOut() {
            // Signing out on the phone must work without signal; the session then ends by itself.
            await del("/api/session", Done).catch(() => undefined);
            setPresent((now) => now && { ...now, standing: "ended" });
            present.vault?.lock();
            if (present.vault) await choose();
            else {
              setPresent(null);
              setStep({ at: "password", known: null, why: "new" });
            }
          },
        })}
      {front()}
    </>
  );
}

const reasons: Record<Extract<Step, { at: "password" }>["why"], string> = {
  new: "第一次在这部手机上用，先用账号和密码登录（要有信号），再设 6 位 PIN。",
  forgot: "忘记 PIN：用密码登录（要有信号），再设新的 PIN。记录都在，不会丢。",
  ended: "登录已过期，输入密码后接着发送。记录都在本机。",
};

/** The sign-in page for one reason; somebody of version 1, who has no PIN yet, finds their account name filled in. */
function Password(props: {
  db: FieldDatabase;
  step: Extract<Step, { at: "password" }>;
  signIn: (login: string, password: string) => Promise<void>;
  onBack: { word: string; act: () => void } | null;
}) {
  const { db, step } = props;
  const [before, setBefore] = useState<string | null>();
  useEffect(() => {
    void keptValue<SessionView>(db, PLAIN_SESSION).then((session) =>
      setBefore(session?.account.login ?? null),
    );
  }, [db]);
  if (before === undefined) return null;
  return (
    <SignInScreen
      login={step.known?.login ?? null}
      suggested={before}
      why={
        canEncrypt()
          ? reasons[step.why]
          : "这个网址不是安全连接（https），手机不能加密保存：只能在有信号时登记，请等发完再关页面。"
      }
      signIn={props.signIn}
      onBack={props.onBack}
    />
  );
}
