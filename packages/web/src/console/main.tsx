import "../shared/api/zod-setup.ts";
import "../shared/theme/base.css";
import "./style/console.css";
import "dayjs/locale/zh-cn";
import dayjs from "dayjs";
import { createRoot } from "react-dom/client";
import { applyTokens } from "../shared/theme/tokens.ts";
import { ConsoleApp } from "./app.tsx";

dayjs.locale("zh-cn");
applyTokens(document.documentElement);
createRoot(document.getElementById("page")!).render(<ConsoleApp />);
