/**
 * The same fact may arrive twice at the same moment, from a phone that did not wait for its answer. The one that commits
 * second fails on the first one's row; taken in anew it finds the fact known.
 */

/** unique_violation, deadlock_detected, serialization_failure (PostgreSQL, Appendix A). */
const COLLISIONS = new Set(["23505", "40P01", "40001"]);
const ATTEMPTS = 4;

/** Does work that runs in a transaction of its own, and again when it collided with another's. */
export async function againOnCollision<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (attempt === ATTEMPTS || typeof code !== "string" || !COLLISIONS.has(code)) throw error;
    }
  }
}
