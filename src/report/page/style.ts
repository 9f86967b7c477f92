// The style of the HTML report: light, dark and print. Contrast of text is 4.5 to 1 at least in both.

export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --surface: #f6f7f9; --text: #1f2328; --quiet: #59636e; --border: #d1d9e0; --grid: #e3e7ec;
  --ok: #1a7f37; --bad: #c0222b; --warn: #8a5a00; --unsure: #6639ba; --bar: #3b78c4; --link: #0a58b8; --first: #eef5ff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #1b1d21; --surface: #23262b; --text: #e4e7eb; --quiet: #a4adb8; --border: #3b4149; --grid: #31363d;
    --ok: #56c271; --bad: #ff7b72; --warn: #e3b341; --unsure: #c297ff; --bar: #5b9bea; --link: #82b7ff; --first: #1e2a3a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--text); background: var(--ground);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
}
main, footer { max-width: 1040px; margin: 0 auto; padding: 24px; }
footer { color: var(--quiet); padding-top: 0; }
h1, h2, h3, h4, p, ul, ol, dl, dd { margin: 0; }
h1, h2.verdict { font-size: 24px; line-height: 1.3; }
h2, h3 { font-size: 18px; line-height: 1.4; }
h3, h4, .name { font-size: 15px; font-weight: 600; }
.result h2:not(.verdict), .result section > h3 { font-size: 18px; font-weight: 600; margin-bottom: 8px; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, .lines { font-family: ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", Menlo, monospace; font-size: 13px; }
code { overflow-wrap: anywhere; }
p, li, dd, h1, h2, h3, h4 { overflow-wrap: anywhere; }
section { margin-top: 32px; }
.quiet, .role, dt { color: var(--quiet); }
.role, .caption, .label, .links { font-size: 13px; }
.label { font-weight: 600; color: var(--quiet); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.notice { margin-bottom: 24px; padding: 8px 16px; border: 1px solid var(--unsure); border-radius: 6px; }
.card { padding: 12px 16px; border: 1px solid var(--border); border-radius: 6px; background: var(--surface); }
.sign { flex: none; vertical-align: -0.15em; margin-right: 8px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.sign-sound { color: var(--ok); } .sign-weak, .sign-warning { color: var(--warn); }
.sign-broken, .sign-unreachable, .sign-error { color: var(--bad); }
.sign-inconclusive { color: var(--unsure); } .sign-note { color: var(--quiet); }
.result + .result { margin-top: 56px; padding-top: 32px; border-top: 3px solid var(--border); }
.verdict .sign { vertical-align: -0.2em; }
.result-sound .verdict .word { color: var(--ok); } .result-weak .verdict .word { color: var(--warn); }
.result-broken .verdict .word, .result-unreachable .verdict .word { color: var(--bad); }
.result-inconclusive .verdict .word { color: var(--unsure); }
.summary { margin: 8px 0 16px; max-width: 80ch; font-size: 18px; }
.first { margin-bottom: 16px; padding: 12px 16px; border-radius: 6px; border-left: 4px solid var(--bar); background: var(--first); }
.facts > div { display: grid; grid-template-columns: minmax(120px, 200px) minmax(0, 1fr); gap: 0 16px; padding: 2px 0; }
.verdict-bar { display: block; margin-bottom: 16px; border-radius: 6px; }
.part { stroke: var(--ground); stroke-width: 1; }
.part-sound { fill: var(--ok); } .part-weak { fill: var(--warn); } .part-broken { fill: var(--bad); }
.part-unreachable { fill: var(--quiet); } .part-inconclusive { fill: var(--unsure); }
.table-box { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--border); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-size: 13px; white-space: nowrap; }
tbody th { font-weight: 600; min-width: 18ch; overflow-wrap: anywhere; }
td.date, td[class^="cell-"] { white-space: nowrap; }
.overview + .result, .overview + .errors { margin-top: 48px; }
.stores { margin-top: 4px; padding-left: 20px; }
.further .card + .card { margin-top: 12px; }
.further .facts, .further .table-box { margin-top: 8px; }
.finding { border-left-width: 4px; }
.finding + .finding { margin-top: 12px; }
.finding-error { border-left-color: var(--bad); } .finding-warning { border-left-color: var(--warn); } .finding-note { border-left-color: var(--quiet); }
.finding p, .fix { max-width: 84ch; }
.seen, .fix, .accepted, .clues, .ruled-out { margin-top: 8px; }
.clues ul { padding-left: 20px; max-width: 84ch; } .ruled-out .finding { margin-top: 12px; } .cause { margin-bottom: 16px; }
.accepted { padding-left: 8px; border-left: 2px solid var(--unsure); }
.steps, .products { padding-left: 24px; }
.steps.one { padding-left: 0; list-style: none; }
.steps .products:only-child { padding-left: 0; list-style: none; }
.fix .quiet { margin-top: 4px; }
.links { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 8px; }
.unchecked ul { padding-left: 20px; }
summary { cursor: pointer; color: var(--quiet); font-size: 13px; width: fit-content; }
.stages, .lines, .chain { padding: 0; list-style: none; }
.stage, .axis { display: grid; grid-template-columns: 128px minmax(0, 1fr) 72px; gap: 0 12px; align-items: center; position: relative; }
.stage-time { text-align: right; font-variant-numeric: tabular-nums; }
.stage-skipped .stage-name, .stage-skipped .stage-time { color: var(--quiet); }
.stage-note { grid-column: 2 / -1; padding-left: 8px; border-left: 2px solid var(--bad); margin-bottom: 4px; }
.stage-skipped .stage-note { border-left-color: var(--border); color: var(--quiet); }
.bars, .validity { display: block; overflow: visible; }
.grid { stroke: var(--grid); stroke-width: 1; }
.bar { fill: var(--bar); } .bar-failed { fill: var(--bad); } .bar-running { fill: var(--quiet); }
.axis { color: var(--quiet); font-size: 13px; height: 20px; }
.marks { grid-column: 2; position: relative; height: 20px; }
.mark { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.lines { margin-top: 8px; padding: 8px 0; border: 1px solid var(--border); border-radius: 6px; background: var(--surface); }
.line { display: grid; grid-template-columns: 40px 64px 16px minmax(0, 1fr); gap: 0 8px; padding: 0 16px 0 0; position: relative; }
.line .number, .line .at, .line .speaker { color: var(--quiet); text-align: right; font-variant-numeric: tabular-nums; }
.said { overflow-wrap: anywhere; white-space: pre-wrap; }
.line-probe .words { color: var(--quiet); }
.line-client .words { color: var(--link); }
.marked-error .words { text-decoration: underline wavy var(--bad) 1px; text-underline-offset: 3px; }
.marked-warning .words { text-decoration: underline wavy var(--warn) 1px; text-underline-offset: 3px; }
.marked-note .words { text-decoration: underline dotted var(--quiet) 1px; text-underline-offset: 3px; }
.message { display: block; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; font-size: 13px; margin: 2px 0; }
:target { outline: 2px solid var(--bar); outline-offset: 2px; border-radius: 4px; }
article.result:target { outline: none; }
.tls-start { margin: 6px 16px; padding: 2px 0; border-top: 1px solid var(--ok); border-bottom: 1px solid var(--ok); color: var(--ok); text-align: center; }
.joint { margin-left: 24px; padding: 4px 0 4px 16px; border-left: 2px solid var(--quiet); color: var(--quiet); font-size: 13px; min-height: 24px; }
.joint-missing { border-left-style: dashed; border-left-color: var(--bad); color: var(--bad); }
.anchor { border-style: dashed; background: none; }
.validity { margin-top: 8px; }
.period { fill: var(--ok); } .period-soon { fill: var(--warn); } .period-invalid { fill: var(--bad); }
.now { stroke: var(--text); stroke-width: 2; }
.certificate details { margin-top: 8px; } .certificate .facts { margin: 8px 0; }
.pem { overflow-x: auto; margin: 0; padding: 8px; border: 1px solid var(--border); border-radius: 4px; }
.caption { margin-top: 8px; }
.errors ul { padding-left: 20px; margin-top: 8px; }
@media (max-width: 640px) {
  main, footer { padding: 16px; }
  .facts > div { grid-template-columns: minmax(0, 1fr); padding: 4px 0; }
  tbody th { min-width: 0; } table .date, thead th:nth-child(n + 4) { display: none; }
  .stage, .axis { grid-template-columns: 104px minmax(0, 1fr) 60px; gap: 0 8px; }
  .line { grid-template-columns: 28px 12px minmax(0, 1fr); } .line .at { display: none; }
}
@media (forced-colors: active) {
  .bar, .period, .part { forced-color-adjust: none; }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --surface: #ffffff; --text: #000000; --quiet: #444c55; --border: #b8c0c8; --grid: #d8dde3;
    --ok: #1a7f37; --bad: #b01c25; --warn: #7a4f00; --unsure: #5a32a3; --bar: #3b78c4; --link: #000000; --first: #ffffff;
  }
  @page { margin: 16mm; }
  body { font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main, footer { max-width: none; padding: 0; }
  h1, h2.verdict { font-size: 18px; } .summary { font-size: 13px; }
  .result h2:not(.verdict), .result section > h3 { font-size: 14px; }
  code, pre, .lines { font-size: 9px; }
  h3, h4, .name { font-size: 12px; }
  .role, .caption, .label, .links, .message, .joint, .axis, summary, thead th { font-size: 10px; }
  .result + .result, .overview + .result { break-before: page; border-top: 0; margin-top: 0; padding-top: 0; }
  .card, .line, .stage, tr, .first { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  .finding a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .pem { white-space: pre-wrap; overflow-wrap: anywhere; }
  .table-box { overflow: visible; }
}
`;
