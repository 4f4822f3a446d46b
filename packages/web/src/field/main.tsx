import "../shared/api/zod-setup.ts";
import { createRoot } from "react-dom/client";
import { applyTokens } from "../shared/theme/tokens.ts";
import "../shared/theme/base.css";
import "./frame/frame.css";
import { FieldApp } from "./app.tsx";
import { applyPreferences } from "./me/preferences.ts";
import { connectionNow } from "./shell/connection.ts";
import { learnStorage } from "./shell/storage.ts";
import { followUpdates, startWithNewest } from "./shell/update.ts";

applyTokens(document.documentElement);
applyPreferences();
void (async () => {
  // A version that was fetched the last time takes over now, before anything can be half done.
  if (await startWithNewest()) return;
  createRoot(document.querySelector("#page")!).render(<FieldApp />);
  void learnStorage();
  void followUpdates(() => navigator.onLine && connectionNow() !== "metered");
})();
