import {
  AimOutlined,
  ApartmentOutlined,
  AuditOutlined,
  CloudUploadOutlined,
  CompassOutlined,
  DashboardOutlined,
  FlagOutlined,
  HomeOutlined,
  NotificationOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Action } from "@lingzhu/domain/access";

export interface Room {
  /** First segment of every path in this room. */
  path: string;
  word: string;
  icon: ReactNode;
  /** Shown when the session is able to do any of these. */
  needs: readonly Action[];
}

/** The left menu, in the order of the work. A room that does not exist yet is absent. */
export const rooms: readonly Room[] = [
  { path: "/overview", word: "总览", icon: <DashboardOutlined />, needs: ["overview.read"] },
  { path: "/campaigns", word: "专项行动", icon: <FlagOutlined />, needs: ["campaign.read"] },
  { path: "/duty", word: "责任", icon: <SolutionOutlined />, needs: ["duty.read"] },
  { path: "/ledger", word: "台账", icon: <ApartmentOutlined />, needs: ["place.read"] },
  { path: "/outreach", word: "入户", icon: <HomeOutlined />, needs: ["outreach.read"] },
  { path: "/publicity", word: "宣传", icon: <NotificationOutlined />, needs: ["publicity.read"] },
  { path: "/rounds", word: "踏查", icon: <CompassOutlined />, needs: ["round.read"] },
  { path: "/findings", word: "发现", icon: <AimOutlined />, needs: ["finding.read"] },
  { path: "/arrival", word: "上传情况", icon: <CloudUploadOutlined />, needs: ["arrival.read"] },
  { path: "/audit", word: "审计", icon: <AuditOutlined />, needs: ["audit.read"] },
  {
    path: "/people",
    word: "人员与账号",
    icon: <TeamOutlined />,
    needs: ["person.manage", "account.read", "device.read"],
  },
  { path: "/system", word: "系统", icon: <SettingOutlined />, needs: ["system.read"] },
];

export const roomsFor = (able: (action: Action) => boolean): readonly Room[] =>
  rooms.filter((room) => room.needs.some(able));

/** Paths that belong to another room's menu entry. */
const aliases: Record<string, string> = {
  "/places": "/ledger",
  "/accounts": "/people",
  "/devices": "/people",
};

/** The room a path lies in, or null. */
export function roomOf(pathname: string): string | null {
  const first = `/${pathname.split("/")[1] ?? ""}`;
  const path = aliases[first] ?? first;
  return rooms.some((room) => room.path === path) ? path : null;
}
