import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useSyncExternalStore } from "react";
import { RouterProvider } from "react-router/dom";
import { asProblem } from "../shared/api/index.ts";
import { consoleRouter } from "./routes.tsx";
import { NothingDrawing } from "../shared/drawings/index.ts";
import { antdTheme } from "./style/antd-theme.ts";

/** Refusals are final; only what may pass by itself is asked again. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => asProblem(error).passing && failures < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

const emptyTable = () => (
  <div style={{ padding: "16px 0", color: "var(--ink-soft)" }}>
    <NothingDrawing />
    <div>没有符合条件的记录</div>
  </div>
);

/** Who asks the system for less motion gets none. */
const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");
const onMotion = (listener: () => void) => {
  lessMotion.addEventListener("change", listener);
  return () => lessMotion.removeEventListener("change", listener);
};

export function ConsoleApp() {
  const quiet = useSyncExternalStore(onMotion, () => lessMotion.matches);
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        locale={zhCN}
        theme={quiet ? { ...antdTheme, token: { ...antdTheme.token, motion: false } } : antdTheme}
        button={{ autoInsertSpace: false }}
        renderEmpty={(component) =>
          component === "Table" || component === "List" ? emptyTable() : undefined
        }
        form={{ requiredMark: (label, { required }) => (required ? label : <Optional>{label}</Optional>) }}
      >
        <App message={{ maxCount: 2 }}>
          <RouterProvider router={consoleRouter} />
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}

/** Most fields are needed; the few that are not say so, instead of a star on all the others. */
function Optional({ children }: { children: React.ReactNode }) {
  return (
    <>
      {children}
      <span className="optional-mark">选填</span>
    </>
  );
}
