import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useNavigate } from "react-router";
import type { DemoView } from "@lingzhu/domain/demo";
import { ProductMark } from "../../shared/drawings/index.ts";

/** The season is there: as whom else one may sign in, to see it with their eyes. Shown to who loaded it. */
export function SeasonReady({ demo }: { demo: DemoView }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const enter = async () => {
    await client.invalidateQueries();
    await navigate("/overview");
  };
  return (
    <main className="begin">
      <ProductMark size={40} />
      <h1>演示数据已载入</h1>
      <div className="quiet">
        系统时间已调到2026年5月22日上午，第三轮踏查正在进行。人名、地名、户和发现均为虚构。
      </div>
      <section className="panel begin-logins">
        <table>
          <caption>想换个岗位看看，退出后用这些账号登录</caption>
          <thead>
            <tr>
              <th scope="col">账号</th>
              <th scope="col">岗位</th>
              <th scope="col">姓名</th>
            </tr>
          </thead>
          <tbody>
            {demo.logins.map(({ login, role, name }) => (
              <tr key={login}>
                <td>{login}</td>
                <td>{role}</td>
                <td>{name}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          密码都是 <code>{demo.password}</code>，只在这里显示，请记下来。
        </p>
        <Button type="primary" size="large" onClick={() => void enter()}>
          进入总览
        </Button>
      </section>
    </main>
  );
}
