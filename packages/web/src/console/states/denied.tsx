import { actionWords, type Action } from "@lingzhu/domain/access";
import { LostDrawing } from "../../shared/drawings/index.ts";
import { EmptyState } from "./empty-state.tsx";

/** A room that the person's posts do not open; said at once, with none of its tools around. */
export function Denied({ action }: { action: Action }) {
  return (
    <div className="panel" role="alert">
      <EmptyState drawing={<LostDrawing />} title="没有权限">
        您的岗位或辖区不包括「{actionWords[action]}」。没有任何内容被改动；如确需办理，请联系街道禁毒办。
      </EmptyState>
    </div>
  );
}
