/** Where an addition stands. Rejected, withdrawn and merged places are not in the register. */
export const additionStates = {
  awaiting: "待确认",
  confirmed: "已确认",
  merged: "已并入",
  rejected: "不予登记",
  withdrawn: "本人撤回",
} as const;
export type AdditionState = keyof typeof additionStates;
export const additionStateNames = Object.keys(additionStates) as [AdditionState, ...AdditionState[]];
/** Whether a place in this state counts in the register. */
export const standsInRegister = (state: AdditionState): boolean =>
  state === "awaiting" || state === "confirmed";
