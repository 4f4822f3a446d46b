import { useEffect, useState } from "react";
import { z } from "zod";
import { SessionRow } from "@lingzhu/domain/device";
import { asProblem, del, get, type ApiProblem } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { Button } from "../frame/button.tsx";
import { say } from "../frame/toast.tsx";

/** 我的登录: where this account is signed in, and ending what should not be. Asked for, not fetched by itself. */
export function OwnSessions() {
  const [shown, setShown] = useState(false);
  if (!shown) return <Button onClick={() => setShown(true)}>我的登录</Button>;
  return <SessionList />;
}

const readOwn = () => get("/api/sessions/own", z.array(SessionRow));

function SessionList() {
  const now = useNow();
  const [rows, setRows] = useState<readonly SessionRow[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    readOwn().then(
      (answer) => here && setRows(answer),
      (error: unknown) => here && setProblem(asProblem(error)),
    );
    return () => {
      here = false;
    };
  }, []);

  async function end(id: string) {
    setAsked(null);
    try {
      await del(`/api/sessions/own/${id}`, z.unknown());
      say("已结束那个登录");
      setRows(await readOwn());
    } catch (error) {
      say(asProblem(error).title);
    }
  }

  if (problem) return <p className="hint">{`登录记录要有信号才能看。${problem.title}。`}</p>;
  if (!rows) return <p className="hint">正在读取登录…</p>;
  return (
    <ul className="rows" aria-label="我的登录">
      {rows.map(({ id, client, current, lastSeenAt }) => (
        <li key={id} className="queue-row">
          <span className="row-main">
            <strong>{client}</strong>
            <small>{current ? "这部手机，正在用" : `${momentWords(lastSeenAt, now)}用过`}</small>
            {asked === id && <small>结束后那里要重新输密码。那里的记录不会删除。</small>}
          </span>
          {!current && (
            <Button onClick={() => (asked === id ? void end(id) : setAsked(id))}>
              {asked === id ? "确认结束" : "结束"}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
