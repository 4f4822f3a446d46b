/**
 * Must be imported before any schema. Compiled parsers need `new Function`, which the content policy forbids;
 * without this line every page would report a violation. Messages are Chinese, as on the server.
 */
import { config, locales } from "zod";

config({ ...locales.zhCN(), jitless: true });
