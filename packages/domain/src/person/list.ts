import { z } from "zod";
import type { PersonView } from "./schema.ts";

/** 人员名单的列 */
export const personColumns = {
  name: "姓名",
  post: "职务",
  organisation: "单位",
  community: "社区",
  phone: "电话",
  account: "账号",
} as const;

export const PersonFilter = z.object({
  /** Part of a name, a post, an organisation or a community. */
  text: z.string().trim().max(60).optional(),
  withoutAccount: z.stringbool().optional(),
});
type PersonFilter = z.output<typeof PersonFilter>;

/** The people that a filter leaves, in the order given; `nameOf` tells the names of communities. */
export const filterPeople = <P extends PersonView>(
  people: readonly P[],
  { text = "", withoutAccount = false }: PersonFilter,
  nameOf: (communityId: string) => string | null,
): P[] =>
  people.filter(
    (person) =>
      (!withoutAccount || !person.hasAccount) &&
      [person.name, person.post, person.organisation, person.communityId && nameOf(person.communityId)].some(
        (words) => words?.includes(text),
      ),
  );
