export * from "./columns.ts";
export {
  buildingName,
  communityKey,
  compoundKey,
  doorName,
  floorNumber,
  floorOfDoor,
  householdKey,
  plotKey,
  unitName,
} from "./names.ts";
export { doorText, joinAddress, splitAddress, type AddressHints, type AddressParts } from "./address.ts";
export type { CoordinateContext, LedgerDatum } from "./coordinates.ts";
export * from "./rows.ts";
export * from "./difference.ts";
export { isBlank, plainText } from "./plain-text.ts";
