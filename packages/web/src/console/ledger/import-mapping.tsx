import { Alert, Button, Radio, Select } from "antd";
import { useState } from "react";
import { maskName, maskPhone } from "@lingzhu/domain/access";
import {
  columns,
  columnWords,
  matchColumns,
  type CheckLedger,
  type Column,
  type LedgerImport,
} from "@lingzhu/domain/place";
import { count } from "../../shared/format/index.ts";
import { useDraft } from "../form/index.ts";
import { datumOptions } from "./datum-options.ts";
import { columnsByHeader, mappingProblems, placeColumn } from "./ledger-mapping.ts";

const SAMPLE_ROWS = 6;

/** Enough to tell what a column holds; names and phones of residents stay masked here too. */
const masked = (cell: string, column: Column | null) =>
  column === "head" ? maskName(cell) : column === "phone" ? maskPhone(cell) : cell;

/** 核对列名: the file as it is, and above each of its columns what it means for the ledger. */
export function ImportMapping({
  data,
  busy,
  onCheck,
  onBack,
}: {
  data: LedgerImport;
  busy: boolean;
  onCheck: (answers: CheckLedger) => void;
  onBack: (() => void) | null;
}) {
  const [kept, keep] = useDraft<CheckLedger>(`ledger-${data.id}`);
  const answers = kept ?? { mapping: data.mapping, datum: data.datum };
  const [tried, setTried] = useState(false);
  const byHeader = columnsByHeader(answers.mapping, data.headers.length);
  const located = answers.mapping.lon != null && answers.mapping.lat != null;
  const problems = mappingProblems(answers);
  const questions = matchColumns(data.headers).questions.filter(
    ({ about }) => about === "duplicate" || (about === "axes" && located),
  );
  const used = new Set(byHeader.filter((column) => column !== null));
  const options = [
    { value: "", label: "不导入" },
    ...columns.map((column) => ({ value: column, label: columnWords[column] })),
  ];
  return (
    <>
      {questions.length > 0 ? (
        <div className="import-questions">
          {questions.map(({ text }) => (
            <Alert key={text} type="info" showIcon title={text} />
          ))}
        </div>
      ) : null}
      <section className="panel">
        <h2>
          每一列是什么
          <span className="quiet" style={{ marginLeft: 12, fontWeight: 400, fontSize: 13 }}>
            {data.rows === null ? "" : `共 ${count(data.rows)} 行，下面是前几行。`}没有对应的列不会导入。
          </span>
        </h2>
        <div className="map-columns" tabIndex={0} role="region" aria-label="文件的列和前几行">
          <table>
            <thead>
              <tr>
                {data.headers.map((header, index) => (
                  // A file may head two columns alike, so only the position tells them apart.
                  // oxlint-disable-next-line react/no-array-index-key
                  <th key={index} scope="col">
                    <span className="header">{header || `第 ${index + 1} 列`}</span>
                    <Select
                      size="small"
                      style={{ width: 148 }}
                      aria-label={`「${header || `第 ${index + 1} 列`}」对应的台账列`}
                      showSearch={{ optionFilterProp: "label" }}
                      value={byHeader[index] ?? ""}
                      options={options}
                      optionRender={({ value, label }) =>
                        used.has(value as Column) && value !== byHeader[index] ? (
                          <span className="quiet">{label}（另一列已用）</span>
                        ) : (
                          label
                        )
                      }
                      onChange={(column) =>
                        keep({
                          ...answers,
                          mapping: placeColumn(answers.mapping, index, (column || null) as Column | null),
                        })
                      }
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.sample.slice(0, SAMPLE_ROWS).map((row, line) => (
                // oxlint-disable-next-line react/no-array-index-key
                <tr key={line}>
                  {data.headers.map((_header, index) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={index} data-used={byHeader[index] != null}>
                      {masked(row[index] ?? "", byHeader[index] ?? null)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {located ? (
        <section className="panel" style={{ marginTop: 16 }}>
          <h2 id="datum-question">表里的经纬度从哪里来？</h2>
          <div className="panel-body">
            <Radio.Group
              aria-labelledby="datum-question"
              value={answers.datum}
              onChange={(event) => keep({ ...answers, datum: event.target.value as CheckLedger["datum"] })}
              options={[...datumOptions]}
            />
            <p className="quiet" style={{ margin: "8px 0 0" }}>
              选错会让全部点偏出几百米。说不准就问提供表格的人，或把经度、纬度两列设为「不导入」。
            </p>
          </div>
        </section>
      ) : null}
      {tried && problems.length > 0 ? (
        <div className="import-questions" style={{ margin: "16px 0 0" }}>
          {problems.map((text) => (
            <Alert key={text} type="error" showIcon role="alert" title={text} />
          ))}
        </div>
      ) : null}
      <div style={{ display: "flex", gap: 12, padding: "16px 0" }}>
        <Button
          type="primary"
          size="large"
          loading={busy}
          onClick={() => {
            setTried(true);
            if (problems.length === 0) onCheck({ ...answers, datum: located ? answers.datum : null });
          }}
        >
          试算
        </Button>
        {onBack ? (
          <Button size="large" onClick={onBack}>
            回到试算结果
          </Button>
        ) : null}
      </div>
    </>
  );
}
