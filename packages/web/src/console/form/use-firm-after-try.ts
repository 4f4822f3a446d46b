import { useState } from "react";

/**
 * Fields are not judged while somebody is still typing for the first time; after the first try to send, each
 * correction is answered at once. Spread over a form.
 */
export function useFirmAfterTry() {
  const [tried, setTried] = useState(false);
  return {
    validateTrigger: tried ? "onChange" : "onSubmit",
    onFinishFailed: () => setTried(true),
    scrollToFirstError: { focus: true, block: "center" },
  } as const;
}
