import { groupRoles, type CampaignView } from "@lingzhu/domain/campaign";

/** Members of a leading group by role, the role named once. */
export function GroupTable({ members }: { members: CampaignView["group"] }) {
  return (
    <table className="group-table">
      <tbody>
        {groupRoles.flatMap((role) =>
          members
            .filter((member) => member.role === role)
            .map((member, index) => (
              <tr key={member.id}>
                <th scope="row">{index === 0 ? role : <span className="spoken">{role}</span>}</th>
                <td>{member.name}</td>
                <td className="quiet">{member.post}</td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  );
}
