/**
 * Row types of every table, as Kysely sees them. Columns are camelCase here and snake_case in SQL.
 * timestamptz is read as milliseconds since the epoch and written as Date; date is text such as "2026-04-18".
 */
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Role } from "@lingzhu/domain/access";
import type { Look, SightDistances } from "@lingzhu/domain/coverage";
import type { DeviceState } from "@lingzhu/domain/device";
import type { DutyKind } from "@lingzhu/domain/duty";
import type { FindingState, LookAlike, Source, Species } from "@lingzhu/domain/finding";
import type { PlaceState, PlantStage, RoundKind } from "@lingzhu/domain/patrol";
import type { CommitmentResult, NoticeResult } from "@lingzhu/domain/outreach";
import type {
  AdditionState,
  BaseMapTiles,
  LedgerImport,
  Outline,
  PlaceKind,
  PlotKind,
} from "@lingzhu/domain/place";
import type { Grade, PresenceReason } from "@lingzhu/domain/presence";
import type { DrawPurpose, DrawView } from "@lingzhu/domain/sampling";
import type { FactKind } from "@lingzhu/domain/sync";

/** A moment: milliseconds out, Date in. */
export type Moment = ColumnType<number, Date, Date>;
export type NullableMoment = ColumnType<number | null, Date | null | undefined, Date | null>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Json<T extends object> = JSONColumnType<T>;

interface OfStreet {
  streetId: number;
}
interface Row extends OfStreet {
  id: string;
}

export interface Tables {
  street: OfStreet & {
    code: string;
    name: string;
    region: string;
    centerLon: Nullable<number>;
    centerLat: Nullable<number>;
    demo: Generated<boolean>;
    createdAt: Moment;
  };
  person: Row & {
    name: string;
    post: Nullable<string>;
    organisation: Nullable<string>;
    communityId: Nullable<string>;
    phoneSealed: Nullable<Uint8Array>;
    createdAt: Moment;
  };
  account: Row & {
    personId: string;
    login: string;
    passwordHash: string;
    createdAt: Moment;
    disabledAt: NullableMoment;
  };
  accountGrant: Row & {
    accountId: string;
    role: Role;
    communityId: Nullable<string>;
    validFrom: Moment;
    validTo: NullableMoment;
  };
  session: Row & {
    tokenHash: Uint8Array;
    accountId: string;
    createdAt: Moment;
    lastSeenAt: Moment;
    revokedAt: NullableMoment;
    deviceId: Nullable<string>;
    client: Nullable<string>;
  };
  device: Row & {
    accountId: string;
    phoneId: string;
    name: string;
    publicKey: Uint8Array;
    state: DeviceState;
    registeredAt: Moment;
    revokedAt: NullableMoment;
    lateUntil: NullableMoment;
    reason: Nullable<string>;
    unsent: Nullable<number>;
    unsentAt: NullableMoment;
  };
  deviceRecovery: OfStreet & { accountId: string; phoneId: string; keySealed: Uint8Array; leftAt: Moment };
  login: { login: string; streetId: number; accountId: string };
  loginThrottle: { key: string; failures: number; lastFailureAt: Moment; blockedUntil: NullableMoment };
  setupCode: { codeHash: Uint8Array; createdAt: Moment; usedAt: NullableMoment };
  place: Row & {
    parentId: Nullable<string>;
    kind: PlaceKind;
    name: string;
    code: Nullable<string>;
    naturalKey: string;
    path: string;
    sortKey: string;
    communityId: Nullable<string>;
    gridId: Nullable<string>;
    compoundId: Nullable<string>;
    buildingId: Nullable<string>;
    unitId: Nullable<string>;
    lon: Nullable<number>;
    lat: Nullable<number>;
    isKey: Generated<boolean>;
    source: "plan" | "ledger" | "office" | "field";
    createdAt: Moment;
    retiredAt: NullableMoment;
    changed: Generated<string>;
  };
  retirement: Row & {
    placeId: string;
    act: "retire" | "reinstate";
    reason: string;
    actedAt: Moment;
    actedBy: Nullable<string>;
  };
  household: OfStreet & {
    placeId: string;
    floor: Nullable<number>;
    door: string;
    residents: Nullable<number>;
    headSealed: Nullable<Uint8Array>;
    phoneSealed: Nullable<Uint8Array>;
    changed: Generated<string>;
  };
  plot: OfStreet & {
    placeId: string;
    plotKind: PlotKind;
    areaM2: Nullable<number>;
    outline: ColumnType<Outline | null, string | null, string | null>;
    headSealed: Nullable<Uint8Array>;
    phoneSealed: Nullable<Uint8Array>;
    changed: Generated<string>;
  };
  baseMapFile: Row & {
    filename: string;
    bytes: number;
    sha256: string;
    tiles: BaseMapTiles;
    minZoom: number;
    maxZoom: number;
    west: number;
    south: number;
    east: number;
    north: number;
    uploadedAt: Moment;
    uploadedBy: Nullable<string>;
    removedAt: NullableMoment;
  };
  ledgerImport: Row & {
    filename: string;
    state: LedgerImport["state"];
    uploadedAt: Moment;
    uploadedBy: Nullable<string>;
    headers: Json<string[]>;
    sampleSealed: Uint8Array;
    rowCount: Nullable<number>;
    mapping: Json<LedgerImport["mapping"]>;
    unmatched: Json<string[]>;
    datum: Nullable<NonNullable<LedgerImport["datum"]>>;
    progress: ColumnType<LedgerImport["progress"], string | null | undefined, string | null>;
    differenceSealed: Nullable<Uint8Array>;
    problem: Nullable<string>;
  };
  campaign: Row & {
    title: string;
    year: number;
    startsOn: string;
    endsOn: string;
    goals: Json<string[]>;
    officeAt: Nullable<string>;
    officeHead: Nullable<string>;
    planText: string;
    createdAt: Moment;
    closedAt: NullableMoment;
  };
  phase: Row & { campaignId: string; name: string; startsOn: string; endsOn: string; ordinal: number };
  planDuty: Row & { campaignId: string; kind: string; text: string; ordinal: number };
  leadingGroupMember: Row & {
    campaignId: string;
    placeId: Nullable<string>;
    role: "组长" | "副组长" | "成员";
    personId: string;
    post: Nullable<string>;
    ordinal: number;
    validFrom: string;
    validTo: Nullable<string>;
  };
  duty: Row & {
    personId: string;
    placeId: string;
    kind: DutyKind;
    validFrom: string;
    validTo: Nullable<string>;
    recordedAt: Moment;
    recordedBy: string;
  };
  team: Row & { campaignId: string; communityId: Nullable<string>; name: string; createdAt: Moment };
  teamMember: Row & { teamId: string; personId: string; validFrom: string; validTo: Nullable<string> };
  round: Row & {
    campaignId: string;
    name: string;
    ordinal: number;
    kind: RoundKind;
    stage: PlantStage;
    startsOn: string;
    endsOn: string;
    createdAt: Moment;
  };
  zone: Row & { roundId: string; name: string; ordinal: number };
  zonePlace: OfStreet & { zoneId: string; placeId: string };
  assignment: Row & { zoneId: string; teamId: string; validFrom: string; validTo: Nullable<string> };
  roundPlace: OfStreet & {
    roundId: string;
    placeId: string;
    zoneId: Nullable<string>;
    state: Generated<PlaceState>;
    visits: Generated<number>;
    lastVisitId: Nullable<string>;
    lastVisitAt: NullableMoment;
    changed: Generated<string>;
  };
  zoneDeparture: OfStreet & { zoneId: string; placeId: string; changed: Generated<string> };
  changeEpoch: { single: Generated<boolean>; id: string };
  outreach: OfStreet & {
    campaignId: string;
    placeId: string;
    notice: Nullable<NoticeResult>;
    noticeId: Nullable<string>;
    noticeAt: NullableMoment;
    notices: Generated<number>;
    commitment: Nullable<CommitmentResult>;
    commitmentId: Nullable<string>;
    commitmentAt: NullableMoment;
    commitments: Generated<number>;
  };
  visitPresence: OfStreet & {
    visitId: string;
    grade: Grade;
    reasons: Json<PresenceReason[]>;
    approvedBy: Nullable<string>;
    approvedAt: NullableMoment;
    approvalReason: Nullable<string>;
  };
  placeAddition: OfStreet & {
    placeId: string;
    state: AdditionState;
    mergedInto: Nullable<string>;
    standsFor: string;
    addedBy: string;
    addedAt: Moment;
    decidedBy: Nullable<string>;
    decidedAt: NullableMoment;
    decisionId: Nullable<string>;
  };
  groundGrid: OfStreet & { lon0: number; lat0: number; cellM: number };
  groundTile: OfStreet & {
    roundId: string;
    day: string;
    teamId: string;
    look: Look;
    withinM: number;
    tileKey: number;
    bits: Uint8Array;
  };
  groundRule: OfStreet & {
    sights: Json<Partial<SightDistances>>;
    footprints: Nullable<string>;
    changedBy: string;
    changedAt: Moment;
  };
  footprint: Row & { buildingId: Nullable<string>; outline: Json<Outline> };
  dronePhoto: Row & {
    roundId: string;
    name: string;
    takenAt: Moment;
    lon: number;
    lat: number;
    heightM: number;
    heading: number;
    pitch: number;
    viewAcross: number;
    viewAlong: number;
    importedBy: string;
    importedAt: Moment;
  };
  draw: Row & {
    roundId: string;
    purpose: DrawPurpose;
    seed: string;
    drawnBy: string;
    drawnAt: Moment;
    strata: Json<DrawView["strata"]>;
  };
  drawPlace: OfStreet & { drawId: string; placeId: string; stratum: string };
  blindMarker: Row & {
    roundId: string;
    drawId: string;
    placeId: string;
    code: string;
    placedBy: Nullable<string>;
    placedAt: NullableMoment;
    lon: Nullable<number>;
    lat: Nullable<number>;
    removedBy: Nullable<string>;
    removedAt: NullableMoment;
    gone: Generated<boolean>;
  };
  fact: Row & {
    kind: FactKind;
    authorId: string;
    accountId: string;
    deviceId: string;
    recordedAt: Moment;
    receivedAt: Moment;
    placeId: Nullable<string>;
    roundId: Nullable<string>;
    findingId: Nullable<string>;
    lon: Nullable<number>;
    lat: Nullable<number>;
    accuracyM: Nullable<number>;
    fixAt: NullableMoment;
    altitudeM: Nullable<number>;
    headingDeg: Nullable<number>;
    speedMs: Nullable<number>;
    corrects: Nullable<string>;
    body: Json<object>;
    digest: Uint8Array;
    /** When the positions of a track were taken out at their retention date. */
    erasedAt: NullableMoment;
    seq: Generated<number>;
    txid: Generated<string>;
  };
  clockReading: Row & {
    deviceId: string;
    personId: string;
    receivedAt: Moment;
    skewMs: number;
    facts: number;
  };
  photographAwaited: OfStreet & { factId: string; sha256: string };
  media: OfStreet & { sha256: string; bytes: number; mime: string; storedAt: Moment };
  finding: Row & {
    number: string;
    campaignId: Nullable<string>;
    placeId: Nullable<string>;
    communityId: Nullable<string>;
    roundId: Nullable<string>;
    reportedBy: string;
    source: Source;
    note: Nullable<string>;
    lon: Nullable<number>;
    lat: Nullable<number>;
    openedAt: Moment;
    closedAt: NullableMoment;
    state: FindingState;
    species: Nullable<Species>;
    lookAlike: Nullable<LookAlike>;
    stage: Nullable<PlantStage>;
    reportedStems: Nullable<number>;
    verifiedStems: Nullable<number>;
    eradicatedStems: Nullable<number>;
    eradicatedOn: Nullable<string>;
    revisitDueOn: Nullable<string>;
    cleanRevisits: Generated<number>;
  };
  alert: Row & {
    audience: "office" | "police" | "secretary";
    findingId: string;
    communityId: Nullable<string>;
    createdAt: Moment;
    seenAt: NullableMoment;
    seenBy: Nullable<string>;
    pushedAt: NullableMoment;
  };
  pushSubscription: Row & {
    accountId: string;
    endpointHash: Uint8Array;
    subscriptionSealed: Uint8Array;
    createdAt: Moment;
  };
  auditHead: { streetId: number; seq: number; hash: Uint8Array };
  audit: OfStreet & {
    seq: number;
    at: Moment;
    accountId: Nullable<string>;
    sessionId: Nullable<string>;
    act: string;
    noun: string;
    objectId: Nullable<string>;
    detail: Json<object>;
    hash: Uint8Array;
  };
  erasure: Row & {
    subject: "track" | "resident" | "session";
    roundId: Nullable<string>;
    rows: number;
    digest: Uint8Array;
    dueOn: string;
    erasedAt: Moment;
  };
  auditSignedHead: OfStreet & {
    day: string;
    seq: number;
    hash: Uint8Array;
    signedAt: Moment;
    keyId: string;
    signature: Uint8Array;
  };
  /** Of the installation, not of a street. */
  job: {
    name: string;
    nextAt: Moment;
    claimedBy: Nullable<string>;
    claimedUntil: NullableMoment;
    startedAt: NullableMoment;
    endedAt: NullableMoment;
    failed: Generated<boolean>;
    words: Nullable<string>;
  };
}
