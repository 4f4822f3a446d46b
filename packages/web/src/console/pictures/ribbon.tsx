import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { longDay, type Day } from "@lingzhu/domain/kernel";
import { plantStages, type PlantStage } from "@lingzhu/domain/patrol";
import { dayRange, shortDay } from "../../shared/format/index.ts";
import { states } from "../../shared/theme/index.ts";
import { dayByKey, linesFor, monthStarts, ribbonScale, seasonOf, stackByDay } from "./ribbon-scale.ts";
import { stageOutside } from "./season-words.ts";
import "./ribbon.css";

export interface RibbonSeason {
  start: Day;
  end: Day;
  phases: readonly { id: string; name: string; start: Day; end: Day }[];
  rounds: readonly { id: string; name: string; stage: PlantStage; start: Day; end: Day }[];
  findings: readonly { id: string; number: string; day: Day; open: boolean }[];
  /** When the plant is in which stage here: a soft tint. */
  stageWindows: readonly { stage: PlantStage; start: Day; end: Day }[];
}

interface Props {
  season: RibbonSeason;
  today: Day;
  /** The day that pages are shown as of. */
  day: Day;
  /** Called while nothing is held; a day after today is never given. */
  onDay: (day: Day) => void;
}

const PHASE = { top: 3, height: 17 };
const ROUND = { top: 24, height: 17 };
/** Flowers have a lane of their own, two deep; more on one day step aside. */
const FLOWER = { top: 46, deep: 2, step: 7, aside: 3 };
const HEIGHT = 72;

/** 季带: the season as one band. Drag, or the arrow keys on its handle, choose the day that pages show. */
export function RibbonPicture({ season, today, day, onDay }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [held, setHeld] = useState<Day | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const span = useMemo(() => seasonOf(season, season.rounds), [season]);
  const scale = useMemo(() => ribbonScale(span.start, span.end, width), [span, width]);
  const roundLines = useMemo(() => linesFor(season.rounds), [season]);
  const flowers = useMemo(() => stackByDay(season.findings), [season]);
  const last = today < span.end ? today : span.end;
  const shown = held ?? day;
  const running = today >= span.start;

  const dayUnder = (event: PointerEvent): Day => {
    const box = frame.current!.getBoundingClientRect();
    const under = scale.dayAt(event.clientX - box.left);
    return under > last ? last : under;
  };
  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (!running || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld(dayUnder(event));
  };
  const up = () => {
    if (held !== null && held !== day) onDay(held);
    setHeld(null);
  };
  const press = (event: KeyboardEvent) => {
    const next = dayByKey(event.key, day, { start: span.start, last });
    if (next === null) return;
    event.preventDefault();
    onDay(next);
  };
  const line = scale.x(shown) + scale.dayWidth / 2;
  const rounds = Math.max(1, ...roundLines.map((n) => n + 1));
  const roundHeight = ROUND.height / rounds;

  return (
    <div
      ref={frame}
      className="ribbon-band"
      style={{ height: HEIGHT }}
      data-movable={running ? "" : undefined}
      onPointerDown={down}
      onPointerMove={(event) => (held === null ? undefined : setHeld(dayUnder(event)))}
      onPointerUp={up}
      onPointerCancel={() => setHeld(null)}
    >
      {width > 0 ? (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {season.stageWindows.map((window) => (
            <g key={`${window.stage} ${window.start}`}>
              <title>{`${plantStages[window.stage]}期前后`}</title>
              <rect
                x={scale.x(window.start)}
                width={Math.max(0, scale.xEnd(window.end) - scale.x(window.start))}
                y={0}
                height={HEIGHT}
                className={`ribbon-stage stage-${window.stage}`}
              />
            </g>
          ))}
          {monthStarts(span.start, span.end).map((first) => (
            <g key={first}>
              <path d={`M${Math.round(scale.x(first)) + 0.5} 0V${HEIGHT}`} className="ribbon-month" />
              <text x={scale.x(first) + 4} y={HEIGHT - 3} className="ribbon-small">
                {Number(first.slice(5, 7))}月
              </text>
            </g>
          ))}
          {season.phases.map((phase) => {
            const [left, right] = [scale.x(phase.start), scale.xEnd(phase.end)];
            const now = phase.start <= shown && shown <= phase.end;
            return (
              <g key={phase.id}>
                <title>{`${phase.name} ${dayRange(phase.start, phase.end)}`}</title>
                <rect
                  x={left + 0.5}
                  y={PHASE.top + 0.5}
                  width={Math.max(1, right - left - 2)}
                  height={PHASE.height - 1}
                  rx="3"
                  className="ribbon-phase"
                  data-now={now ? "" : undefined}
                />
                <FittedText
                  x={left + 7}
                  y={PHASE.top + 12.5}
                  width={right - left - 14}
                  className="ribbon-word"
                >
                  {phase.name}
                </FittedText>
              </g>
            );
          })}
          {running && today <= span.end ? (
            <path d={`M${scale.x(today) + scale.dayWidth / 2} 0V${HEIGHT}`} className="ribbon-today" />
          ) : null}
          {season.rounds.map((round, i) => {
            const [left, right] = [scale.x(round.start), scale.xEnd(round.end)];
            const top = ROUND.top + roundLines[i]! * roundHeight;
            return (
              <g key={round.id}>
                <title>{`${roundWords(round)} ${dayRange(round.start, round.end)}`}</title>
                <path
                  d={`M${left + 1} ${top + 4}v-4h${Math.max(2, right - left - 3)}v4`}
                  className="ribbon-bracket"
                />
                {rounds === 1 ? (
                  <FittedText x={left + 6} y={top + 13} width={right - left - 10} className="ribbon-small">
                    {roundWords(round)}
                  </FittedText>
                ) : null}
              </g>
            );
          })}
          {flowers.map(({ item, level }) => (
            <g
              key={item.id}
              transform={`translate(${
                scale.x(item.day) + scale.dayWidth / 2 + Math.floor(level / FLOWER.deep) * FLOWER.aside
              } ${FLOWER.top + (level % FLOWER.deep) * FLOWER.step})`}
            >
              <title>{`发现 ${item.number} ${shortDay(item.day)}${item.open ? "" : "，已清"}`}</title>
              <Flower open={item.open} />
            </g>
          ))}
          {shown === today ? null : <path d={`M${line} 0V${HEIGHT}`} className="ribbon-day" />}
        </svg>
      ) : null}
      {running ? (
        <div
          role="slider"
          tabIndex={0}
          className="ribbon-handle"
          aria-label="查看哪一天"
          aria-valuemin={0}
          aria-valuemax={Math.round(scale.x(last) / Math.max(1, scale.dayWidth))}
          aria-valuenow={Math.round(scale.x(shown) / Math.max(1, scale.dayWidth))}
          aria-valuetext={longDay(shown)}
          style={{ left: line }}
          onKeyDown={press}
        >
          {held !== null || shown !== today ? (
            <span className="ribbon-flag" data-side={line > width - 70 ? "left" : "right"}>
              {shortDay(shown)}
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const roundWords = (round: RibbonSeason["rounds"][number]) =>
  [round.name, stageOutside(round)].filter(Boolean).join(" ");

function Flower({ open }: { open: boolean }) {
  const tone = open ? states.found : states.cleared;
  return (
    <g fill={tone.fill} stroke={tone.line} strokeWidth="0.9">
      <circle cx="0" cy="-2.3" r="1.9" />
      <circle cx="2.3" cy="0" r="1.9" />
      <circle cx="0" cy="2.3" r="1.9" />
      <circle cx="-2.3" cy="0" r="1.9" />
      <circle r="1.4" stroke="none" />
    </g>
  );
}

/** Chinese characters are about one em wide: what does not fit is cut with …, what cannot be read is left out. */
function FittedText({
  width,
  children,
  ...rest
}: {
  x: number;
  y: number;
  width: number;
  className: string;
  children: string;
}) {
  const room = Math.floor(width / 12);
  if (room < 2) return null;
  return <text {...rest}>{children.length <= room ? children : `${children.slice(0, room - 1)}…`}</text>;
}
