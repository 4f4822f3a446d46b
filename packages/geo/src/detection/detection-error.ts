/** Why a number was refused; stable codes, so that a caller can put them into its own language. */
export type DetectionFault = "bad-count" | "bad-share" | "bad-confidence" | "sample-too-large" | "bad-option";

/** Thrown by everything about detection that refuses its input; the message carries the offending values. */
export class DetectionError extends Error {
  override readonly name = "DetectionError";
  readonly fault: DetectionFault;
  constructor(fault: DetectionFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** A whole number of places, 0 or more. */
export function requireCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new DetectionError("bad-count", `${name} must be a whole number of 0 or more, got ${value}`);
}

/** A share or probability, 0 to 1 with both ends. */
export function requireShare(value: number, name: string): void {
  if (!(value >= 0 && value <= 1))
    throw new DetectionError("bad-share", `${name} must lie between 0 and 1, got ${value}`);
}

/** A confidence, strictly between 0 and 1. */
export function requireConfidence(value: number): void {
  if (!(value > 0 && value < 1))
    throw new DetectionError("bad-confidence", `confidence must lie strictly between 0 and 1, got ${value}`);
}

/** A sample drawn without replacement cannot be larger than what it is drawn from. */
export function requireSample(sample: number, population: number, name: string): void {
  requireCount(sample, name);
  requireCount(population, "population");
  if (sample > population)
    throw new DetectionError(
      "sample-too-large",
      `${name} ${sample} is more than the population ${population}`,
    );
}
