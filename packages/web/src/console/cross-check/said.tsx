import { Button } from "antd";
import { useId, useState, type ReactNode } from "react";
import { assumptions, type Statement } from "@lingzhu/domain/coverage";

/** One sentence, large; what it takes for granted is one click away. */
export function Said({
  statement,
  large = false,
  children,
}: {
  statement: Statement;
  large?: boolean;
  children?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="said">
      <p className={large ? "said-large" : "said-plain"} data-says={statement.says}>
        {statement.sentence}
      </p>
      <div className="said-under">
        {children}
        <Button
          type="link"
          size="small"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? "收起" : "怎么算的，要满足什么"}
        </Button>
      </div>
      {open ? (
        <div id={id} className="said-grounds">
          <dl>
            {statement.assumptions.map((code) => (
              <div key={code}>
                <dt>{assumptions[code].name}</dt>
                <dd>{assumptions[code].text}</dd>
              </div>
            ))}
          </dl>
          <p className="quiet">算法：{statement.method}。</p>
        </div>
      ) : null}
    </div>
  );
}
