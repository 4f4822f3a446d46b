import { Link } from "react-router";
import type { ChainLink } from "@lingzhu/domain/duty";
import { longDay } from "@lingzhu/domain/kernel";
import "./story.css";

/** Words for the gap: what is missing and who feels it. */
const missing = (link: ChainLink) => (link.kind === "leader" ? "领导小组还没有组长" : `还没有${link.title}`);

/** 责任链: from leader down to contract cadre; a missing link is an empty dashed card. */
export function ChainPicture({ links }: { links: readonly ChainLink[] }) {
  return (
    <ol className="chain">
      {links.map((link, i) => (
        <li key={`${link.kind}-${link.title}-${i}`} data-missing={link.person ? undefined : ""}>
          <span className="chain-knot" aria-hidden="true" />
          <div className="chain-card">
            <div className="chain-title">{link.title}</div>
            {link.person ? (
              <>
                <div className="chain-person">
                  <Link to={`/duty?person=${link.person.id}`}>{link.person.name}</Link>
                  {link.person.post ? <span className="quiet">{link.person.post}</span> : null}
                </div>
                <div className="quiet chain-paper">
                  {link.placePath}
                  {link.validFrom ? (
                    <span>
                      {longDay(link.validFrom)}起{link.validTo ? `，至${longDay(link.validTo)}` : ""}
                    </span>
                  ) : null}
                </div>
              </>
            ) : (
              <div className="chain-gap">{missing(link)}</div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
