import { Link } from "react-router";
import { useAbility } from "../../shared/session/index.ts";
import "./people.css";

/** 人员 | 账号 | 手机和登录: the lists of one room, each shown to those who may read it. */
export function PeopleTabs({ here }: { here: "people" | "accounts" | "devices" }) {
  const able = useAbility();
  const tabs = [
    { key: "people", word: "人员", to: "/people", shown: able("person.read") },
    { key: "accounts", word: "账号", to: "/accounts", shown: able("account.read") },
    { key: "devices", word: "手机和登录", to: "/devices", shown: able("device.read") },
  ].filter((tab) => tab.shown);
  if (tabs.length < 2) return null;
  return (
    <nav className="people-tabs" aria-label="人员与账号">
      {tabs.map(({ key, word, to }) => (
        <Link key={key} to={to} {...(key === here ? { "aria-current": "page" as const } : {})}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
