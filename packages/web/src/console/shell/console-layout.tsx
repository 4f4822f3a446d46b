import { Layout, Menu } from "antd";
import { Suspense } from "react";
import { Link, Outlet, useLocation } from "react-router";
import { ProductMark } from "../../shared/drawings/index.ts";
import { useAbility, useSession } from "../../shared/session/index.ts";
import { useLiveUpdates } from "../live/use-live-updates.ts";
import { SeasonRibbon } from "../ribbon/season-ribbon.tsx";
import { Denied, Pending } from "../states/index.ts";
import { roomOf, rooms, roomsFor } from "./menu.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { ServiceAway } from "./service-away.tsx";

/** Menu on the left, bar and season ribbon across the top, the page below. */
export function ConsoleLayout() {
  const { street, demo } = useSession();
  const able = useAbility();
  useLiveUpdates();
  const { pathname } = useLocation();
  const room = roomOf(pathname);
  const needs = rooms.find(({ path }) => path === room)?.needs ?? [];
  return (
    <Layout className="shell">
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <Layout.Sider width={168} theme="light" className="shell-sider">
        <Link to="/" className="shell-brand" aria-label="零株 首页">
          <ProductMark size={28} />
          零株
        </Link>
        <nav aria-label="主菜单">
          <Menu
            mode="inline"
            selectedKeys={room ? [room] : []}
            items={roomsFor(able).map(({ path, word, icon }) => ({
              key: path,
              icon,
              label: <Link to={path}>{word}</Link>,
            }))}
          />
        </nav>
      </Layout.Sider>
      <Layout>
        <Layout.Header className="shell-bar">
          <div className="shell-street">
            {street.name}
            <span className="shell-region">{street.region}</span>
          </div>
          {demo ? (
            <div className="demo-banner">
              <b>演示</b>人员、住户和事件均为虚构
            </div>
          ) : null}
          <PersonMenu />
        </Layout.Header>
        <ServiceAway />
        <SeasonRibbon />
        <Layout.Content id="main" className="shell-page" tabIndex={-1} style={{ outline: "none" }}>
          <Suspense fallback={<Pending />}>
            {needs.length > 0 && !needs.some(able) ? <Denied action={needs[0]!} /> : <Outlet />}
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
