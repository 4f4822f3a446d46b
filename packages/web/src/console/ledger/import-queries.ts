import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { LedgerImport, type CheckLedger } from "@lingzhu/domain/place";
import { get, post, upload } from "../../shared/api/index.ts";

export const importsKey = ["ledger-imports"] as const;

export const useImports = () =>
  useQuery({ queryKey: importsKey, queryFn: () => get("/api/ledger/imports", z.array(LedgerImport)) });

/** While the server works on it, progress is asked for every second. */
export const isWorking = ({ state }: LedgerImport) => state === "checking" || state === "importing";

export const useImport = (id: string) =>
  useQuery({
    queryKey: [...importsKey, id],
    queryFn: () => get(`/api/ledger/imports/${id}`, LedgerImport),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 1_000 : false),
  });

export const uploadLedger = (file: File, signal: AbortSignal) =>
  upload("/api/ledger/imports", file, LedgerImport, { query: { filename: file.name }, signal });
export const checkLedger = (id: string, answers: CheckLedger) =>
  post(`/api/ledger/imports/${id}/check`, answers, LedgerImport);
export const applyLedger = (id: string) => post(`/api/ledger/imports/${id}/apply`, {}, LedgerImport);
