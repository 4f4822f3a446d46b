import { Navigate, useLocation } from "react-router";
import { useAbility, useSession } from "../../shared/session/index.ts";
import { LostDrawing } from "../../shared/drawings/index.ts";
import { EmptyState } from "../states/index.ts";
import { roomsFor } from "./menu.tsx";

/** `/`: the first room that the person may enter; field workers belong on the phone page. */
export function Home() {
  const able = useAbility();
  const { grants } = useSession();
  const { search } = useLocation();
  if (grants.length > 0 && grants.every((grant) => grant.role === "worker")) {
    window.location.replace("/field/");
    return null;
  }
  const [first] = roomsFor(able);
  if (first)
    return (
      <Navigate to={{ pathname: first.path, search: search.includes("setup=") ? "" : search }} replace />
    );
  return (
    <EmptyState drawing={<LostDrawing />} title="这个账号还没有可以办理的事项">
      请联系街道管理员为您设置岗位。
    </EmptyState>
  );
}
