import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { AccountView } from "@lingzhu/domain/account";
import { get, post } from "../../shared/api/index.ts";

export const accountsKey = ["accounts"] as const;
const Done = z.object({ done: z.literal(true) });

export const useAccounts = () =>
  useQuery({ queryKey: accountsKey, queryFn: () => get("/api/accounts", z.array(AccountView)) });

export const createAccount = (body: unknown) => post("/api/accounts", body, z.object({ id: z.uuid() }));
export const disableAccount = (id: string) => post(`/api/accounts/${id}/disable`, {}, Done);
export const resetPassword = (id: string, password: string) =>
  post(`/api/accounts/${id}/password`, { password }, Done);
