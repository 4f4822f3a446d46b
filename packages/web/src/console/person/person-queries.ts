import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { PersonView } from "@lingzhu/domain/person";
import { get } from "../../shared/api/index.ts";

export const peopleKey = ["people"] as const;

export const usePeople = () =>
  useQuery({ queryKey: peopleKey, queryFn: () => get("/api/people", z.array(PersonView)) });
