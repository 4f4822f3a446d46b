import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { AwaitedPhotographs, DeviceClock } from "@lingzhu/domain/sync";
import { get } from "../../shared/api/index.ts";

export const useAwaited = () =>
  useQuery({
    queryKey: ["arrival", "photographs"],
    queryFn: () => get("/api/photographs/awaited", z.array(AwaitedPhotographs)),
  });

export const useClocks = () =>
  useQuery({ queryKey: ["arrival", "clocks"], queryFn: () => get("/api/sync/clocks", z.array(DeviceClock)) });
