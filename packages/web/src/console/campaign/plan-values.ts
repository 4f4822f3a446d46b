/** Between the draft that was read, the form that a person corrects, and the campaign that is saved. */
import type { CampaignView, PlanDraft, PlanDutyKind, SaveCampaign, TextSpan } from "@lingzhu/domain/campaign";

type Role = SaveCampaign["group"][number]["role"];

/** What the form holds. Null is a gap that the text left and a person must fill; `source` is where it was read. */
export interface PlanValues {
  title: string | null;
  year: number | null;
  start: string | null;
  end: string | null;
  goals: string[];
  phases: { id?: string; name: string; start: string | null; end: string | null; source?: TextSpan }[];
  group: {
    role: Role;
    name: string | null;
    post: string | null;
    organisation: string | null;
    source?: TextSpan;
  }[];
  office: { at: string | null; head: string | null };
  communities: { name: string; code: string | null; source?: TextSpan }[];
  duties: { kind: PlanDutyKind | null; text: string; source?: TextSpan }[];
}

const withSource = (source: TextSpan | undefined) => (source ? { source } : {});

export function valuesOfDraft(draft: PlanDraft): PlanValues {
  return {
    title: draft.title,
    year: draft.year,
    start: draft.period?.start ?? null,
    end: draft.period?.end ?? null,
    goals: draft.goals,
    phases: draft.phases.map(({ name, start, end, source }) => ({ name, start, end, ...withSource(source) })),
    group: (draft.group?.members ?? []).map(({ role, name, post, organisation, source }) => ({
      role,
      name,
      post,
      organisation: organisation ?? null,
      ...withSource(source),
    })),
    office: { at: draft.office?.at ?? null, head: draft.office?.head ?? null },
    communities: draft.communities.map(({ name, code, source }) => ({ name, code, ...withSource(source) })),
    duties: draft.duties.map(({ kind, text, source }) => ({ kind, text, ...withSource(source) })),
  };
}

/** Where in the text the values were read that carry no place of their own; see `source` for the others. */
export interface PlanPlaces {
  title?: TextSpan | undefined;
  period?: TextSpan | undefined;
  office?: TextSpan | undefined;
  goals: readonly TextSpan[];
}

export const placesOfDraft = ({ sources, office }: PlanDraft): PlanPlaces => ({
  title: sources?.title,
  period: sources?.period,
  office: office?.source,
  goals: sources?.goals ?? [],
});

export const emptyValues: PlanValues = {
  title: null,
  year: null,
  start: null,
  end: null,
  goals: [],
  phases: [{ name: "", start: null, end: null }],
  group: [],
  office: { at: null, head: null },
  communities: [],
  duties: [],
};

/** A saved campaign for correction; only the street's own group is part of the plan, not those of communities. */
export function valuesOfCampaign(campaign: CampaignView, communityNames: readonly string[]): PlanValues {
  return {
    title: campaign.title,
    year: campaign.year,
    start: campaign.start,
    end: campaign.end,
    goals: campaign.goals,
    phases: campaign.phases,
    group: campaign.group
      .filter((member) => member.placeId === null)
      .map(({ role, name, post, organisation }) => ({ role, name, post, organisation })),
    office: campaign.office ?? { at: null, head: null },
    communities: communityNames.map((name) => ({ name, code: null })),
    duties: campaign.duties.map(({ kind, text }) => ({ kind: kind as PlanDutyKind, text })),
  };
}

const filled = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
};

/** What is sent. The form has already refused gaps; the server refuses again what slips through. */
export function campaignToSave(values: PlanValues, planText: string): SaveCampaign {
  const at = filled(values.office?.at);
  const head = filled(values.office?.head);
  return {
    title: values.title ?? "",
    year: values.year ?? 0,
    start: values.start ?? "",
    end: values.end ?? "",
    goals: (values.goals ?? []).filter((goal) => filled(goal) !== null),
    phases: (values.phases ?? []).map(({ id, name, start, end }) => ({
      ...(id ? { id } : {}),
      name,
      start: start ?? "",
      end: end ?? "",
    })),
    group: (values.group ?? []).map(({ role, name, post, organisation }) => ({
      role,
      name: name ?? "",
      post: filled(post),
      // The organisation was read out of the post; once that is corrected it may be another one.
      organisation: organisation && post?.includes(organisation) ? organisation : null,
    })),
    office: at === null && head === null ? null : { at, head },
    communities: (values.communities ?? []).map(({ name, code }) => ({ name, code: code ?? null })),
    duties: (values.duties ?? []).map(({ kind, text }) => ({ kind: kind ?? "", text })),
    planText,
  };
}

/** How many gaps still have to be filled or removed before the plan can be saved. */
export function gapsIn(values: PlanValues): number {
  let gaps = 0;
  for (const text of [values.title, values.start, values.end]) if (filled(text) === null) gaps += 1;
  if (!values.year) gaps += 1;
  for (const phase of values.phases ?? [])
    gaps += Number(!filled(phase?.name)) + Number(!phase?.start) + Number(!phase?.end);
  for (const member of values.group ?? []) gaps += Number(!filled(member?.name));
  for (const community of values.communities ?? []) gaps += Number(!filled(community?.name));
  for (const duty of values.duties ?? []) gaps += Number(!duty?.kind);
  return gaps;
}
