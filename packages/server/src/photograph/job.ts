import type { Job } from "../jobs/job.ts";
import { sweepUploads } from "./uploads.ts";

/** Partial uploads that broke off long ago give their room back. */
export const sweepUploadsJob: Job = {
  name: "upload.sweep",
  word: "清理没有传完的照片",
  schedule: { everyMinutes: 60 },
  leaseMinutes: 10,
  run: async (floor) => `清理了 ${await sweepUploads(floor)} 个没有传完或已经收下的上传`,
};
