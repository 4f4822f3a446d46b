import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { z } from "zod";
import { DemoView } from "@lingzhu/domain/demo";
import { get, post } from "../../shared/api/index.ts";
import { LedgerDrawing, PlanDrawing, ProductMark } from "../../shared/drawings/index.ts";
import { useSession } from "../../shared/session/index.ts";
import { ProblemNote } from "../states/index.ts";
import { SeasonReady } from "./season-ready.tsx";
import "./entry.css";

function useDemo() {
  const [started, setStarted] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const query = useQuery({
    queryKey: ["demo"],
    queryFn: () => get("/api/demo", DemoView),
    refetchInterval: ({ state }) => (state.data?.state === "loading" ? 700 : false),
    retry: false,
  });
  const start = async () => {
    setProblem(null);
    setStarted(true);
    try {
      await post("/api/demo", {}, z.unknown());
      await query.refetch();
    } catch (error) {
      setProblem(error);
    } finally {
      setStarted(false);
    }
  };
  return { start, problem, now: query.data, running: started || query.data?.state === "loading" };
}

/** 首次使用: read in one's own plan, or look around in an invented season first. */
export function Component() {
  const { person, street } = useSession();
  const demo = useDemo();
  useEffect(() => {
    document.title = "开始使用 · 零株";
  }, []);
  const { running, now } = demo;
  const state = now?.state;
  if (now && state === "done" && now.password !== null) return <SeasonReady demo={now} />;
  const progress = now?.progress;
  return (
    <main className="begin">
      <ProductMark size={40} />
      <h1>
        {person.name}，{street.name}已经建好
      </h1>
      <div className="quiet">从哪里开始？以后随时可以再读入方案和台账。</div>
      <div className="begin-choices">
        <section className="panel begin-choice">
          <PlanDrawing />
          <h2>读入本街道方案</h2>
          <p>上传今年的实施方案（DOCX、TXT 或 PDF），自动整理出阶段、领导小组和要做的事，核对后再保存。</p>
          <Link to="/campaigns/new">
            <Button type="primary" size="large" disabled={running}>
              读入方案
            </Button>
          </Link>
        </section>
        <section className="panel begin-choice">
          <LedgerDrawing />
          <h2>先看演示数据</h2>
          <p>载入一整个春季的虚构数据：六个社区、约一万二千户、三轮踏查和若干发现，各页都有内容可看。</p>
          <ProblemNote error={demo.problem} />
          {state === "failed" && now?.problem ? <div role="alert">{now.problem}</div> : null}
          {running ? (
            <div role="status" style={{ marginTop: 12 }}>
              <Progress
                percent={
                  progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0
                }
              />
              <span className="quiet">{progress?.doing ?? "正在准备"}……约需一分钟</span>
            </div>
          ) : (
            <Button size="large" onClick={() => void demo.start()}>
              载入演示数据
            </Button>
          )}
        </section>
      </div>
    </main>
  );
}
