// How the scorecard looks: light and dark, on paper and on a telephone, with fonts that are there already.
export const scorecardStyle = `
:root{color-scheme:light dark;--ink:#1d1b18;--dim:#6d675e;--paper:#faf7f1;--card:#fff;--line:#e6dfd2;--good:#1f7a4d;--bad:#b3261e;--idle:#8a8274;--gold:#c98a1b;--blue:#2f6fb0}
@media (prefers-color-scheme:dark){:root{--ink:#f1ece2;--dim:#a79f91;--paper:#16140f;--card:#201d17;--line:#37322a;--good:#57c58b;--bad:#ff8a80;--idle:#8f8778;--gold:#f0b53f;--blue:#7fb4ea}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header,main,footer{max-width:56rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
.brand{margin:0;color:var(--dim);letter-spacing:.04em}
h1{margin:.25rem 0 0;font-size:2.6rem;line-height:1.2}
h1 .en{font-size:1.4rem}
.passed h1{color:var(--good)}.failed h1{color:var(--bad)}.unfinished h1{color:var(--gold)}
.sum{margin:.25rem 0 1rem;font-size:1.1rem}
.en{color:var(--dim);font-size:.85em}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.75rem;margin:1.5rem 0}
.facts div{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .9rem}
.facts .missed{border-color:var(--bad)}.facts .missed dd{color:var(--bad)}
dt{font-size:.85rem;color:var(--dim)}dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .5rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child{text-align:left}thead th{font-weight:normal;font-size:.8rem;color:var(--dim)}
thead th .en{display:block}
.overview{background:var(--card);border:1px solid var(--line);border-radius:.6rem;border-collapse:separate;border-spacing:0}
.overview a{color:inherit;text-decoration:none}.overview a:hover{text-decoration:underline}
.overview tbody tr:last-child>*{border-bottom:0}
.overview tbody th{font-weight:600}
.overview tbody th::before{content:"✔";display:inline-block;width:1.5em;color:var(--good)}
.overview .broken th::before{content:"✘";color:var(--bad)}.overview .not-run th::before{content:"–";color:var(--idle)}
.note{margin:.4rem 0 2rem;font-size:.8rem;color:var(--dim)}
section{background:var(--card);border:1px solid var(--line);border-left:.4rem solid var(--good);border-radius:.6rem;padding:1rem 1.25rem;margin:0 0 1.25rem;break-inside:avoid}
section.broken{border-left-color:var(--bad)}section.not-run{border-left-color:var(--idle)}
h2{margin:0;font-size:1.25rem}h2 em{float:right;font-style:normal;font-size:1rem;color:var(--good)}
.broken h2 em{color:var(--bad)}.not-run h2 em{color:var(--idle)}
.act,.cause,.compared{margin:.25rem 0;font-size:.95rem}.act{color:var(--dim)}
.why{color:var(--bad);padding-left:1.2rem;margin:.5rem 0}.not-run .why{color:var(--idle)}
header .why{padding:0}
figure{margin:.9rem 0}
svg{display:block;width:100%;height:auto}
.limit{fill:var(--line)}.span{fill:var(--good)}.span.late{fill:var(--bad)}
.due{stroke:var(--dim);stroke-width:1.5;stroke-dasharray:3 3}
circle{stroke:var(--card);stroke-width:2}.noticed{fill:var(--gold)}.acted{fill:var(--blue)}
figcaption{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;font-size:.9rem}
.legend i{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;margin-right:.4rem;background:var(--good)}
.legend i.noticed{background:var(--gold)}.legend i.acted{background:var(--blue)}
.late{color:var(--bad)}.slower{color:var(--gold)}.faster{color:var(--good)}
code{font-size:.8rem;color:var(--dim)}
section table{margin-top:.5rem;font-size:.9rem}section tbody tr:last-child>*{border-bottom:0}
footer{padding-bottom:2rem;color:var(--dim);font-size:.85rem}
@media (max-width:40rem){.en{display:block}thead th .en{display:none}section table{display:block;overflow-x:auto}}
@media print{body{background:#fff}section{break-inside:avoid}}
`
