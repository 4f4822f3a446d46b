import { signHeadsJob } from "../audit/head.ts";
import { eraseDueJob } from "../retention/service.ts";
import type { Job } from "./job.ts";

/** Everything that the installation does by itself, in one list. */
export const jobs: readonly Job[] = [signHeadsJob, eraseDueJob];
