import { Button } from "antd";
import { Link } from "react-router";
import { LostDrawing } from "../../shared/drawings/index.ts";
import { EmptyState } from "./empty-state.tsx";

/** 404 */
export function NotFound() {
  return (
    <EmptyState
      drawing={<LostDrawing />}
      title="这里没有页面"
      action={
        <Link to="/">
          <Button>回到首页</Button>
        </Link>
      }
    >
      地址可能写错了，或者这一页已经搬走。已保存的内容都是安全的。
    </EmptyState>
  );
}
