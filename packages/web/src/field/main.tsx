import "../shared/api/zod-setup.ts";
import { createRoot } from "react-dom/client";
import { applyTokens } from "../shared/theme/tokens.ts";
import "../shared/theme/base.css";
import "./frame/frame.css";
import { FieldApp } from "./app.tsx";
import { applyPreferences } from "./me/preferences.ts";

applyTokens(document.documentElement);
applyPreferences();
createRoot(document.querySelector("#page")!).render(<FieldApp />);
