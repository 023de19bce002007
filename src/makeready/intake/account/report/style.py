"""The style of report.html."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --card: #fff; --ink: #22201c; --faint: #6d675c; --line: #e2ddd0;
  --accent: #7a2e1d;
  --f-F: #e9e6df; --f-C: #dfe7ee; --f-N: #e6dcf4; --f-H: #fbe0cf; --f-J: #d3edd6;
  --f-S: #fbeeb5; --f-M: #d3ecec; --f-L: #e8ecc8; --f-T: #f8d9e3; --f-E: #eceff3;
  --f-B: #efefef; --f-D: #efefef; --f-other: #f3d6d6;
  --keep: #cfc8b8; --move: #9c7fc8; --replace: #dcb53c; --drop: #a9a294; --to: #d787a0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1a18; --card: #242320; --ink: #e9e5dc; --faint: #a09a8d; --line: #3b3832;
    --accent: #e0997f;
    --f-F: #3d3a34; --f-C: #2c3d4c; --f-N: #43345c; --f-H: #5a3a24; --f-J: #244a2b;
    --f-S: #544815; --f-M: #1f4848; --f-L: #41461f; --f-T: #552c3a; --f-E: #33373d;
    --f-B: #333; --f-D: #333; --f-other: #5a2c2c;
    --keep: #5c564a; --move: #8466b5; --replace: #a98a2a; --drop: #777063; --to: #a05a72;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 84rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Charter, "Bitstream Charter", "Linux Libertine O", Cambria, Georgia, serif;
}
h1 { font-size: clamp(1.7rem, 5vw, 2.6rem); line-height: 1.15; font-weight: 600; margin: 0; }
h2 {
  font-size: 1.25rem; font-weight: 600; margin: 3rem 0 1rem; padding-top: .8rem;
  border-top: 1px solid var(--line);
}
p { margin: .4rem 0; max-width: 46rem; }
a { color: inherit; text-decoration-color: var(--faint); text-underline-offset: .15em; }
ul, ol { list-style: none; margin: 0; padding: 0; }
code, pre, .number, .line, .facts {
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace;
}
code { font-size: .86em; }
.kicker { color: var(--accent); letter-spacing: .04em; margin-bottom: .6rem; }
.subtitle { font-size: 1.2rem; font-style: italic; }
.facts { color: var(--faint); font-size: .78rem; margin-top: 1rem; overflow-wrap: anywhere; }
.aside, small { color: var(--faint); font-size: .9rem; }
.figures {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .8rem;
}
.figures a {
  display: block; height: 100%; padding: .8rem 1rem; text-decoration: none;
  background: var(--card); border: 1px solid var(--line); border-radius: .4rem;
}
.figures a:hover, .figures a:focus-visible { border-color: var(--accent); }
.figures b { display: block; font-size: 1.9rem; line-height: 1.2; font-weight: 600; }
.figures span { color: var(--faint); font-size: .92rem; line-height: 1.3; display: block; }
.bar {
  display: flex; height: .8rem; margin: 1.4rem 0 .7rem; border-radius: .2rem; overflow: hidden;
  gap: 1px;
}
.bar span { flex-basis: 2px; }
.shares, .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .92rem; }
.key {
  display: inline-block; width: .85em; height: .85em; margin-right: .45em; border-radius: .15em;
  vertical-align: -.05em;
}
.bar .keep, .key.keep { background: var(--keep); }
.bar .move, .key.move { background: var(--move); }
.bar .replace, .key.replace { background: var(--replace); }
.bar .drop, .key.drop { background: var(--drop); }
.bar .to-metadata, .key.to-metadata { background: var(--to); }
.cards {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
  gap: 1rem; margin-top: 1rem;
}
.cards li {
  padding: .8rem 1rem 1rem; min-width: 0; background: var(--card); border: 1px solid var(--line);
  border-left: .25rem solid var(--accent); border-radius: .3rem;
}
.where { font-size: .9rem; color: var(--faint); margin: 0; }
.tag { color: var(--accent); margin-right: .4rem; }
.why { font-weight: 600; }
blockquote {
  margin: .7rem 0; padding-left: .8rem; border-left: 2px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; color: var(--faint);
}
mark { background: var(--f-S); color: var(--ink); border-radius: .15em; }
pre {
  margin: .6rem 0 0; padding: .6rem .8rem; overflow-x: auto; font-size: .82rem; line-height: 1.45;
  background: var(--paper); border: 1px solid var(--line); border-radius: .3rem;
}
.findings li {
  padding: .5rem 0 .5rem .9rem; border-left: .25rem solid var(--line); margin: .5rem 0;
}
.findings li.error, .findings li.warning { border-color: var(--accent); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th { text-align: left; font-weight: 600; color: var(--faint); }
th, td { padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
.number { text-align: right; font-size: .86em; white-space: nowrap; }
.rules th:nth-child(2), .rules th:nth-child(3) { text-align: right; }
.rules small { display: block; padding-left: 1.4rem; font-size: .85rem; }
.notes th:first-child { width: 5rem; }
.notes th:nth-child(2) { width: 45%; }
.line { color: var(--faint); font-size: .75rem; text-decoration: none; }
.missing { color: var(--accent); font-style: italic; }
.sample { display: inline-block; margin-right: 1.1rem; }
summary { cursor: pointer; padding: .4rem 0; }
del, ins { text-decoration: none; border-radius: .15em; padding: 0 .1em; }
del {
  text-decoration: line-through 1px;
  text-decoration-color: color-mix(in srgb, currentColor 55%, transparent);
}
ins { border-bottom: .12em solid color-mix(in srgb, currentColor 45%, transparent); }
.sample { white-space: pre-wrap; } .sample > span { color: var(--faint); }
.sample del + ins { margin-left: .15em; }
.move { border-radius: .15em; }
.f-F { background: var(--f-F); } .f-C { background: var(--f-C); } .f-N { background: var(--f-N); }
.f-H { background: var(--f-H); } .f-J { background: var(--f-J); } .f-S { background: var(--f-S); }
.f-M { background: var(--f-M); } .f-L { background: var(--f-L); } .f-T { background: var(--f-T); }
.f-E { background: var(--f-E); } .f-B { background: var(--f-B); } .f-D { background: var(--f-D); }
.f-other { background: var(--f-other); }
#only { margin: 1rem .5rem 1rem 0; accent-color: var(--accent); }
#only:checked ~ .beside .same { display: none; }
.heads, .beside article {
  display: grid; grid-template-columns: 3.2rem minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.6rem;
}
.heads {
  position: sticky; top: 0; padding: .5rem 0; background: var(--paper); color: var(--faint);
  border-bottom: 1px solid var(--line); font-size: .92rem; z-index: 1;
}
.heads div:first-child { grid-column: 2; }
.beside article {
  padding: .5rem 0; border-bottom: 1px solid var(--line); content-visibility: auto;
  contain-intrinsic-size: auto 4rem;
}
.beside article:target { background: color-mix(in srgb, var(--accent) 9%, transparent); }
.beside .line { text-align: right; padding-top: .25rem; }
.before, .after { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.before { color: color-mix(in srgb, var(--ink) 78%, transparent); }
@media (max-width: 44rem) {
  .heads { display: none; }
  .beside article { grid-template-columns: 2.4rem minmax(0, 1fr); gap: .3rem .7rem; }
  .before, .after { grid-column: 2; }
  .beside .line { grid-row: 1; }
  .same .after { display: none; }
  .changed .after { padding-left: .7rem; border-left: 2px solid var(--accent); }
  th, td { padding-right: .7rem; }
}
.pages { display: flex; flex-wrap: wrap; gap: 1.2rem; }
.pages figure { flex: 1 1 22rem; max-width: 34rem; margin: 0; }
.pages figcaption { color: var(--faint); font-size: .85rem; text-align: center; }
.pages svg { width: 100%; height: auto; border: 1px solid var(--line); background: #fff; }
.place svg { display: block; width: 100%; max-height: 11rem; background: #fff; }
.place { border: 1px solid var(--line); padding: .4rem; }
rect { fill-opacity: .1; stroke-width: .7; }
.a-text { fill: #59748c; stroke: #59748c; background: #59748c; }
.a-heading { fill: #b5651d; stroke: #b5651d; background: #b5651d; }
.a-note { fill: #2f7d4f; stroke: #2f7d4f; background: #2f7d4f; }
.a-figure { fill: #7a4fa0; stroke: #7a4fa0; background: #7a4fa0; }
.a-table { fill: #00838f; stroke: #00838f; background: #00838f; }
.a-caption { fill: #8d6e00; stroke: #8d6e00; background: #8d6e00; }
.a-left { fill: #777; stroke: #777; stroke-dasharray: 2 2; background: #777; }
.a-asked { fill: #d0021b; stroke: #d0021b; stroke-width: 1.6; background: #d0021b; }
@media print { #only, label[for=only] { display: none; } .heads { position: static; } }
"""
